import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PaperRow } from "../../devices/esc-pos-paper";
import { drawRows, heightOfAll, PAPER_DOTS } from "./drawing";

/** Counts the letters that came later than what was drawn with them. */
const letters = signal(0);
document.fonts.addEventListener("loadingdone", () => { letters.value++; });

/** So many rows share a canvas: what is printed once is never drawn again, whatever follows it. */
const STRIP_ROWS = 40;

/** Paper with rows on it, top first, as a picture and as text. */
export function Slip({ rows }: { rows: readonly PaperRow[] }) {
  const strips = [];
  for (let at = 0; at < rows.length; at += STRIP_ROWS) {
    strips.push(<Strip key={at} rows={rows.slice(at, at + STRIP_ROWS)} />);
  }
  return <div class="slip">{strips}</div>;
}

function Strip({ rows }: { rows: readonly PaperRow[] }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const height = heightOfAll(rows);
  // A picture grows while it is printed; text does not change any more.
  useEffect(() => drawRows(canvas.current!, rows), [rows.length, height, rows[0]?.text, letters.value]);
  const style = { aspectRatio: `${PAPER_DOTS} / ${Math.max(1, height)}` };
  return (
    <>
      <canvas ref={canvas} style={style} aria-hidden="true" />
      <p class="spoken">{rows.map((row) => row.text).filter((text) => text.trim() !== "").join("\n")}</p>
    </>
  );
}
