import { halError } from "../../hal/errors";
import type { Bytes } from "../../hal/ports/bytes";
import type { Hash } from "../../hal/ports/hash";
import type { Storage } from "../../hal/ports/storage";
import { withRefund, withSale } from "../domain/totals";
import type { JournalRecord } from "../payment/effects";
import type { Phase } from "../payment/attempt";
import type { Unsettled } from "../payment/events";
import { readHistory, withoutOldEnds } from "./history";
import type { History, Open } from "./history";
import { GOES_ON, JOURNAL_FILE, MORE, NO_SLOT, PAYLOAD_BYTES, SLOTS } from "./layout";
import { packEight } from "./pack";
import { packChange, packEnding, packOrder, packRefund, packStanding, stemOf } from "./records";
import type { Packed } from "./records";
import { openSegments } from "./segments";

/** Slots that open orders may fill when they are copied; the rest of a segment is for their ends and for new sales. */
const COPIES_MAX = 124;
/** Slots that the copy of one more order may need. */
const COPY_SLOTS = 3;
/** So many slots after the totals they are written again, with what the next start needs. */
const TOTALS_EVERY = 48;

/** The append-only memory of the terminal. */
export interface Journal {
  /** What the file held when it was opened. `boots` already counts this start. */
  history: History;
  /** Whether one more order could be opened, beside all that are open. */
  hasRoom(): boolean;
  /**
   * Durable on return. Throws HalError "storage" when it is not, or when so many orders are open that no
   * other may be begun. The end of something that is not open changes nothing.
   */
  append(record: JournalRecord): void;
  /** Times that the most worn page was erased; flash parts promise some 100,000. */
  erases(): number;
}

function slotsOf(packed: Packed): number {
  return Math.ceil(packed.payload.length / PAYLOAD_BYTES);
}

/**
 * Opens the journal and notes this start in it, where flash still takes that. Throws HalError "missing", or
 * "storage" when it cannot be read.
 */
