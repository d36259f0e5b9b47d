// Twin of the Useful Sensors Tiny Code Reader: its record and its lamp, at the bytes of the bus.
// Source: Tiny Code Reader Developer Guide, "Data Format" and "Configuration".

import { fromBytes } from "../bytes";
import type { VirtualClock } from "../clock";
import type { I2CBus } from "../i2c-bus";

/** The reader as one sees it, and what can be done to it. */
export interface SimulatedTinyCodeReader {
  /** Holds a code before the reader, or takes it away. */
  hold(text: string | undefined): void;
  /** Holds a code before it for a moment. */
  scan(text: string): void;
  readonly lampOn: boolean;
  /** How often its record was read. */
  readonly reads: number;
  /** Gives this in place of its next record. */
  spoil(record: Uint8Array): void;
  /** Takes it off the bus, or puts it there with its settings forgotten. */
  plug(plugged: boolean): void;
}

const ADDRESS = 0x0c;
const RECORD_BYTES = 256;
const LOOK_MS = 200;
const LAMP = 1;

/** Makes a reader on the bus. */
export function createTinyCodeReader(options: { bus: I2CBus; clock: VirtualClock }): SimulatedTinyCodeReader {
  const { bus, clock } = options;
  let held: string | undefined;
  let heldSinceMs = 0;
  let lampOn = true;
  let reads = 0;
  let spoiled: Uint8Array | undefined;

  const reader: SimulatedTinyCodeReader = {
    get lampOn() { return lampOn; },
    get reads() { return reads; },
    hold(text) {
      held = text;
      heldSinceMs = clock.nowMs;
    },
    scan(text) {
      reader.hold(text);
      clock.after(1500, () => { if (held === text) held = undefined; });
    },
    spoil(record) { spoiled = record; },
    plug(plugged) {
      lampOn = true;
      if (plugged) bus.parts.set(ADDRESS, part);
      else bus.parts.delete(ADDRESS);
    },
  };
  const part = {
    write(bytes: Uint8Array): boolean {
      if (bytes.length !== 2 || bytes[0] !== LAMP) return false;
      lampOn = bytes[1] !== 0;
      return true;
    },
    read(count: number): Uint8Array {
      reads++;
      return record().slice(0, count);
    },
  };
  reader.plug(true);
  return reader;

  /** What its last look saw: a code is in it only when it was there for a whole look. */
  function record(): Uint8Array {
    const given = spoiled ?? new Uint8Array(RECORD_BYTES);
    const isSeen = held !== undefined && clock.nowMs - heldSinceMs >= LOOK_MS && held.length <= RECORD_BYTES - 2;
    if (spoiled === undefined && isSeen) {
      given[0] = held!.length;
      given.set(fromBytes(held!), 2);
    }
    spoiled = undefined;
    return given;
  }
}
