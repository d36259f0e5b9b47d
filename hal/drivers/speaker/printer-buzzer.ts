// Part: the buzzer in the case of Xprinter and Gprinter receipt printers.
// Source: Xprinter programmer's manual, ESC B n t: n times (1 to 9) a sound of t times 50 ms (1 to 9).

import type { Bytes } from "../../ports/bytes";
import type { Serial } from "../../ports/serial";
import type { Sound, Speaker } from "../../ports/speaker";

const SOUNDS: Record<Sound, Bytes> = {
  // Two short ones, one long one; four and two middling ones for money that goes back; three very short ones.
  charged: "\x1bB\x02\x02",
  notCharged: "\x1bB\x01\x09",
  refunded: "\x1bB\x04\x03",
  refundPending: "\x1bB\x02\x05",
  attention: "\x1bB\x03\x01",
};

/**
 * Makes a speaker of the printer's buzzer, on the printer's own wire, which it neither reads nor closes. A
 * sound that has begun cannot be cut short: the next follows it. While the printer is off line there is none.
 */
export function openPrinterBuzzer(wiring: { serial: Serial }): Speaker {
  const serial = wiring.serial;
  let closed = false;
  return {
    play(sound: Sound): void {
      if (closed) return;
      try {
        serial.write(SOUNDS[sound]);
      } catch {
        // No sound is not an error.
      }
    },
    close(): void {
      closed = true;
    },
  };
}
