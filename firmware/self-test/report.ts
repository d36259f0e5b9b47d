import type { Bytes } from "../../hal/ports/bytes";

/** How a test ended: code 0 where all is well, else a number of docs/SELFTEST.md. Called once. */
export type Done = (code: number, text: Bytes) => void;

/** Codes of what can be wrong; docs/SELFTEST.md says what to do about each. */
export const WRONG = {
  noSuchTest: 10,
  fileMissing: 11, flashWorn: 12, flashOld: 13,
  setting: 20, journal: 21, damaged: 22,
  noKey: 31, keypadSilent: 32,
  noCode: 41, scannerSilent: 42, scannerUnset: 43,
  paperOut: 51, coverOpen: 52, hot: 53, fault: 54, silent: 55, busy: 56,
  speakerSilent: 61, speakerUnset: 62,
  network: 71, noGateway: 72, signature: 73, refused: 74, certificate: 75,
  clock: 81,
  caseOpen: 91, batteryLow: 92,
};
