import { halError } from "../../hal/errors";
import type { Bytes } from "../../hal/ports/bytes";
import type { Hash } from "../../hal/ports/hash";
import type { Storage } from "../../hal/ports/storage";
import { noTotals, withRefund, withSale } from "../domain/totals";
import type { Shift } from "../domain/totals";
import type { JournalRecord } from "../payment/effects";
import type { JournalHealth, LastSale, RecentOrder, Unsettled } from "../payment/events";
import { readHistory, readRecent } from "./history";
import type { Found, History, Open } from "./history";
import { readLastShift } from "./reading";
import { GOES_ON, JOURNAL_FILE, MORE, NO_SLOT, PAYLOAD_BYTES, SLOTS } from "./layout";
import { packChange, packCopiedEnd, packOrder, packRecent, packRefund, packShift, packStanding, paidSum, stemOf } from "./records";
import type { ChangeRecord, EndRecord, Packed } from "./records";
import { openSegments } from "./segments";

/** Slots that open orders may fill when they are copied; the rest of a segment is for their ends and for new sales. */
const COPIES_MAX = 124;
/** Slots that the copy of an order and of its end may need, and those of the refund that may have to take its place. */
const ORDER_SLOTS = 4;
const REFUND_SLOTS = 8;
/** Slots of the record of an end. */
const END_SLOTS = 2;
/** Slots of the totals. */
const TOTALS_SLOTS = 2;
/** So many slots after the totals they are written again, with what the next start needs. */
const TOTALS_EVERY = 48;

/** The append-only memory of the terminal. */
export interface Journal {
  /** What the file held when it was opened, until the terminal has taken it over. `boots` already counts this start. */
  history: History;
  /**
   * "full": no other order can be opened beside all that are open, with a refund of it should it have to be given
   * back. "broken": flash did not take the last record.
   */
  health(): JournalHealth;
  /**
   * Durable on return. Throws HalError "storage" when it is not, or when so many orders are open that no
   * other may be begun. The end of something that is not open changes nothing.
   */
  append(record: JournalRecord): void;
  /** The last close of a shift; undefined where there was none. */
  lastShift(): Shift | undefined;
}

function slotsOf(packed: Packed): number {
  const length = packed.payload.length;
  return length <= PAYLOAD_BYTES ? 1 : Math.ceil(length / PAYLOAD_BYTES);
}

