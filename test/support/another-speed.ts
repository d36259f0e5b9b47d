import type { VirtualClock } from "../../sim/clock";
import { createWire, type WireEnd } from "../../sim/wire";

/**
 * What a receiver makes of bytes that were sent at another speed: it takes its bits where its own clock says that they
 * are, from each falling edge on, and a frame without its stop bit is a byte too, as in the chips' receivers.
 */
export function garble(bytes: Uint8Array, sentBaud: number, readBaud: number): Uint8Array {
  const bits = [...bytes].flatMap((byte) => [0, ...Array.from({ length: 8 }, (_, bit) => (byte >> bit) & 1), 1]);
  const levelAt = (seconds: number): number => bits[Math.floor(seconds * sentBaud)] ?? 1;
  const end = bits.length / sentBaud;
  const step = 1 / (16 * readBaud);
  const read: number[] = [];
  for (let at = 0; at < end; at += step) {
    if (levelAt(at) === 1) continue;
    let byte = 0;
    for (let bit = 0; bit < 8; bit++) byte |= levelAt(at + (1.5 + bit) / readBaud) << bit;
    read.push(byte);
    at += 9.5 / readBaud;
    while (at < end && levelAt(at) === 0) at += step;
  }
  return Uint8Array.from(read);
}

/** Both ends of a wire whose part has a speed of its own. */
export function misspeltWire(clock: VirtualClock, baud: number, partBaud: number): { terminal: WireEnd; part: WireEnd } {
  const [near, far] = [createWire(clock, baud), createWire(clock, partBaud)];
  near.part.onData = (bytes) => far.terminal.write(garble(bytes, baud, partBaud));
  far.terminal.onData = (bytes) => near.part.write(garble(bytes, partBaud, baud));
  return { terminal: near.terminal, part: far.part };
}
