import { useSignal, useSignalEffect } from "@preact/signals";
import type { Telling } from "../../stories/telling";
import type { Stage } from "../stage";
import { language, t } from "../texts";
import { HURRY, tell, telling } from "./now";

/** The caption of the story that is told, and who may end it; nothing where none is told. */
export function StoryBar({ stage }: { stage: Stage }) {
  stage.changed.value;
  const usual = useSignal<number | undefined>(undefined);
  useSignalEffect(() => {
    stage.changed.value;
    const now = telling.peek();
    if (now === undefined || now.session !== stage.session) return;
    hurry(stage, now.hurry, usual);
    if (now.state === "playing" && stage.payer.peek() !== now.payer) stage.payer.value = now.payer;
  });
  const now = telling.value;
  if (now === undefined || now.session !== stage.session) return null;
  const isPlaying = now.state === "playing";
  return (
    <section class="story-bar" aria-label={t("story.told")} data-state={now.state}>
      <strong>{now.story.title[language.value]}</strong>
      <progress value={now.position} max={now.story.steps.length} aria-label={t("story.progress")} />
      <p role="status">{words(now)}</p>
      <div class="row">
        {isPlaying && (
          <button type="button" aria-pressed={stage.paused.value} onClick={() => { stage.paused.value = !stage.paused.value; }}>
            {t(stage.paused.value ? "play" : "pause")}
          </button>
        )}
        {isPlaying && <button type="button" onClick={() => now.takeOver()}>{t("story.takeOver")}</button>}
        {!isPlaying && <button type="button" onClick={() => tell(stage, now.story)}>{t("story.again")}</button>}
        {!isPlaying && <button type="button" onClick={() => { telling.value = undefined; }}>{t("story.close")}</button>}
      </div>
    </section>
  );
}

function words(now: Telling): string {
  if (now.state === "failed") return t("story.failed", { why: now.why });
  if (now.state === "takenOver") return t("story.takenOver");
  const caption = now.caption?.[language.value] ?? now.story.about[language.value];
  return now.state === "ended" ? `${caption} ${t("story.ended")}` : caption;
}

/** While nothing happens the shop runs fast; the visitor's own speed comes back behind that. */
function hurry(stage: Stage, isHurried: boolean, usual: { value: number | undefined; peek(): number | undefined }): void {
  if (isHurried && usual.peek() === undefined) {
    usual.value = stage.speed.peek();
    stage.speed.value = HURRY;
  } else if (!isHurried && usual.peek() !== undefined) {
    stage.speed.value = usual.peek()!;
    usual.value = undefined;
  }
}
