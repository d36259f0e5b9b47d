import type { Hash } from "../../hal/ports/hash";
import { openJournal } from "../../firmware/journal/journal";
import { FILE_HEADER_BYTES, JOURNAL_FILE, LABEL_BYTES, SEGMENT_BYTES, SLOT_BYTES, SLOTS, UNCOMMITTED } from "../../firmware/journal/layout";
import { toBytes } from "../bytes";
import { MemoryStorage } from "../peripherals/storage";
import { emptyJournal } from "../provisioning";
import { digestOf } from "./digest";

/** Three segments: the fewest that roll over like many. */
const JOURNAL_BYTES = 4 * SEGMENT_BYTES;
/** Power that holds: more than a run ever writes. */
const ENOUGH = 1_000_000_000;
/** So many blank slots are the end of a segment. */
const HOLE_SLOTS = 4;

/** A segment to work on; made once, because so many are needed. */
const scratch = new Uint8Array(SEGMENT_BYTES);

/** Flash whose writes are counted and can fail. */
export class ProofStorage extends MemoryStorage {
  beforeWrite: () => void = () => undefined;
  /** Told of a write that begins, before anything is programmed. */
  onWrite: ((data: string, offset: number) => void) | undefined;
  private cutAt = ENOUGH;
  /** Digests of the segments, and of what lies before them, where nothing was written since. */
  private digests: (string | undefined)[] = [];
  private start: number | undefined;

  /** Bytes programmed and pieces of pages erased so far. */
  get spent(): number {
    return this.cutAt - (this.bytesLeft ?? 0);
  }

  /** The power fails when so much was spent; never, unless told. */
  cutAfter(spent = ENOUGH): void {
    const before = this.bytesLeft === undefined ? 0 : this.spent;
    this.cutAt = spent;
    this.bytesLeft = spent - before;
  }

  /** A journal as provisioning leaves it, with this chance in it. */
  empty(id?: string): void {
    const { data, size } = emptyJournal(JOURNAL_BYTES, id);
    this.provision(JOURNAL_FILE, toBytes(data), size);
    this.digests = [];
  }

  /** The journal's file becomes this one. */
  fill(journal: Uint8Array): void {
    this.bytes(JOURNAL_FILE).set(journal);
    this.digests = [];
  }

  override write(name: string, data: string, offset: number): void {
    this.beforeWrite();
    this.onWrite?.(data, offset);
    this.digests[this.segmentAt(offset)] = undefined;
    super.write(name, data, offset);
  }

  override erase(name: string, offset: number): void {
    this.digests[this.segmentAt(offset)] = undefined;
    super.erase(name, offset);
  }

  /** Digest of the journal; of a slot that was cut short nothing counts but that it is not blank (docs/JOURNAL.md). */
  digest(): string {
    const count = this.segmentAt(this.size(JOURNAL_FILE)!);
    let text = "";
    for (let segment = 0; segment < count; segment++) text += this.digests[segment] ??= this.digestOfSegment(segment);
    return text;
  }

  /** What `digest()` were if the power failed when so many bytes of this write were programmed. */
  digestAfter(data: string, offset: number, programmed: number): string {
    const segment = this.segmentAt(offset);
    const now = this.digests[segment] ?? this.digestOfSegment(segment);
    this.digests[segment] = programmed === 0 ? now : this.digestOfSegment(segment, data.slice(0, programmed), offset);
    const text = this.digest();
    this.digests[segment] = now;
    return text;
  }

  /** Whether a whole slot begins here. */
  isSlot(offset: number): boolean {
    return (offset - this.startOfSegments()) % SEGMENT_BYTES % SLOT_BYTES === LABEL_BYTES;
  }

  /** 0 is what lies before the segments. */
  private segmentAt(offset: number): number {
    return Math.floor((offset - this.startOfSegments()) / SEGMENT_BYTES) + 1;
  }

  private startOfSegments(): number {
    return this.start ??= this.area(JOURNAL_FILE, FILE_HEADER_BYTES)!.offset;
  }

  private digestOfSegment(segment: number, more = "", moreAt = 0): string {
    const from = this.startOfSegments() + (segment - 1) * SEGMENT_BYTES;
    const file = this.bytes(JOURNAL_FILE);
    if (segment === 0) return digestOf(file.subarray(0, FILE_HEADER_BYTES));
    scratch.set(file.subarray(from, from + SEGMENT_BYTES));
    for (let at = 0; at < more.length; at++) scratch[moreAt - from + at] = more.charCodeAt(at);
    let blank = 0;
    for (let slot = LABEL_BYTES; slot < LABEL_BYTES + SLOTS * SLOT_BYTES && blank < HOLE_SLOTS; slot += SLOT_BYTES) {
      if (scratch[slot + SLOT_BYTES - 1] !== UNCOMMITTED) continue;
      if (isBlank(scratch, slot)) blank++;
      else scratch.fill(0, slot, slot + SLOT_BYTES);
    }
    return digestOf(scratch);
  }
}

function isBlank(bytes: Uint8Array, slot: number): boolean {
  for (let at = slot; at < slot + SLOT_BYTES; at++) if (bytes[at] !== UNCOMMITTED) return false;
  return true;
}

/** The beginning of the numbers in journals that hold some history. */
export const BEFORE = "P000100010";

/** Journals that hold some history before the case begins, made once for each. */
const histories = new Map<string, Uint8Array>();

/** A journal with so many settled sales in it; a full one holds as many open ones as it can. */
export function journalWith(settled: number, isFull: boolean, hash: Hash): Uint8Array {
  const known = histories.get(`${settled} ${isFull}`);
  if (known !== undefined) return known;
  const storage = new ProofStorage();
  storage.empty();
  const journal = openJournal(storage, hash);
  for (let sale = 0; sale < settled || (isFull && journal.health() === "good"); sale++) {
    const outTradeNo = `${BEFORE}${String(1000 + sale)}AAAAAA`;
    const order = {
      outTradeNo, tradeType: "MICROPAY" as const, amountMinor: 1, currency: "HKD", startedMs: 1_767_500_000_000, codeHint: "13..0000",
    };
    journal.append({ kind: "opened", order });
    if (sale >= settled) continue;
    journal.append({ kind: "notCharged", outTradeNo, reason: "" });
    journal.append({ kind: "told", outTradeNo });
  }
  const bytes = storage.bytes(JOURNAL_FILE);
  histories.set(`${settled} ${isFull}`, bytes);
  return bytes;
}
