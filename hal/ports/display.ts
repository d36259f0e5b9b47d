import type { Bytes } from "./bytes";

/** One row of text, already in the panel's encoding. A `big` row is twice as wide and twice as high. */
export interface DisplayLine {
  text: Bytes;
  big: boolean;
  align: "left" | "center";
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
