import type { KeypadModel } from "../../hal/drivers/keypad/models";
import type { Key } from "../../hal/ports/keypad";
import type { VirtualClock } from "../clock";
import type { WireEnd } from "../wire";

/** A keypad under a finger. */
export interface SimulatedKeypad {
  /** Presses a key and lets it go. Throws where the keypad has no such key. */
  press(key: Key): void;
  /** Holds a key down for `ms`: its byte comes again each `everyMs`. */
  hold(key: Key, ms: number, everyMs?: number): void;
  /** Sends bytes that no key sends. */
  noise(bytes: Uint8Array): void;
}

/** Makes a keypad that sends what `model` says. */
export function createKeypad(
  options: { wire: WireEnd; clock: VirtualClock; model: KeypadModel },
): SimulatedKeypad {
  const { wire, clock, model } = options;
  const bytes = new Map<Key, Uint8Array>();
  for (const [byte, key] of Object.entries(model.keys)) {
    if (!bytes.has(key)) bytes.set(key, Uint8Array.of(byte.charCodeAt(0)));
  }

  function byteOf(key: Key): Uint8Array {
    const byte = bytes.get(key);
    if (byte === undefined) throw new Error(`this keypad has no key ${key}`);
    return byte;
  }

  return {
    press(key) {
      wire.write(byteOf(key));
    },
    hold(key, ms, everyMs = 33) {
      const byte = byteOf(key);
      for (let atMs = 0; atMs <= ms; atMs += everyMs) clock.after(atMs, () => wire.write(byte));
    },
    noise(noise) {
      wire.write(noise);
    },
  };
}
