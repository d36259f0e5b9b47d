import { useRef } from "preact/hooks";
import type { Lens } from "../../boards/board";
import { STEADY } from "../../camera/pose";
import { HELD, type Held } from "../../session/before-lens";
import type { Stage } from "../stage";
import { t } from "../texts";

type Name = keyof Held;
const NAMES = Object.keys(HELD) as Name[];
/** Steps from one end of a slider to the other. */
const STEPS = 120;
/** A slider that is drawn does something so often, and when it is let go. */
const EACH_MS = 80;
const DEGREES: readonly Name[] = ["tilt", "turn"];

/** How phones are held before the lens, and the light there. */
export function Hold({ stage, lens }: { stage: Stage; lens: Lens }) {
  stage.changed.value;
  const doneMs = useRef(0);
  const hold = (name: Name, value: number): void => {
    doneMs.current = performance.now();
    if (value !== lens.pose[name]) stage.do({ do: "pose", pose: { [name]: value } });
  };
  return (
    <div class="hold" role="group" aria-label={t("lens.hold")}>
      {NAMES.map((name) => {
        const { least, most } = HELD[name];
        const value = lens.pose[name] ?? STEADY[name];
        const shown = told(name, value);
        return (
          <label key={name}>
            <span>{t(`lens.${name}`)}</span>
            <input
              type="range" name={name} min={least} max={most} step={(most - least) / STEPS} value={value} aria-valuetext={shown}
              onInput={(event) => { if (performance.now() > doneMs.current + EACH_MS) hold(name, event.currentTarget.valueAsNumber); }}
              onChange={(event) => hold(name, event.currentTarget.valueAsNumber)}
            />
            <output>{shown}</output>
          </label>
        );
      })}
      <button type="button" onClick={() => stage.do({ do: "pose", pose: Object.fromEntries(NAMES.map((name) => [name, STEADY[name]])) })}>
        {t("lens.steady")}
      </button>
    </div>
  );
}

function told(name: Name, value: number): string {
  if (DEGREES.includes(name)) return `${Math.round(value)}°`;
  return name === "distance" ? `×${value.toFixed(1)}` : name === "blur" ? value.toFixed(1) : `${Math.round(value * 100)} %`;
}
