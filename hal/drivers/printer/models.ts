import type { Bytes } from "../../ports/bytes";

/** What differs between ESC/POS printers. */
export interface PrinterModel {
  /** Bits per second. */
  baud: number;
  /** Characters of font A on a row; a Chinese character takes two. */
  columns: number;
  /** Brings the end of the paper to where it is cut or torn, and cuts it where there is a cutter. */
  cut: Bytes;
}

/** A 58 mm head without cutter (QR204, CSN-A2 and their like): feeds to the tear bar. ESC d. */
export const TEAR_BAR_58: PrinterModel = { baud: 9600, columns: 32, cut: "\x1bd\x04" };

/** A 58 mm printer with cutter and buzzer (Xprinter, Gprinter): feeds to the knife and cuts. GS V. */
export const CUTTER_58: PrinterModel = { baud: 115_200, columns: 32, cut: "\x1dVB\x00" };
