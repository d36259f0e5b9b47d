import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import {
  FILE_HEADER_BYTES, FILE_MARK, LABEL_BYTES, SEGMENT_BYTES, SLOT_BYTES, SLOTS, TAG_AT, TAG_BYTES, TOLD_AT, UNCOMMITTED,
} from "../../firmware/journal/layout";
import { unpack } from "../../firmware/journal/pack";
import { fromBytes, toBytes } from "../bytes";
import { type Entry, readEntries } from "./entries";

/** What a journal holds, oldest first, and what is wrong with it. */
export interface Inspection {
  /** Bytes of the file in front of the first segment; undefined when no terminal has written yet. */
  start: number | undefined;
  /** Numbers of the segments that can be read, oldest first. */
  segments: number[];
  entries: Entry[];
  /**
   * One for each slot that was read: segment, slot and tag, as "3/40/9f3a2b1c". The chain leads to a tag from all that
   * was written before; whoever keeps the last one finds later whether that is still so.
   */
  marks: string[];
  /** Records that a cut of power left unfinished; they count for nothing. */
  torn: number;
  /** Sentences that name the segment and the slot. None: every record is as it was written. */
  problems: string[];
  /** What is odd and explained by a cut of power. */
  notes: string[];
}

/** A committed slot of a segment that was found as it was written, or changed. */
export interface Slot {
  segment: number;
  slot: number;
  text: string;
}

const BLANK_SLOT = "\xff".repeat(SLOT_BYTES);
/** No record takes more slots; one that does not fit is what fills a segment. */
const RECORD_SLOTS_MAX = 8;

/** Reads a journal as it lies in flash: the file's bytes from its header on. Changes nothing. */
export function inspectJournal(file: Uint8Array): Inspection {
  const text = toBytes(file);
  const found: Inspection = { start: undefined, segments: [], entries: [], marks: [], torn: 0, problems: [], notes: [] };
  if (!text.startsWith(FILE_MARK)) {
    found.problems.push("this is no journal: it does not begin with its mark");
    return found;
  }
  const ring = findRing(text);
  if (ring === undefined) {
    if (/[^\xff]/.test(text.slice(FILE_HEADER_BYTES))) found.problems.push("no segment of the journal can be read");
    return found;
  }
  found.start = ring.start;
  const newest = Math.max(...ring.sequences.filter((sequence) => sequence !== undefined));
  // Only a full segment has the oldest one erased.
  const isFull = lastUsed(segmentAt(text, ring, newest)) >= SLOTS - RECORD_SLOTS_MAX;
  if (isFull && ring.sequences[newest % ring.count] === undefined) {
    found.notes.push(`segment ${newest} is full and none follows it: segment ${newest + 1} was not begun or a cut of power ` +
      "stopped that, or it was erased with all its records");
  }
  let link: string | undefined;
  for (let sequence = Math.max(1, newest - ring.count + 1); sequence <= newest; sequence++) {
    // Where a cut of power hit the erase of the oldest segment, any of it may be left.
    const renewed = isFull && sequence === newest - ring.count + 1;
    if (ring.sequences[(sequence - 1) % ring.count] !== sequence) {
      report(found, renewed, `segment ${sequence} is missing or its first record was changed`);
      link = undefined;
      continue;
    }
    const segment = segmentAt(text, ring, sequence);
    const label = segment.substr(0, LABEL_BYTES);
    if (link !== undefined && label.substr(3, TAG_BYTES) !== link) {
      found.problems.push(`segment ${sequence} does not follow segment ${sequence - 1}: records are missing or were changed between them`);
    }
    const slots = readSegment(found, segment, sequence, renewed);
    found.segments.push(sequence);
    link = slots.length > 0 ? slots[slots.length - 1]!.text.substr(TAG_AT, TAG_BYTES) : undefined;
    found.marks.push(...slots.map(markOf));
    found.entries.push(...readEntries(slots, found.problems));
  }
  const after = text.substr(ring.start + newest % ring.count * SEGMENT_BYTES, LABEL_BYTES);
  if (link !== undefined && after.charCodeAt(LABEL_BYTES - 1) !== UNCOMMITTED && after.substr(3, TAG_BYTES) === link) {
    found.problems.push(`segment ${newest + 1}: its first records were changed or are missing`);
  }
  return found;
}

/** What is wrong with a journal that had this mark once; undefined when nothing is, or when too much was written since. */
export function cutOff(found: Inspection, mark: string): string | undefined {
  const [segment] = mark.split("/").map(Number);
  if (found.marks.includes(mark) || segment! < Math.min(...found.segments)) return undefined;
  return `the record of the mark ${mark} is not there: it and all that followed was cut off or made anew`;
}

interface Ring {
  start: number;
  count: number;
  /** By place: the number of the segment there, if it is ready and its first record fits. */
  sequences: (number | undefined)[];
}

