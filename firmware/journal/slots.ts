import type { Bytes } from "../../hal/ports/bytes";
import type { Hash } from "../../hal/ports/hash";
import type { Storage } from "../../hal/ports/storage";
import { halError } from "../../hal/errors";

/** What provisioning writes at the beginning of the file; the first slot's room is left to it. */
export const SLOTS_HEADER = "TTJ1";
/** Bytes of one slot: length, payload, CRC-32, filler, commit mark in the last byte. */
export const SLOT_BYTES = 96;
/** Longest payload of one record. */
export const PAYLOAD_BYTES_MAX = SLOT_BYTES - 6;

const ERASED = "\xff";

function word(value: number): Bytes {
  return String.fromCharCode((value >>> 24) & 255, (value >>> 16) & 255, (value >>> 8) & 255, value & 255);
}

/**
 * A preallocated file of slots, written once each, in order. A record is durable when `append` returns;
 * a cut of power inside it leaves a torn slot, which is never read and never used again. Nothing is
 * ever erased or moved here, so no write can start a compaction (interpreter facts F.3, F.4).
 */
export interface Slots {
  /** Free slots behind the last used one. */
  free(): number;
  /** Writes a payload of at most PAYLOAD_BYTES_MAX bytes. Throws HalError "storage" when it is not durable. */
  append(payload: Bytes): void;
  /** Calls back with every whole record, oldest first. */
  each(onRecord: (payload: Bytes) => void): void;
}

/** Whether a slot was ever touched: the length is programmed first and is never 0xFF. */
function isUsed(storage: Storage, name: string, slot: number): boolean {
  return storage.read(name, slot * SLOT_BYTES, 1) !== ERASED;
}

/** Used slots stand in front of erased ones, so halving finds the first erased one. */
function firstFree(storage: Storage, name: string, count: number): number {
  let low = 1;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isUsed(storage, name, middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The payload of a whole and committed slot, else undefined. */
function payloadOf(hash: Hash, slot: Bytes): Bytes | undefined {
  const length = slot.charCodeAt(0);
  if (slot.charCodeAt(SLOT_BYTES - 1) !== 0 || length > PAYLOAD_BYTES_MAX) return undefined;
  const payload = slot.substr(1, length);
  return slot.substr(1 + length, 4) === word(hash.crc32(payload)) ? payload : undefined;
}

/** Opens the slots of a file. Throws HalError "missing" when provisioning did not make it. */
export function openSlots(storage: Storage, hash: Hash, name: string): Slots {
  const size = storage.size(name);
  if (size === undefined || storage.read(name, 0, SLOTS_HEADER.length) !== SLOTS_HEADER) {
    throw halError("missing", "There is no file " + name + ".");
  }
  const count = Math.floor(size / SLOT_BYTES);
  let next = firstFree(storage, name, count);
  return {
    free: function () { return count - next; },
    append: function (payload) {
      if (next >= count) throw halError("storage", "The file " + name + " is full.");
      const at = next * SLOT_BYTES;
      try {
        storage.write(name, String.fromCharCode(payload.length) + payload + word(hash.crc32(payload)), at);
        storage.write(name, "\0", at + SLOT_BYTES - 1);
        next++;
      } catch (error) {
        // A slot that was touched is lost; one that was not stays the next, so that no hole hides what follows.
        if (isUsed(storage, name, next)) next++;
        throw error;
      }
    },
    each: function (onRecord) {
      for (let slot = 1; slot < next; slot++) {
        const payload = payloadOf(hash, storage.read(name, slot * SLOT_BYTES, SLOT_BYTES) as Bytes);
        if (payload !== undefined) onRecord(payload);
      }
    },
  };
}
