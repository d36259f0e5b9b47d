import type { Bytes } from "../../hal/ports/bytes";
import type { Shift } from "../domain/totals";
import { GOES_ON, MORE, PAYLOAD_AT, PAYLOAD_BYTES } from "./layout";
import { unpackShift } from "./records";
import type { Segments } from "./segments";

/** Reads the records of the newest segment out of their slots. */
export interface Reader {
  /** A slot that holds what was written, or undefined; one that flash has changed is counted. */
  good(slot: number): Bytes | undefined;
  /** The whole payload of the record that begins in this slot, "" where none does. */
  payloadAt(slot: number): Bytes;
  /** Its letter; the slot must be committed. */
  kindAt(slot: number): string;
  /** Slots found changed so far. */
  damaged(): number;
}

/** Whether the slot is a later one of a longer record. */
export function goesOn(slot: Bytes): boolean {
  return (slot.charCodeAt(0) & 127) === GOES_ON;
}

/** Whether the record has another slot behind this one. */
export function isUnfinished(slot: Bytes): boolean {
  return slot.charCodeAt(0) >= MORE;
}

/** A reader of the newest segment. */
export function makeReader(segments: Segments): Reader {
  let damaged = 0;

  function good(slot: number): Bytes | undefined {
    const found = segments.read(slot);
    if (found === undefined || segments.isGood(slot, found)) return found;
    damaged++;
    return undefined;
  }

  return {
    good: good,
    payloadAt: function (slot) {
      let payload = "";
      for (let at = slot; at < segments.used(); at++) {
        const found = good(at);
        if (found === undefined) continue;
        if ((at === slot) === goesOn(found)) return "";
        payload += found.substr(PAYLOAD_AT, PAYLOAD_BYTES);
        if (!isUnfinished(found)) return payload;
      }
      return "";
    },
    kindAt: function (slot) {
      return String.fromCharCode((segments.read(slot) as Bytes).charCodeAt(0) & 127);
    },
    damaged: function () { return damaged; },
  };
}

/** The last close of a shift: its record or a copy of it is always in the newest segment. */
export function readLastShift(segments: Segments): Shift | undefined {
  const reader = makeReader(segments);
  for (let slot = segments.used() - 1; slot >= 0; slot--) {
    if (segments.read(slot) === undefined || reader.kindAt(slot).toUpperCase() !== "Z") continue;
    const payload = reader.payloadAt(slot);
    if (payload !== "") return unpackShift(payload);
  }
  return undefined;
}