/** The last sale as an order that has its end, and whose slip is out. */
function chargedOf(last: LastSale): Open {
  const number = last.order.outTradeNo;
  return {
    number: number, slot: NO_SLOT, copies: 0, refund: undefined,
    ended: { kind: "charged", outTradeNo: number, transactionId: last.transactionId },
    unsettled: { order: last.order, told: true, reversing: false, reason: "" },
  };
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
  let isBroken = false;
  let hasGivenUp = false;
  let shift: Shift | undefined;
  /** The last order that was charged, for the start after the next rollover. */
  let last: LastSale | undefined = found.history.last;

  /** The slot of the oldest open order, not counting `leaving`. */
  function oldestBut(leaving: Open | undefined, otherwise: number): number {
    for (const entry of open) {
      if (entry !== leaving) return entry.slot;
    }
    return otherwise;
  }

  function findOpen(number: Bytes): Open | undefined {
    for (const entry of open) {
      if (entry.number === number) return entry;
    }
    return undefined;
  }

  function writeLong(packed: Packed, oldest: number): number {
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

  function write(packed: Packed, oldest: number): number {
    isBroken = true;
    // One slot is what records of a sale take.
    const first = packed.payload.length > PAYLOAD_BYTES ? writeLong(packed, oldest)
      : segments.append(packed.kind + String.fromCharCode(oldest, totalsAt), packed.payload);
    isBroken = false;
    hasGivenUp = false;
    return first;
  }

  function packedStanding(kind: "S" | "T"): Packed {
    return { kind: kind, payload: packStanding(standing) };
  }

  function writeStanding(kind: "S" | "T"): void {
    const oldTotalsAt = totalsAt;
    totalsAt = segments.used();
    try {
      totalsAt = write(packedStanding(kind), oldestBut(undefined, NO_SLOT));
    } catch (error) {
      totalsAt = oldTotalsAt;
      throw error;
    }
  }

  function packedOpen(entry: Open, isCopy: boolean): Packed {
    if (entry.refund) return packRefund(entry.refund, isCopy);
    return packOrder(entry.unsettled.order, standing, isCopy);
  }

  function copy(entry: Open): void {
    const unsettled = entry.unsettled;
    entry.slot = segments.used();
    entry.slot = write(packedOpen(entry, true), oldestBut(undefined, entry.slot));
    if (unsettled && unsettled.told) segments.tell(entry.slot);
    if (entry.ended) {
      write(packCopiedEnd(entry.ended, entry.slot), oldestBut(undefined, entry.slot));
    } else if (unsettled && unsettled.reversing) {
      write(packChange({ kind: "reversing", outTradeNo: entry.number, reason: unsettled.reason }, entry.slot),
        (open[0] as Open).slot);
    }
  }

  function lastShift(): Shift | undefined {
    if (shift === undefined) shift = readLastShift(segments);
    return shift;
  }

  function fillNext(recent: RecentOrder[]): void {
    segments.begin();
    // The totals and the last close stand in front of the first copy.
    if (open.length > 0) (open[0] as Open).slot = slotsOf(packedStanding("T")) + (shift === undefined ? 0 : 2);
    writeStanding("T");
    if (shift !== undefined) write(packShift(shift, true), oldestBut(undefined, NO_SLOT));
    open.forEach(copy);
    if (recent.length > 0) write(packRecent(recent), oldestBut(undefined, NO_SLOT));
    if (last !== undefined && findOpen(last.order.outTradeNo) === undefined) copy(chargedOf(last));
    segments.ready();
  }

  /** Where everything stood before a rollover that did not succeed. */
  function goBack(slots: number[], oldTotalsAt: number): void {
    isBroken = true;
    hasGivenUp = true;
    totalsAt = oldTotalsAt;
    open.forEach(function (entry, index) { entry.slot = slots[index] as number; });
    segments.back();
  }

  /** Goes on in the next segment that flash can still hold; the one before stays as it is, and counts where none can. */
  function rollOver(): void {
    lastShift();
    const recent = readRecent(segments, open);
    const slots = open.map(function (entry) { return entry.slot; });
    const oldTotalsAt = totalsAt;
    // Where every segment was tried in vain, one is enough to see whether flash took heart again.
    for (let tries = hasGivenUp ? 1 : segments.count - 1; ; tries--) {
      try {
        return fillNext(recent);
      } catch (error) {
        if ((error as { kind?: string }).kind === "storage" && tries > 1) continue;
        goBack(slots, oldTotalsAt);
        throw error;
      }
    }
  }

  /** An order or a refund stays until it has its end and the merchant has the verdict. */
  function isLeaving(entry: Open, record: ChangeRecord): boolean {
    if (record.kind === "told") return entry.ended !== undefined;
    return record.kind !== "reversing" && entry.unsettled !== undefined && entry.unsettled.told && record.kind !== "attention";
  }

  /** Runs `writing`, and again in the next segment where this one is full or its last slots are worn. Gives the slot. */
  function store(slots: number, writing: () => number): number {
    if (segments.used() + slots <= SLOTS) {
      try {
        return writing();
      } catch (error) {
        if ((error as { kind?: string }).kind !== "storage") throw error;
      }
    }
    rollOver();
    return writing();
  }

  function storeChange(entry: Open, record: ChangeRecord): void {
    const about = entry.slot;
    const packed = packChange(record, about);
    store(slotsOf(packed), function () {
      const oldest = oldestBut(isLeaving(entry, record) ? entry : undefined, NO_SLOT);
      // A rollover gives it another slot.
      return write(entry.slot === about ? packed : packChange(record, entry.slot), oldest);
    });
  }

  /** Its stem may have changed when it is copied, and more slots say that it was given up or how it ended. */
  function copiesOf(packed: Packed): number {
    return Math.max(slotsOf(packed), ORDER_SLOTS - END_SLOTS) + END_SLOTS;
  }

  function isRoomFor(copies: number): boolean {
    let slots = copies;
    for (const other of open) slots += other.copies;
    return slots <= COPIES_MAX;
  }

  /** The start of order numbers changes with every start of the terminal; only one that is durable is packed on. */
  function writeTotals(stem: Bytes, currency: string): void {
    const oldStem = standing.stem;
    const oldCurrency = standing.currency;
    standing.stem = stem;
    standing.currency = currency;
    try {
      store(TOTALS_SLOTS, function () {
        writeStanding("T");
        return totalsAt;
      });
    } catch (error) {
      standing.stem = oldStem;
      standing.currency = oldCurrency;
      throw error;
    }
  }

  function begin(entry: Open): void {
    let packed = packedOpen(entry, false);
    entry.copies = copiesOf(packed);
    if (!isRoomFor(entry.copies)) throw halError("storage", "Too many orders are open.");
    if (packed.kind === "Q" && entry.unsettled) {
      const order = entry.unsettled.order;
      writeTotals(stemOf(order.outTradeNo), order.currency);
      packed = packedOpen(entry, false);
    } else if (segments.used() - totalsAt >= TOTALS_EVERY) {
      writeTotals(standing.stem, standing.currency);
    }
    entry.slot = store(slotsOf(packed), function () {
      return write(packed, oldestBut(undefined, segments.used()));
    });
    open.push(entry);
  }

  function without(leaving: Open): void {
    open = open.filter(function (entry) { return entry !== leaving; });
  }

  /** Takes into the sums what a record says, once it is durable. */
  function count(entry: Open, record: ChangeRecord): void {
    if (entry.unsettled && (record.kind === "charged" || record.kind === "refunding")) {
      standing.totals = withSale(standing.totals, paidSum(entry.unsettled.order, open));
    }
    if (entry.unsettled && record.kind === "charged") {
      last = { order: entry.unsettled.order, transactionId: record.transactionId };
    }
    if (record.kind === "refundEnded" && record.end === "refunded" && entry.refund) {
      standing.totals = withRefund(standing.totals, entry.refund.amountMinor);
    }
  }

  /** The merchant had the verdict: a mark in its own slot, or a record where the mark said so before. */
  function tell(entry: Open, record: ChangeRecord): void {
    const unsettled: Unsettled | undefined = entry.unsettled;
    // A refund is told of when it has its end.
    if (unsettled === undefined && !entry.ended) return;
    if (entry.ended && entry.ended.kind === "attention") storeChange(entry, record);
    else if (unsettled === undefined || !unsettled.told) segments.tell(entry.slot);
    if (entry.ended) without(entry);
    else if (unsettled !== undefined) unsettled.told = true;
  }

  /** What is not open does not change. */
  function change(record: ChangeRecord, number: Bytes): void {
    const entry = findOpen(number);
    if (entry === undefined) return;
    if (record.kind === "told") return tell(entry, record);
    if (entry.ended) return;
    storeChange(entry, record);
    count(entry, record);
    if (isLeaving(entry, record)) without(entry);
    else if (record.kind !== "reversing") entry.ended = record as EndRecord;
    else Object.assign(entry.unsettled as Unsettled, { reversing: true, reason: record.reason });
  }

  function closeShift(record: Extract<JournalRecord, { kind: "shiftClosed" }>): void {
    const last = lastShift();
    const closed = { number: last === undefined ? 1 : last.number + 1, closedMs: record.closedMs, totals: record.totals };
    store(slotsOf(packShift(closed, false)), function () {
      return write(packShift(closed, false), oldestBut(undefined, NO_SLOT));
    });
    shift = closed;
    standing.totals = noTotals();
  }

  function append(record: JournalRecord): void {
    switch (record.kind) {
      case "opened": return begin({
        number: record.order.outTradeNo, slot: NO_SLOT, copies: 0, ended: undefined, refund: undefined,
        unsettled: { order: record.order, told: false, reversing: false, reason: "" },
      });
      case "refundOpened": return begin({
        number: record.refund.outRefundNo, slot: NO_SLOT, copies: 0, ended: undefined, unsettled: undefined, refund: record.refund,
      });
      case "shiftClosed": return closeShift(record);
      case "refundEnded": return change(record, record.outRefundNo);
      default: change(record, record.outTradeNo);
    }
  }

  for (const entry of open) entry.copies = copiesOf(packedOpen(entry, true));
  standing.boots++;
  // Order numbers begin anew: the first order brings the new stem.
  standing.stem = "";
  standing.currency = "";
  try {
    if (segments.used() + TOTALS_SLOTS > SLOTS) rollOver();
    else writeStanding("S");
  } catch (error) {
    if ((error as { kind?: string }).kind !== "storage") throw error;
    // What is open can be asked about all the same; the numbers of this start hold chance as well.
  }
  found.history.boots = standing.boots;
  const journal: Journal = {
    history: found.history,
    health: function () {
      if (isBroken) return "broken";
      return isRoomFor(ORDER_SLOTS + REFUND_SLOTS) ? "good" : "full";
    },
    append: append,
    lastShift: lastShift,
  };
  // Whoever takes it over need not share it with what is kept here.
  (found as Partial<Found>).history = undefined;
  return journal;
}
