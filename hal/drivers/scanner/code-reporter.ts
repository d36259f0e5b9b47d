import type { Bytes } from "../../ports/bytes";
import type { Clock } from "../../ports/clock";

const CODE_BYTES_MAX = 512;
const NOISE = /[^ -~]/;

/** What stands between a part's bytes and the firmware's `onCode`. */
export interface CodeReporter {
  /** Takes what the part read, without its end. */
  take(raw: Bytes): void;
  /** The next reading is news, whatever it is. */
  forget(): void;
}

/** Takes out what is not printable ASCII. */
function withoutNoise(line: Bytes): Bytes {
  let clean = "";
  for (const char of line) if (char >= " " && char <= "~") clean += char;
  return clean;
}

/**
 * Makes codes of readings: bytes that are not printable ASCII, spaces around the code and a symbology identifier
 * (ISO/IEC 15424: "]", a letter, a modifier) are dropped, and so is a reading that has then nothing or more than
 * 512 bytes. Readings of the same code less than `repeatMs` apart are one, however many.
 */
export function makeCodeReporter(clock: Clock, repeatMs: number, onCode: (code: Bytes) => void): CodeReporter {
  let lastCode = "";
  let lastMs = 0;
  return {
    take(raw: Bytes): void {
      let code = (NOISE.test(raw) ? withoutNoise(raw) : raw).trim();
      if (code[0] === "]" && code.length > 3) code = code.substr(3);
      if (code === "" || code.length > CODE_BYTES_MAX) return;
      if (code === lastCode) {
        const agoMs = clock.now() - lastMs;
        if (agoMs >= 0 && agoMs < repeatMs) {
          lastMs += agoMs;
          return;
        }
      }
      lastCode = code;
      onCode(code);
      // After the work is handed over: nothing waits for the time.
      lastMs = clock.now();
    },
    forget(): void {
      lastCode = "";
    },
  };
}
