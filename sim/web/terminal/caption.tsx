import type { PanelProps } from "../panels";
import { t } from "../texts";
import { lastSentence } from "./spoken";

/** What the voice module said last, for who cannot hear it; where there is a voice. */
export function Caption({ stage }: PanelProps) {
  stage.changed.value;
  const { board } = stage.session.shop;
  if (board.voice === undefined || stage.world.settings.voice === undefined) return null;
  const sentence = lastSentence(board.voice.heard);
  return (
    <p class="caption">
      {sentence !== undefined && (
        <>
          <span class="spoken">{t("said")}: </span>
          <q lang={sentence.language === "zh" ? "zh-Hans" : "en"}>{sentence.text}</q>
        </>
      )}
    </p>
  );
}
