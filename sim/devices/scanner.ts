import { fromBytes } from "../bytes";
import type { VirtualClock } from "../clock";
import type { WireEnd } from "../wire";

/** How a scanner types a code. */
export interface ScanOptions {
  /** Bytes per piece; the whole code in one piece unless given. */
  split?: number;
  /** Milliseconds between pieces; 2 unless given. */
  gapMs?: number;
  /** What ends the code; a carriage return unless given. */
  terminator?: string;
  /** How often the code is typed, one behind the other; once unless given. */
  repeat?: number;
  /** Symbology identifier before the code, such as `]C0` or `]Q1`. */
  prefix?: string;
}

/** A scanner and what is held before it. */
export interface SimulatedScanner {
  /** Reads a code of characters up to U+00FF, one byte each. */
  scan(text: string, options?: ScanOptions): void;
  /** Puts bytes on the wire that are no code. */
  noise(bytes: Uint8Array): void;
}

/** Makes a scanner that types what it reads. */
export function createScanner(options: { wire: WireEnd; clock: VirtualClock }): SimulatedScanner {
  const { wire, clock } = options;
  return {
    scan(text, { split, gapMs = 2, terminator = "\r", repeat = 1, prefix = "" } = {}) {
      const typed = (prefix + text + terminator).repeat(repeat);
      const bytes = fromBytes(typed);
      const pieceBytes = split ?? bytes.length;
      let delayMs = 0;
      for (let at = 0; at < bytes.length; at += pieceBytes) {
        const piece = bytes.slice(at, at + pieceBytes);
        if (delayMs === 0) wire.write(piece);
        else clock.after(delayMs, () => wire.write(piece));
        delayMs += gapMs;
      }
    },
    noise(bytes) {
      wire.write(bytes);
    },
  };
}
