// Part: a keypad that sends one byte per key over a serial wire. Sources: see models.ts.

import type { Clock } from "../../ports/clock";
import type { Keypad, KeypadOptions } from "../../ports/keypad";
import type { OpenSerial } from "../../ports/serial";
import type { KeypadModel } from "./models";

/**
 * Opens a keypad. Throws what `open` throws. Bytes without a key are noise and end no press.
 * Two presses of one key that the terminal reads together, because it was busy, count as one.
 */
export function openSerialKeypad(
  wiring: { open: OpenSerial; clock: Clock; model: KeypadModel },
  options: KeypadOptions,
): Keypad {
  const clock = wiring.clock;
  const keys = wiring.model.keys;
  const repeatMs = wiring.model.repeatMs;
  const onKey = options.onKey;
  let closed = false;
  let lastByte = "";
  let lastMs = 0;

  function onReadable(): void {
    const text = serial.read();
    if (text === undefined) return;
    const nowMs = clock.now();
    let agoMs = nowMs - lastMs;
    for (const byte of text) {
      if (closed) return;
      const key = keys[byte];
      if (key === undefined) continue;
      const held = byte === lastByte && agoMs >= 0 && agoMs < repeatMs;
      lastByte = byte;
      lastMs = nowMs;
      // What waited in one piece while the program was busy is as many presses: a digit must not get lost.
      agoMs = repeatMs;
      if (!held) onKey(key);
    }
  }

  const serial = wiring.open({ baud: wiring.model.baud, onReadable: onReadable });

  return {
    close(): void {
      if (closed) return;
      closed = true;
      serial.close();
    },
  };
}
