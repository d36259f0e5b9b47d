import { useSignal } from "@preact/signals";
import type { DatedDeed } from "../../session/deed";
import { handOver } from "../hand-over";
import type { PanelProps } from "../panels";
import type { Stage } from "../stage";
import { t } from "../texts";
import { exported, load, seek, seeking, stopSeeking, type Tape, tapeOn } from "./tape";

/** So many deeds are shown before and behind the one that was last done. */
const AROUND = 6;

/** Everything that was done, as a file, and a file as everything that was done: forwards and backwards. */
export function Recorder({ stage }: PanelProps) {
  stage.changed.value;
  const error = useSignal("");
  const now = tapeOn(stage);
  const deeds = now?.player.deeds ?? stage.session.deeds;
  const position = now?.player.position ?? deeds.length;
  const open = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    try {
      load(stage, await file.text(), file.name);
      error.value = "";
    } catch (thrown) {
      error.value = t("tape.refused", { name: file.name, why: (thrown as Error).message });
    }
  };
  return (
    <div
      class="recorder" onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => { event.preventDefault(); void open(event.dataTransfer?.files[0]); }}
    >
      <p class="quiet">{t("tape.tells")}</p>
      <div class="row">
        <button type="button" class="export" onClick={() => save(stage)}>{t("tape.export")}</button>
        <label class="file">
          {t("tape.open")}
          <input type="file" accept=".json,application/json" onChange={(event) => void open(event.currentTarget.files?.[0])} />
        </label>
      </div>
      {error.value !== "" && <p role="alert" class="bad">{error.value}</p>}
      {now?.recording !== undefined && <Found tape={now} />}
      <Steps stage={stage} position={position} count={deeds.length} />
      <ol class="deeds" start={Math.max(0, position - AROUND) + 1}>
        {deeds.slice(Math.max(0, position - AROUND), position + AROUND).map((deed, index) => {
          const at = Math.max(0, position - AROUND) + index + 1;
          return <li key={at} aria-current={at === position ? "step" : undefined} class={at > position ? "ahead" : ""}>{told(deed)}</li>;
        })}
      </ol>
    </div>
  );
}

function Steps({ stage, position, count }: { stage: Stage; position: number; count: number }) {
  const isBusy = seeking.value !== undefined;
  const go = (to: number) => () => void seek(stage, Math.max(0, Math.min(count, to)));
  return (
    <div class="row" role="group" aria-label={t("tape.steps")}>
      <button type="button" disabled={isBusy || position === 0} onClick={go(0)}>{t("tape.first")}</button>
      <button type="button" disabled={isBusy || position === 0} onClick={go(position - 1)}>{t("tape.back")}</button>
      <button type="button" disabled={isBusy || position === count} onClick={go(position + 1)}>{t("tape.forward")}</button>
      <button type="button" disabled={isBusy || position === count} onClick={go(count)}>{t("tape.last")}</button>
      <input
        type="range" min={0} max={count} value={position} disabled={isBusy} aria-label={t("tape.position")}
        onChange={(event) => void seek(stage, Number(event.currentTarget.value))}
      />
      <span>{t("tape.at", { position, count })}</span>
      {isBusy && <progress value={seeking.value} max={1} aria-label={t("tape.way")} />}
      {isBusy && <button type="button" onClick={stopSeeking}>{t("tape.stop")}</button>}
    </div>
  );
}

/** Whether the file came to the same again. */
function Found({ tape: { name, found, player, recording } }: { tape: Tape }) {
  if (found === undefined) {
    const seconds = ((recording!.endMs - player.session.nowMs) / 1000).toFixed(0);
    return <p role="status" class="found">{t("tape.playing", { name, seconds })}</p>;
  }
  const isSame = found.traces.length === 0 && found.problems.length === 0;
  const sentence = isSame ? "tape.same" : found.problems.length === 0 ? "tape.sense" : "tape.differs";
  return (
    <div role="status" class="found" data-same={isSame}>
      <p>{t(sentence, { name, traces: found.traces.join(", ") })}</p>
      <ul>{found.problems.map((problem) => <li key={problem} class="bad">{problem}</li>)}</ul>
    </div>
  );
}

function told({ atMs, ...deed }: DatedDeed): string {
  const { do: verb, ...rest } = deed;
  const parts = Object.values(rest).map((part) => typeof part === "object" ? JSON.stringify(part) : String(part));
  return `${(atMs / 1000).toFixed(2)} s  ${verb} ${parts.join(" ")}`;
}

function save(stage: Stage): void {
  const name = `tinytill-${stage.world.board}-${stage.session.deeds.length}.json`;
  handOver(new Blob([exported(stage)], { type: "application/json" }), name);
}
