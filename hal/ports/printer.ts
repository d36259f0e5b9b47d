import type { Bytes } from "./bytes";

/** A piece of paper, top to bottom. Texts are already in the printer's encoding. */
export type PaperItem =
  | { kind: "text"; text: Bytes; align: "left" | "center" | "right"; big: boolean }
  /** Two texts on one row, the second flush right. */
  | { kind: "pair"; left: Bytes; right: Bytes; big: boolean }
  | { kind: "rule" }
  /** A QR code of this text, in the middle. `draw` gives its modules ("1" dark) for a printer that makes no codes. */
  | { kind: "qr"; text: Bytes; draw: (text: Bytes) => Bytes[] }
  | { kind: "feed"; rows: number }
  | { kind: "cut" };

/** Why nothing, or not all, came out. `hot`: the head cools down by itself. `silent`: the printer does not answer. */
export type PrinterFault = "paperOut" | "coverOpen" | "hot" | "fault" | "silent" | "busy";

/**
 * A receipt printer of `columns` characters. `write` takes the whole document or throws; then
 * `onDone` is called exactly once, never from inside `write`: with null when the printer said that
 * it took all and has paper, else with the fault. Done means handed over, not yet torn off. A document without items
 * only asks for the state. After a fault nothing of the document is kept: it is to be given again, from its start.
 */
export interface Printer {
  columns: number;
  write(document: PaperItem[], onDone: (fault: PrinterFault | null) => void): void;
  close(): void;
}
