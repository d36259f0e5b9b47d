import { signal } from "@preact/signals";
import { useEffect, useRef } from "preact/hooks";
import type { PaperRow } from "../../devices/esc-pos-paper";
import { drawRows, heightOfAll, PAPER_DOTS } from "./drawing";

/** Counts the letters that came later than what was drawn with them. */
const letters = signal(0);
document.fonts.addEventListener("loadingdone", () => { letters.value++; });

/** So many rows share a canvas: what is printed once is never drawn again, whatever follows it. */
const STRIP_ROWS = 40;
/** What hangs out longer than some twenty slips is rolled up at its far end, and not drawn. */
const SEEN_STRIPS = 10;
/** So many rows can be seen. */
export const SEEN_ROWS = SEEN_STRIPS * STRIP_ROWS;

/** Paper with rows on it, top first, as a picture and as text. */
export function Slip({ rows }: { rows: readonly PaperRow[] }) {
  const strips = [];
  const first = Math.max(0, Math.ceil(rows.length / STRIP_ROWS) - SEEN_STRIPS);
  for (let at = first * STRIP_ROWS; at < rows.length; at += STRIP_ROWS) {
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
