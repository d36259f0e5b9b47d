import type { Bytes } from "../../ports/bytes";
import { REAL_TIME_STATUS, SENSOR_STATUS } from "./status";
import type { StatusQuery } from "./status";

/** What differs between ESC/POS printers. */
export interface PrinterModel {
  /** Bits per second. */
  baud: number;
  /** Characters of font A on a row; a Chinese character takes two. */
  columns: number;
  /** Behind the reset at the beginning of each document: characters, heat. */
  setUp: Bytes;
  /** Brings the end of the paper to where it is cut or torn, and cuts it where there is a cutter. */
  cut: Bytes;
  status: StatusQuery;
}

/** What differs between bare heads, which have next to no buffer. */
export interface HeadModel extends PrinterModel {
  /** It makes QR codes itself (GS ( k); else it is given their dots. */
  makesCodes: boolean;
  /** What one row of dots takes at the most, microseconds. */
  dotRowUs: number;
}

/** Double-byte characters on: GBK on the models here. FS &. */
const CHINESE = "\x1c&";
/** To the tear bar. ESC d. */
const TO_TEAR_BAR = "\x1bd\x04";

/** A 58 mm printer with cutter and buzzer (Xprinter, Gprinter): feeds to the knife and cuts. GS V. */
export const CUTTER_58: PrinterModel = {
  baud: 115_200, columns: 32, setUp: CHINESE, cut: "\x1dVB\x00", status: REAL_TIME_STATUS,
};

/**
 * A 58 mm TTL head of today: QR204, Cashino CSN-A2L, A5, KP-628E. Source: KP-628E user manual, 4 and 7. To be checked
 * on the part: its speed at low voltage, and GS ( k on a QR204 as delivered.
 */
export const HEAD_58: HeadModel = {
  baud: 9600, columns: 32, setUp: CHINESE, cut: TO_TEAR_BAR, status: REAL_TIME_STATUS,
  makesCodes: true, dotRowUs: 3000,
};

/**
 * The first CSN-A2 and A7: no real-time status, no QR codes, heat set by the host: 96 dots at a time for 1.2 ms with
 * 0.4 ms between (ESC 7), density 100 % and pauses of 0.5 ms (DC2 #), GBK (ESC 9). Source: CSN-A2 user manual V1.1, 5.2.
 * ESC 9 is to be checked on the part.
 */
export const CSN_A2: HeadModel = {
  baud: 9600, columns: 32, setUp: CHINESE + "\x1b9\x00\x1b7\x0b\x78\x28\x12#\x4a", cut: TO_TEAR_BAR, status: SENSOR_STATUS,
  makesCodes: false, dotRowUs: 9000,
};
