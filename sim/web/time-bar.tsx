import type { Stage } from "./stage";
import { SPEEDS } from "./stage";
import { t } from "./texts";

const UTC_8_MS = 8 * 3_600_000;
const JUMPS: [label: string, ms: number][] = [["+10 s", 10_000], ["+1 min", 60_000], ["+1 h", 3_600_000]];
/** A phone-sized page has no room for farther ones. */
const NEAR_MS = 10_000;

/** The shop's clock, and how fast it goes. */
export function TimeBar({ stage }: { stage: Stage }) {
  return (
    <div class="time" role="group" aria-label={t("time")}>
      <Clock stage={stage} />
      <button type="button" aria-pressed={stage.paused.value} onClick={() => { stage.paused.value = !stage.paused.value; }}>
        {stage.paused.value ? t("play") : t("pause")}
      </button>
      <button type="button" class={stage.paused.value ? "" : "far"} disabled={!stage.paused.value} onClick={() => stage.step()}>
        {t("step")}
      </button>
      <label>
        <span class="spoken">{t("speed")}</span>
        <select value={stage.speed.value} onChange={(event) => setSpeed(stage, event.currentTarget)}>
          {SPEEDS.map((speed) => <option key={speed} value={speed}>×{speed}</option>)}
        </select>
      </label>
      {JUMPS.map(([label, ms]) => (
        <button
          key={label} type="button" class={ms > NEAR_MS ? "far" : ""} aria-label={`${t("jump")} ${label}`}
          onClick={() => stage.jump(ms)}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** The keyboard goes back to the terminal. */
function setSpeed(stage: Stage, select: HTMLSelectElement): void {
  stage.speed.value = Number(select.value);
  select.blur();
}

/** The shop is in UTC+8. */
function Clock({ stage }: { stage: Stage }) {
  stage.changed.value;
  const shown = new Date(stage.session.shop.clock.nowMs + UTC_8_MS).toISOString();
  return <time dateTime={shown.replace("Z", "+08:00")}><span class="far">{shown.slice(0, 10)} </span>{shown.slice(11, 19)}</time>;
}
