import type { PaperRow } from "../../devices/esc-pos-paper";
import { drawRows } from "./drawing";

/** Hands the visitor a file of these rows as a picture, a pixel for each dot. */
export function savePicture(rows: readonly PaperRow[], name: string): void {
  const canvas = document.createElement("canvas");
  drawRows(canvas, rows);
  canvas.toBlob((blob) => {
    if (blob !== null) hand(blob, `${name}.png`);
  });
}

/** Hands the visitor a text file. */
export function saveText(lines: readonly string[], name: string): void {
  hand(new Blob([`${lines.join("\n")}\n`], { type: "text/plain;charset=utf-8" }), `${name}.txt`);
}

function hand(blob: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // The download has begun by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
