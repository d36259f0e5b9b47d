import type { PaperRow } from "../../devices/esc-pos-paper";
import { handOver } from "../hand-over";
import { drawRows } from "./drawing";

/** Hands the visitor a file of these rows as a picture, a pixel for each dot. */
export function savePicture(rows: readonly PaperRow[], name: string): void {
  const canvas = document.createElement("canvas");
  drawRows(canvas, rows);
  canvas.toBlob((blob) => {
    if (blob !== null) handOver(blob, `${name}.png`);
  });
}

/** Hands the visitor a text file. */
export function saveText(lines: readonly string[], name: string): void {
  handOver(new Blob([`${lines.join("\n")}\n`], { type: "text/plain;charset=utf-8" }), `${name}.txt`);
}
