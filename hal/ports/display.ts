import type { Bytes } from "./bytes";

/** One row of text, already in the panel's encoding. A `big` row is twice as wide and twice as high. */
export interface DisplayLine {
  text: Bytes;
  big: boolean;
  align: "left" | "center";
  /**
   * A QR code in place of the text: its modules row by row, "1" dark, without the quiet zone. It takes the rest of
   * the panel, in the middle and as large as fits, quiet zone included; no line comes after it.
   */
  qr?: Bytes[];
}

/**
 * A panel of `columns` by `rows` cells; a Chinese character takes two columns, a big row takes two
 * rows. `show` replaces all that is on the panel; returning means accepted, not yet visible. A text
 * too long for its row is cut at the edge.
 */
export interface Display {
  columns: number;
  rows: number;
  show(lines: DisplayLine[]): void;
  close(): void;
}
