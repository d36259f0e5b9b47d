import type { VirtualClock } from "./clock";

/** One end of a serial wire. Bytes given to `write` reach the other end's `onData` in virtual time. */
export interface WireEnd {
  write(bytes: Uint8Array): void;
  onData: ((bytes: Uint8Array) => void) | undefined;
}

/** A serial wire between the terminal and one part. */
export interface Wire {
  /** What the terminal holds. */
  terminal: WireEnd;
  /** What the part holds. */
  part: WireEnd;
  /** An unplugged wire carries nothing, both ways. */
  plugged: boolean;
  /** The terminal lost its power: what it had not yet sent never comes. */
  cut(): void;
}

/** Bytes that arrive in one piece. */
const PIECE_BYTES = 32;

/**
 * Makes a wire. A write arrives piece by piece, each after the time its bytes take at `baud` (10 bits
 * a byte), behind what is already on its way; the receiver must not take a piece for a message.
 */
export function createWire(clock: VirtualClock, baud = 115_200): Wire {
  const terminal: WireEnd = { write: nothing, onData: undefined };
  const part: WireEnd = { write: nothing, onData: undefined };
  let life = 0;
  const wire: Wire = { terminal, part, plugged: true, cut: () => { life++; } };
  terminal.write = carry(part, () => life);
  part.write = carry(terminal, () => 0);
  return wire;

  function carry(to: WireEnd, lifeOf: () => number): (bytes: Uint8Array) => void {
    let freeAtMs = 0;
    return (bytes) => {
      if (!wire.plugged) return;
      const sentIn = lifeOf();
      for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
        const piece = bytes.slice(at, at + PIECE_BYTES);
        freeAtMs = Math.max(freeAtMs, clock.nowMs) + (piece.length * 10_000) / baud;
        clock.after(freeAtMs - clock.nowMs, () => { if (wire.plugged && lifeOf() === sentIn) to.onData?.(piece); });
      }
    };
  }
}

function nothing(): void {}
