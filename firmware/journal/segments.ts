import type { Bytes } from "../../hal/ports/bytes";
import type { Hash } from "../../hal/ports/hash";
import type { Storage } from "../../hal/ports/storage";
import { halError } from "../../hal/errors";
import { pack3, unpack } from "./pack";
import {
  ERASED, FILE_HEADER_BYTES, FILE_MARK, LABEL_BYTES, PAYLOAD_BYTES, READY, SEGMENT_BYTES, SLOT_BYTES,
  SLOTS, TAG_AT, TAG_BYTES, TOLD_AT, UNCOMMITTED,
} from "./layout";

/** Slots that are tried for one record. */
const WRITE_TRIES = 3;

/**
 * The journal's file as a ring of segments of slots (docs/JOURNAL.md). Slots are written once each, in
 * order; the oldest segment is erased only to become the newest. A record that was cut short is never
 * read and its slot never used again. A slot is addressed by its place in the newest segment.
 */
export interface Segments {
  /** What provisioning wrote to tell this journal from every other. */
  id: Bytes;
  /** How many segments there are. */
  count: number;
  /** Number of the newest segment, from 1; 0: none was ever begun. */
  sequence(): number;
  /** Slots of the newest segment that were written or tried. */
  used(): number;
  /** A committed slot, or undefined. It is not checked yet. */
  read(slot: number): Bytes | undefined;
  /** Whether a committed slot holds what was written after the one before it. */
  isGood(slot: number, text: Bytes): boolean;
  /**
   * Writes the next slot; where flash will not take it, the one after it, thrice at most. Gives the slot.
   * Throws HalError "storage" when it is not durable.
   */
  append(head: Bytes, payload: Bytes): number;
  /** Notes, once, that the merchant had the verdict on the order of this slot. Throws HalError "storage". */
  tell(slot: number): void;
  /** Erases the oldest segment and makes it the newest, which counts from `ready()` on. Throws HalError "storage". */
  begin(): void;
  ready(): void;
  /** No other segment could be filled: back to the one that counts, which is never erased. */
  back(): void;
}

