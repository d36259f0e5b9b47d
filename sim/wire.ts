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
}

/**
 * Makes a wire. Each write arrives whole after the time its bytes take at `baud` (10 bits a byte),
 * behind what is already on its way; the receiver must not take one arrival for one message.
 */
export function createWire(clock: VirtualClock, baud = 115_200): Wire {
  const terminal: WireEnd = { write: nothing, onData: undefined };
  const part: WireEnd = { write: nothing, onData: undefined };
  const wire: Wire = { terminal, part, plugged: true };
  terminal.write = carry(part);
  part.write = carry(terminal);
  return wire;

  function carry(to: WireEnd): (bytes: Uint8Array) => void {
    let freeAtMs = 0;
    return (bytes) => {
      if (!wire.plugged || bytes.length === 0) return;
      const copy = bytes.slice();
      freeAtMs = Math.max(freeAtMs, clock.nowMs) + (copy.length * 10_000) / baud;
      clock.after(freeAtMs - clock.nowMs, () => { if (wire.plugged) to.onData?.(copy); });
    };
  }
}

function nothing(): void {}
