import { useSignal } from "@preact/signals";
import { readCode } from "../../phone/lens";
import type { Aimed } from "../../session/carry-out";
import { readPaper } from "../paper/drawing";
import { t, type TextId } from "../texts";
import type { PhoneProps } from "./phone";

/** What the phone says of what it read. */
interface Read {
  words: TextId;
  text?: string;
}

/** The phone's camera: it reads the pixels of the terminal's display, or of the paper. */
export function Camera({ stage, payer }: PhoneProps) {
  const read = useSignal<Read | undefined>(undefined);
  const aim = (text: string | undefined): void => { read.value = text === undefined ? { words: "camera.nothing" } : open(text); };
  const open = (text: string): Read => {
    const { opening, opened } = stage.do({ do: "aim", payer: payer.id, text }) as Aimed;
    if (opening.kind === "text") return { words: "camera.text", text: opening.text };
    const why = opened?.why ?? null;
    return { words: why === null ? `camera.${opening.through}` : `camera.why.${why}` };
  };
  const { shop } = stage.session;
  return (
    <div class="page camera">
      <div class="finder" aria-hidden="true" />
      <button type="button" class="main" onClick={() => aim(readCode(shop.panel.pixels()))}>{t("camera.display")}</button>
      <button type="button" class="main" onClick={() => aim(readPaper(shop.printer.rows()))}>{t("camera.paper")}</button>
      <p role="status">
        {t(read.value?.words ?? "camera.hint")} {read.value?.text === undefined ? null : <code>{read.value.text}</code>}
      </p>
    </div>
  );
}
