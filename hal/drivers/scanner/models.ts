import type { Bytes } from "../../ports/bytes";

/** What differs between serial scanners that type their codes. */
export interface ScannerModel {
  /** Bits per second. */
  baud: number;
  /** A code read again within this time of its last reading is the same showing. */
  repeatMs: number;
}

/** A scanner that is set up at its own keys or with set-up codes, and only types. */
export const PLAIN_SCANNER: ScannerModel = { baud: 9600, repeatMs: 2000 };

/** A byte of the engine's settings ("zone bit") and what its bits of `mask` have to be. */
export interface ZoneSetting {
  address: Bytes;
  mask: number;
  wanted: number;
}

/** What differs between engines with the command set of gm65.ts. */
export interface ZoneModel extends ScannerModel {
  settings: ZoneSetting[];
}

/**
 * GM65, GM65-S, GM861S: 9600 baud as delivered, looking only when told to, with light and aim on only then.
 * Source: GM65 user manual V1.3, 8.5 "List of zone bit". 0x0033, 0x003F and 0x0060 bit 0 are to be checked on the
 * part: a part that does not take them still reads, and the end of a code is then a silence.
 */
export const GM65: ZoneModel = {
  baud: 9600,
  repeatMs: 2000,
  settings: [
    // Lamp and sound at a reading; aim and light while it looks; looks on command.
    { address: "\x00\x00", mask: 0xff, wanted: 0xd5 },
    // Looks until it read something or is told to stop.
    { address: "\x00\x06", mask: 0xff, wanted: 0 },
    // Types on the serial wire, not on USB.
    { address: "\x00\x0d", mask: 0x03, wanted: 0 },
    // The same code again is reported again: the driver knows which showing it belongs to.
    { address: "\x00\x13", mask: 0x80, wanted: 0 },
    // Payment codes are shown as Code 128 and as QR code.
    { address: "\x00\x33", mask: 0x01, wanted: 1 },
    { address: "\x00\x3f", mask: 0x01, wanted: 1 },
    // The code and a carriage return: no prefix, suffix, code mark, length, nor a text for "nothing read".
    { address: "\x00\x60", mask: 0xff, wanted: 0x01 },
  ],
};