/** Segments begin with a page, and where in its page the file begins is not known: every place is tried. */
function findRing(text: string): Ring | undefined {
  for (let start = FILE_HEADER_BYTES; start <= FILE_HEADER_BYTES + SEGMENT_BYTES; start += 4) {
    const count = Math.floor((text.length - start) / SEGMENT_BYTES);
    const all = (isOne: Test) => Array.from({ length: count }, (_, index) => sequenceAt(text, start, count, index, isOne));
    if (all(isLabelled).some((sequence) => sequence !== undefined)) return { start, count, sequences: all(isWhole) };
  }
  return undefined;
}

type Test = (label: string, first: string, second: string) => boolean;

/** The number of the segment in this place, if it is ready, belongs there, and `isOne` says so. */
function sequenceAt(text: string, start: number, count: number, index: number, isOne: Test): number | undefined {
  const segment = text.substr(start + index * SEGMENT_BYTES, SEGMENT_BYTES);
  const label = segment.substr(0, LABEL_BYTES);
  const sequence = unpack(label, 0, 3);
  if (label.charCodeAt(LABEL_BYTES - 1) === UNCOMMITTED || (sequence - 1) % count !== index) return undefined;
  return isOne(label.slice(0, -1), slotAt(segment, 0), slotAt(segment, 1)) ? sequence : undefined;
}

function fits(before: string, slot: string): boolean {
  return slot.charCodeAt(SLOT_BYTES - 1) !== UNCOMMITTED && tagOf(before, slot) === slot.substr(TAG_AT, TAG_BYTES);
}

function isLabelled(label: string, first: string): boolean {
  return fits(label, first);
}

/** As a terminal decides it: the first record fits the label, or else the second fits the first. */
function isWhole(label: string, first: string, second: string): boolean {
  return fits(label, first) || fits(first.substr(TAG_AT, TAG_BYTES), second) || fits(tagOf(label, first), second);
}

/** The committed slots of a segment; what does not fit the chain becomes a problem. */
function readSegment(found: Inspection, text: string, segment: number, renewed: boolean): Slot[] {
  const slots: Slot[] = [];
  const last = lastUsed(text);
  let stored = text.substr(0, LABEL_BYTES - 1);
  let computed = stored;
  let gap = false;
  let torn: { slot: number; tags: string[] }[] = [];
  for (let slot = 0; slot <= last; slot++) {
    const name = `segment ${segment}, slot ${slot}`;
    const content = slotAt(text, slot);
    if (content === BLANK_SLOT) {
      report(found, renewed, `${name}: a record is missing`);
      gap = true;
      continue;
    }
    const tag = content.substr(TAG_AT, TAG_BYTES);
    const mark = content.charCodeAt(SLOT_BYTES - 1);
    const told = content.charCodeAt(TOLD_AT);
    if ([mark, told].some((byte) => byte !== 0 && byte !== UNCOMMITTED)) report(
      found, renewed, `${name}: the mark of the record was changed`,
    );
    if (mark === UNCOMMITTED) {
      torn.push({ slot, tags: [tag, tagOf(stored, content)] });
      continue;
    }
    const made = tagOf(stored, content);
    const fits = made === tag || tagOf(computed, content) === tag;
    const changed = fits ? undefined : torn.find(({ tags }) => tags.some((other) => tagOf(other, content) === tag));
    if (changed !== undefined) report(found, renewed, `segment ${segment}, slot ${changed.slot}: the record was changed`);
    else if (!fits && !gap) report(found, renewed, `${name}: the record was changed`);
    found.torn += torn.length - (changed === undefined ? 0 : 1);
    slots.push({ segment, slot, text: content });
    stored = tag;
    computed = made;
    gap = false;
    torn = [];
  }
  found.torn += torn.length;
  return slots;
}

function markOf({ segment, slot, text }: Slot): string {
  return `${segment}/${slot}/${bytesToHex(fromBytes(text.substr(TAG_AT, TAG_BYTES)))}`;
}

function report(found: Inspection, explained: boolean, sentence: string): void {
  if (explained) found.notes.push(`${sentence} (the oldest segment: an erase was cut short, or it was changed)`);
  else found.problems.push(sentence);
}

function segmentAt(text: string, ring: Ring, sequence: number): string {
  return text.substr(ring.start + (sequence - 1) % ring.count * SEGMENT_BYTES, SEGMENT_BYTES);
}

function lastUsed(text: string): number {
  let slot = SLOTS - 1;
  while (slot >= 0 && slotAt(text, slot) === BLANK_SLOT) slot--;
  return slot;
}

function slotAt(text: string, slot: number): string {
  return text.substr(LABEL_BYTES + slot * SLOT_BYTES, SLOT_BYTES);
}

function tagOf(before: string, content: string): string {
  return toBytes(sha256(fromBytes(before + content.substr(0, TAG_AT)))).slice(0, TAG_BYTES);
}