/** Opens the file. Throws HalError "missing" when provisioning did not make it, "storage" when it is damaged. */
export function openSegments(storage: Storage, hash: Hash, name: string): Segments {
  const file = name;
  const header = "" + (storage.read(file, 0, FILE_HEADER_BYTES) || "");
  const area = storage.area(file, FILE_HEADER_BYTES);
  if (header.substr(0, FILE_MARK.length) !== FILE_MARK || area === undefined) throw halError("missing", "No file " + file);
  const pageBytes = area.pageBytes;
  const start = area.offset;
  const segmentBytes = pageBytes > SEGMENT_BYTES ? pageBytes : SEGMENT_BYTES;
  const count = Math.floor(area.count * pageBytes / segmentBytes);
  const blank = ERASED.repeat(SLOT_BYTES);
  let sequence = 0;
  let base = 0;
  let next = SLOTS;
  let tag = "";
  /** The tag that the next segment's label takes on. */
  let link = header.substr(FILE_MARK.length, TAG_BYTES);
  let isReady = false;
  /** The newest segment that counts, while another one is filled. */
  let ready = { sequence: 0, base: 0, next: SLOTS };

  function text(offset: number, length: number): Bytes {
    // The bytes of the flash itself change when it is erased: this is a copy.
    return "" + storage.read(file, offset, length);
  }

  function slotOffset(slot: number): number {
    return base + LABEL_BYTES + slot * SLOT_BYTES;
  }

  function tagOf(before: Bytes, slot: Bytes): Bytes {
    return hash.sha256(before + slot.substr(0, TAG_AT)).substr(0, TAG_BYTES);
  }

  function read(slot: number): Bytes | undefined {
    const found = text(slotOffset(slot), SLOT_BYTES);
    return found.charCodeAt(SLOT_BYTES - 1) === UNCOMMITTED ? undefined : found;
  }

  /** The last committed slot before this one, or -1. */
  function before(slot: number): number {
    let at = slot - 1;
    while (at >= 0 && read(at) === undefined) at--;
    return at;
  }

  /** The tag that the slot after `slot` was made with; -1 is the label. */
  function storedTag(slot: number): Bytes {
    if (slot < 0) return text(base, LABEL_BYTES - 1);
    return (read(slot) as Bytes).substr(TAG_AT, TAG_BYTES);
  }

  function isGood(slot: number, found: Bytes): boolean {
    const wanted = found.substr(TAG_AT, TAG_BYTES);
    const last = before(slot);
    if (tagOf(storedTag(last), found) === wanted) return true;
    // It may be the tag before it that changed: then that one, made anew, fits.
    return last >= 0 && tagOf(tagOf(storedTag(before(last)), read(last) as Bytes), found) === wanted;
  }

  function isBlank(slot: number): boolean {
    return text(slotOffset(slot), SLOT_BYTES) === blank;
  }

  /** Used slots stand in front of blank ones, so halving finds a blank one; all behind it are, or it is a hole. */
  function halved(from: number): number {
    let low = from;
    let high = SLOTS;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (isBlank(middle)) high = middle;
      else low = middle + 1;
    }
    return low;
  }

  /** The first slot with nothing behind it. A write that failed may have left slots blank, fewer than WRITE_TRIES. */
  function firstBlank(): number {
    let at = halved(0);
    for (let ahead = 0; ahead < WRITE_TRIES && at + ahead < SLOTS; ahead++) {
      if (isBlank(at + ahead)) continue;
      at = halved(at + ahead + 1);
      ahead = -1;
    }
    return at;
  }

  /** Whether the segment at `base` is one: its first record fits its label, or else its second fits the first. */
  function isWhole(): boolean {
    const first = read(0);
    const second = read(1);
    return (first !== undefined && isGood(0, first)) || (second !== undefined && isGood(1, second));
  }

  /**
   * Finds the newest segment that is ready. What an erase that was cut short leaves is none; a segment that was
   * the newest and cannot be read is no reason to go on with an older one: its orders would be forgotten.
   */
  function find(): void {
    let touched = false;
    for (let index = 0; index < count; index++) {
      base = start + index * segmentBytes;
      const label = text(base, LABEL_BYTES);
      const number = unpack(label, 0, 3);
      if (label.charCodeAt(LABEL_BYTES - 1) === UNCOMMITTED) continue;
      touched = true;
      if (number > sequence && (number - 1) % count === index && isWhole()) sequence = number;
    }
    if (sequence > 0) {
      base = start + sequence % count * segmentBytes;
      const after = text(base, LABEL_BYTES);
      base = start + (sequence - 1) % count * segmentBytes;
      next = firstBlank();
      tag = storedTag(before(next));
      isReady = true;
      touched = after.charCodeAt(LABEL_BYTES - 1) !== UNCOMMITTED && after.substr(3, TAG_BYTES) === tag;
    }
    if (touched) throw halError("storage", "The newest segment of " + file + " cannot be read");
  }

  function isWritten(slot: number, data: Bytes): boolean {
    try {
      storage.write(file, data, slotOffset(slot));
      storage.write(file, "\0", slotOffset(slot) + SLOT_BYTES - 1);
      return true;
    } catch (error) {
      if ((error as { kind?: string }).kind !== "storage") throw error;
      return false;
    }
  }

  find();
  return {
    id: header.substr(FILE_MARK.length),
    count: count,
    sequence: function () { return sequence; },
    used: function () { return next; },
    read: read,
    isGood: isGood,
    append: function (head, payload) {
      const content = head + (payload + blank).substr(0, PAYLOAD_BYTES);
      const made = tagOf(tag, content);
      const first = next;
      for (let tries = 0; tries < WRITE_TRIES && next < SLOTS; tries++) {
        next++;
        if (!isWritten(next - 1, content + made)) continue;
        tag = made;
        return next - 1;
      }
      // A longer hole would end the search of the next start.
      if (first < SLOTS && isBlank(first)) next = first;
      throw halError("storage", "The file " + file + " takes no record");
    },
    tell: function (slot) {
      storage.write(file, "\0", slotOffset(slot) + TOLD_AT);
    },
    begin: function () {
      if (isReady) {
        link = tag;
        ready = { sequence: sequence, base: base, next: next };
      }
      isReady = false;
      next = SLOTS;
      base = start + sequence % count * segmentBytes;
      sequence++;
      for (let at = 0; at < segmentBytes; at += pageBytes) storage.erase(file, base + at);
      tag = pack3(sequence) + link;
      storage.write(file, tag, base);
      next = 0;
    },
    ready: function () {
      storage.write(file, String.fromCharCode(READY), base + LABEL_BYTES - 1);
      isReady = true;
    },
    back: function () {
      sequence = ready.sequence;
      base = ready.base;
      next = ready.next;
      tag = link;
      isReady = sequence > 0;
    },
  };
}
