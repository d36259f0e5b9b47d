import type { PanelProps } from "../panels";
import { attempt, useWords } from "../phone/words";
import { t } from "../texts";

/** The window that a phone is held to, with its beam while it looks. */
export function Scanner({ stage }: PanelProps) {
  stage.changed.value;
  const words = useWords();
  const { session, payer } = stage;
  const { board, interpreter } = session.shop;
  const isLooking = interpreter.running && board.looking === true;
  return (
    <button
      type="button" class={`scanner ${isLooking ? "looking" : ""}`} onMouseDown={(event) => event.preventDefault()}
      onClick={() => attempt(words, () => {
        stage.do({ do: "hold", payer: payer.value, shown: session.codeOf(payer.value) !== undefined });
      })}
    >
      <span class="beam" aria-hidden="true" />
      <span aria-live="polite">{words.value === "" ? t("hold") : words.value}</span>
    </button>
  );
}