export function openJournal(storage: Storage, hash: Hash): Journal {
  const segments = openSegments(storage, hash, JOURNAL_FILE);
  const found = readHistory(segments);
  const standing = found.standing;
  /** Orders and refunds without an end, in the order of their slots. */
  let open: Open[] = found.open;
  let totalsAt = NO_SLOT;

  /** The slot of the oldest open order, not counting `leaving`. */
  function oldestBut(leaving: Open | undefined, otherwise: number): number {
    for (const entry of open) {
      if (entry !== leaving) return entry.slot;
    }
    return otherwise;
  }

  function write(packed: Packed, oldest: number): number {
    const count = slotsOf(packed);
    let first = NO_SLOT;
    for (let index = 0; index < count; index++) {
      const kind = (index > 0 ? GOES_ON : packed.kind.charCodeAt(0)) + (index + 1 < count ? MORE : 0);
      const slot = segments.append(String.fromCharCode(kind, oldest, totalsAt),
        packed.payload.substr(index * PAYLOAD_BYTES, PAYLOAD_BYTES));
      if (index === 0) first = slot;
    }
    return first;
  }

  function writeStanding(kind: "S" | "T"): void {
    totalsAt = segments.used();
    totalsAt = write({ kind: kind, payload: packStanding(standing) }, oldestBut(undefined, NO_SLOT));
  }

  function packedOpen(entry: Open, isCopy: boolean): Packed {
    if (entry.refund) return packRefund(entry.refund, isCopy);
    return packOrder(entry.unsettled.order, standing, isCopy);
  }

  function copy(entry: Open): void {
    const unsettled = entry.unsettled;
    entry.slot = segments.used();
    entry.slot = write(packedOpen(entry, true), (open[0] as Open).slot);
    if (unsettled && unsettled.told) segments.tell(entry.slot);
    if (entry.ended) {
      write(packEnding(entry.ended, entry.slot), (open[0] as Open).slot);
    } else if (unsettled && unsettled.reversing) {
      write(packChange({ kind: "reversing", outTradeNo: entry.number, reason: unsettled.reason }, entry.slot),
        (open[0] as Open).slot);
    }
  }

  function fillNext(): void {
    segments.begin();
    // Two slots of totals stand in front of the first copy.
    if (open.length > 0) (open[0] as Open).slot = 2;
    writeStanding("T");
    open.forEach(copy);
    segments.ready();
  }

  /** Goes on in the next segment that flash can still hold; the one before stays as it is. */
  function rollOver(): void {
    for (let tries = segments.count - 1; ; tries--) {
      try {
        return fillNext();
      } catch (error) {
        segments.close();
        if ((error as { kind?: string }).kind !== "storage" || tries <= 1) throw error;
      }
    }
  }

  function packedFor(entry: Open, record: JournalRecord): Packed {
    const isOpening = record.kind === "opened" || record.kind === "refundOpened";
    return isOpening ? packedOpen(entry, false) : packChange(record, entry.slot);
  }

  /** An order stays until it has its end and the merchant has the verdict. */
  function isLeaving(entry: Open, record: JournalRecord): boolean {
    if (record.kind === "reversing") return false;
    if (record.kind === "told") return entry.ended !== undefined;
    return !entry.unsettled || (entry.unsettled.told && record.kind !== "attention");
  }

  function writeFor(entry: Open, record: JournalRecord): number {
    if (record.kind === "opened" || record.kind === "refundOpened") {
      return write(packedFor(entry, record), oldestBut(undefined, segments.used()));
    }
    return write(packedFor(entry, record), oldestBut(isLeaving(entry, record) ? entry : undefined, NO_SLOT));
  }

  /** Writes a record, in the next segment where this one is full or its last slots are worn. Gives the slot. */
  function store(entry: Open, record: JournalRecord): number {
    if (segments.used() + slotsOf(packedFor(entry, record)) <= SLOTS) {
      try {
        return writeFor(entry, record);
      } catch (error) {
        if ((error as { kind?: string }).kind !== "storage") throw error;
      }
    }
    rollOver();
    return writeFor(entry, record);
  }

  /** Its stem may have changed when it is copied, and one slot more says that it was given up or how it ended. */
  function copiesOf(entry: Open): number {
    return Math.max(slotsOf(packedOpen(entry, true)), 2) + 1;
  }

  function isRoomFor(copies: number): boolean {
    let slots = copies;
    for (const other of open) slots += other.copies;
    return slots <= COPIES_MAX;
  }

  /** The start of order numbers changes with every start of the terminal. */
  function useStemOf(entry: Open): void {
    const order = entry.refund ? undefined : entry.unsettled.order;
    const stem = order ? stemOf(order.outTradeNo) : "";
    const isOther = order && (stem !== standing.stem || order.currency !== standing.currency);
    if (order && isOther && stem !== "" && order.currency.length === 3 && packEight(order.outTradeNo.substr(-8)) !== "") {
      standing.stem = stem;
      standing.currency = order.currency;
    } else if (segments.used() - totalsAt < TOTALS_EVERY) {
      return;
    }
    if (segments.used() + 2 > SLOTS) rollOver();
    else writeStanding("T");
  }

  function begin(entry: Open, record: JournalRecord): void {
    entry.copies = copiesOf(entry);
    if (!isRoomFor(entry.copies)) throw halError("storage", "Too many orders are open.");
    useStemOf(entry);
    entry.slot = store(entry, record);
    open.push(entry);
  }

  function findOpen(number: Bytes): Open | undefined {
    for (const entry of open) {
      if (entry.number === number) return entry;
    }
    return undefined;
  }

  function without(leaving: Open): void {
    open = open.filter(function (entry) { return entry !== leaving; });
  }

  /** Takes into the sums what a record says, once it is durable. */
  function count(entry: Open, record: JournalRecord): void {
    if (record.kind === "charged" && entry.unsettled) standing.totals = withSale(standing.totals, entry.unsettled.order.amountMinor);
    if (record.kind === "refundEnded" && record.end === "refunded" && entry.refund) {
      standing.totals = withRefund(standing.totals, entry.refund.amountMinor);
    }
  }

  /** The merchant had the verdict: a mark in the order's own slot, or a record where the mark said so before. */
  function tell(entry: Open, record: JournalRecord): void {
    const unsettled = entry.unsettled as Unsettled;
    if (entry.ended && entry.ended.phase === "attention") store(entry, record);
    else if (!unsettled.told) segments.tell(entry.slot);
    if (entry.ended) without(entry);
    else unsettled.told = true;
  }

  function ended(entry: Open, record: JournalRecord): void {
    const end = record as { kind: Phase; reason?: string; transactionId?: string };
    entry.ended = {
      order: (entry.unsettled as Unsettled).order, phase: end.kind, reason: end.reason || "",
      transactionId: end.transactionId || "",
    };
    open = withoutOldEnds(open);
  }

  /** What is not open does not change. */
  function change(record: JournalRecord, number: Bytes): void {
    const entry = findOpen(number);
    if (entry === undefined) return;
    if (record.kind === "told") return tell(entry, record);
    if (entry.ended) return;
    store(entry, record);
    count(entry, record);
    if (isLeaving(entry, record)) without(entry);
    else if (record.kind !== "reversing") ended(entry, record);
    else Object.assign(entry.unsettled as Unsettled, { reversing: true, reason: record.reason });
  }

  for (const entry of open) entry.copies = copiesOf(entry);
  standing.boots++;
  // Order numbers begin anew: the first order brings the new stem.
  standing.stem = "";
  standing.currency = "";
  try {
    if (segments.used() + 2 > SLOTS) rollOver();
    else writeStanding("S");
  } catch (error) {
    if ((error as { kind?: string }).kind !== "storage") throw error;
    // The numbers of this start hold chance as well, so they differ from the last one's.
  }
  const history = found.history;
  history.boots = standing.boots;
  return {
    history: history,
    hasRoom: function () { return isRoomFor(COPY_SLOTS); },
    append: function (record) {
      if (record.kind === "opened") {
        return begin({
          number: record.order.outTradeNo, slot: NO_SLOT, copies: 0, ended: undefined, refund: undefined,
          unsettled: { order: record.order, told: false, reversing: false, reason: "" },
        }, record);
      }
      if (record.kind === "refundOpened") {
        return begin({
          number: record.refund.outRefundNo, slot: NO_SLOT, copies: 0, ended: undefined, unsettled: undefined, refund: record.refund,
        }, record);
      }
      change(record, record.kind === "refundEnded" ? record.outRefundNo : record.outTradeNo);
    },
    erases: function () { return Math.ceil(segments.sequence() / segments.count); },
  };
}
