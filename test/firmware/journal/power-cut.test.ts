import { test } from "uvu";
import * as assert from "uvu/assert";
import fc from "fast-check";
import { noTotals, withRefund, withSale } from "../../../firmware/domain/totals";
import type { History } from "../../../firmware/journal/history";
import type { JournalRecord } from "../../../firmware/payment/effects";
import { JOURNAL_FILE } from "../../../firmware/journal/layout";
import { inspectJournal } from "../../../sim/journal/inspect";
import { MemoryStorage, PowerCut } from "../../../sim/peripherals/storage";
import { fresh, orderOf, refundOf, start, TRANSACTION } from "../../support/journal";

/** What a journal must tell after these records: a second, simple bookkeeping. */
class Books {
  orders = new Map<string, { order: ReturnType<typeof orderOf>; told: boolean; reversing: boolean; reason: string }>();
  refunds = new Map<string, ReturnType<typeof refundOf>>();
  /** Numbers of what has its end, and nobody was told. */
  untold = new Set<string>();
  totals = noTotals();

  copy(): Books {
    return Object.assign(new Books(), {
      orders: new Map(this.orders), refunds: new Map(this.refunds), untold: new Set(this.untold), totals: this.totals,
    });
  }

  take(record: JournalRecord): void {
    if (record.kind === "opened") {
      this.orders.set(record.order.outTradeNo, { order: record.order, told: false, reversing: false, reason: "" });
    } else if (record.kind === "refundOpened") {
      this.refunds.set(record.refund.outRefundNo, record.refund);
    } else if (record.kind === "refundEnded") {
      const refund = this.refunds.get(record.outRefundNo);
      if (refund && record.end === "refunded") this.totals = withRefund(this.totals, refund.amountMinor);
      if (this.refunds.delete(record.outRefundNo)) this.untold.add(record.outRefundNo);
    } else if (record.kind === "shiftClosed") {
      this.totals = noTotals();
    } else if (record.kind === "reversing") {
      const found = this.orders.get(record.outTradeNo);
      if (found) this.orders.set(record.outTradeNo, { ...found, reversing: true, reason: record.reason });
    } else if (record.kind === "told") {
      const found = this.orders.get(record.outTradeNo);
      if (found) this.orders.set(record.outTradeNo, { ...found, told: true });
      this.untold.delete(record.outTradeNo);
    } else {
      const found = this.orders.get(record.outTradeNo);
      const isPaid = record.kind === "charged" || record.kind === "refunding";
      if (found && isPaid) this.totals = withSale(this.totals, found.order.amountMinor);
      if (found && (!found.told || record.kind === "attention")) this.untold.add(record.outTradeNo);
      this.orders.delete(record.outTradeNo);
    }
  }

  text(): string {
    return JSON.stringify([[...this.orders.values()], [...this.refunds.values()], [...this.untold].sort(), this.totals]);
  }
}

function textOf({ unsettled, refunds, untold, untoldRefunds, totals, damaged }: History): string {
  assert.is(damaged, 0);
  const numbers = [...untold.map(({ order }) => order.outTradeNo), ...untoldRefunds.map(({ refund }) => refund.outRefundNo)];
  return JSON.stringify([unsettled, refunds, numbers.sort(), totals]);
}

/** Runs until the planned cut; true when there was one. */
function survives(run: () => void): boolean {
  try {
    run();
    return true;
  } catch (error) {
    if (!(error instanceof PowerCut)) throw error;
    return false;
  }
}

/** Every byte that `record` programs on this flash, and every piece it erases, is where power fails once. */
function cutEverywhere(before: MemoryStorage, books: Books, record: JournalRecord): number {
  const old = books.text();
  books.take(record);
  const after = books.text();
  for (let bytes = 0; ; bytes++) {
    const storage = before.copy();
    const journal = start(storage);
    storage.bytesLeft = bytes;
    const done = survives(() => journal.append(record));
    storage.bytesLeft = undefined;
    const found = textOf(start(storage).history);
    assert.ok(found === after || (!done && found === old), `cut after ${bytes}: ${found}`);
    if (bytes % 7 === 0) assert.equal(inspectJournal(storage.bytes(JOURNAL_FILE)).problems, [], `cut after ${bytes}`);
    if (done) return bytes;
  }
}

const told = (count: number): JournalRecord => ({ kind: "told", outTradeNo: orderOf(count).outTradeNo });
const charged = (count: number): JournalRecord => ({ kind: "charged", outTradeNo: orderOf(count).outTradeNo, transactionId: TRANSACTION });

test("a record cut at any byte is as if it had never been, and the next one is whole", () => {
  const storage = fresh();
  const books = new Books();
  const journal = start(storage);
  for (const record of [{ kind: "opened", order: orderOf(1) }, { kind: "refundOpened", refund: refundOf(2) }] as JournalRecord[]) {
    journal.append(record);
    books.take(record);
  }
  for (const record of [
    { kind: "opened", order: orderOf(3) }, charged(1), { kind: "refundOpened", refund: refundOf(3) },
    { kind: "reversing", outTradeNo: orderOf(1).outTradeNo, reason: "NO_ANSWER_FOR_FORTY_FIVE_SECONDS" },
    { kind: "refundEnded", outRefundNo: refundOf(2).outRefundNo, end: "refunded", reason: "" },
    { kind: "refunding", outTradeNo: orderOf(1).outTradeNo, transactionId: TRANSACTION },
    { kind: "shiftClosed", closedMs: 1_767_578_400_000, totals: { sales: 3, salesMinor: 99, refunds: 1, refundsMinor: 5 } },
    { kind: "notCharged", outTradeNo: orderOf(1).outTradeNo, reason: "A_REASON_THAT_NEEDS_TWO_SLOTS" },
  ] as JournalRecord[]) {
    assert.ok(cutEverywhere(storage, books.copy(), record) >= 27);
  }
});

test("a start cut at any byte counts once or not at all, and loses nothing", () => {
  const storage = fresh(24_576);
  for (let bytes = 0, done = false; !done; bytes++) {
    const cut = storage.copy();
    cut.bytesLeft = bytes;
    done = survives(() => start(cut));
    cut.bytesLeft = undefined;
    assert.is(start(cut).history.boots, done ? 2 : 1, `cut after ${bytes}`);
  }
  for (let count = 0; count < 200; count++) start(storage);
  start(storage).append({ kind: "opened", order: orderOf(1) });
  // Through every fill of a segment, so that some of these starts roll over.
  for (let fill = 0; fill < 150; fill++) {
    const boots = start(storage).history.boots;
    const cut = storage.copy();
    cut.bytesLeft = fill * 7 % 90;
    const done = survives(() => start(cut));
    cut.bytesLeft = undefined;
    const { boots: next, unsettled } = start(cut).history;
    assert.is(next, boots + (done ? 2 : 1));
    assert.equal(unsettled.map((found) => found.order), [orderOf(1)]);
  }
});

for (const pageBytes of [1024, 4096]) {
  test(`a rollover cut at any byte, in the erase too, loses no open order (pages of ${pageBytes})`, () => {
    const storage = fresh(24_576, pageBytes);
    const books = new Books();
    let journal = start(storage);
    const append = (record: JournalRecord) => { journal.append(record); books.take(record); };
    append({ kind: "opened", order: { ...orderOf(9_000), outTradeNo: "an odd one" } });
    append({ kind: "opened", order: orderOf(9_001) });
    append({ kind: "reversing", outTradeNo: orderOf(9_001).outTradeNo, reason: "NO_ANSWER" });
    append({ kind: "refundOpened", refund: refundOf(9_002) });
    // The ring turns once, so that what is erased is a full segment.
    let erased = 0;
    for (let count = 1, rolls = 0; rolls < 7; count++) {
      for (const record of [{ kind: "opened", order: orderOf(count) } as const, charged(count), told(count)]) {
        const before = storage.copy();
        erased = storage.erased;
        const known = books.copy();
        append(record);
        if (storage.erased === erased) continue;
        rolls++;
        // The start before the cut writes a slot itself and may roll over: both ways are cut.
        if (rolls > 5) cutEverywhere(before, known, record);
      }
    }
    journal = start(storage);
    assert.is(textOf(journal.history), books.text());
  });
}

test("any trading day with any cuts of power is what the books say", () => {
  const action = fc.record({ what: fc.integer({ min: 0, max: 13 }), which: fc.nat(), bytes: fc.option(fc.nat(120), { nil: undefined, freq: 6 }) });
  fc.assert(fc.property(fc.array(action, { minLength: 150, maxLength: 260 }), fc.constantFrom(1024, 4096), (actions, pageBytes) => {
    const storage = fresh(20_480, pageBytes);
    const books = new Books();
    let journal = start(storage);
    let count = 0;
    for (const { what, which, bytes } of actions) {
      const record = recordOf(books, what, which, ++count);
      if (record === undefined) continue;
      const old = books.text();
      storage.bytesLeft = bytes;
      if (survives(() => journal.append(record))) {
        books.take(record);
        storage.bytesLeft = undefined;
        continue;
      }
      storage.bytesLeft = undefined;
      journal = start(storage);
      const found = textOf(journal.history);
      if (found !== old) books.take(record);
      assert.is(found, books.text());
    }
    assert.is(textOf(start(storage).history), books.text());
    assert.equal(inspectJournal(storage.bytes(JOURNAL_FILE)).problems, []);
  }), { seed: 4, numRuns: 15, endOnFailure: true, includeErrorInReport: true });
});

/** One thing that may happen next, in a world where at most nine orders are open. */
function recordOf(books: Books, what: number, which: number, count: number): JournalRecord | undefined {
  const open = [...books.orders.values()];
  const refunds = [...books.refunds.keys()];
  const order = open[which % (open.length || 1)]?.order.outTradeNo;
  const refund = refunds[which % (refunds.length || 1)];
  if (what < 4 && open.length < 9) {
    return { kind: "opened", order: what === 0 ? { ...orderOf(count, 1 + which % 3), outTradeNo: `odd ${count}` } : orderOf(count, 1 + which % 3) };
  }
  if (what === 4 && refunds.length < 5) return { kind: "refundOpened", refund: refundOf(count) };
  if (what === 5 && refund !== undefined) {
    return { kind: "refundEnded", outRefundNo: refund, end: which % 2 ? "refunded" : "closed", reason: "" };
  }
  const untold = [...books.untold];
  // A counter where verdicts are read: the journal holds some thirty that are open or untold.
  if (untold.length > 5 || (what === 9 && untold.length > 0)) return { kind: "told", outTradeNo: untold[which % untold.length]! };
  if (what === 10) return { kind: "shiftClosed", closedMs: which, totals: books.totals };
  if (order === undefined) return undefined;
  if (what === 11) return { kind: "refunding", outTradeNo: order, transactionId: which % 3 ? TRANSACTION : "" };
  if (what === 8) return { kind: "told", outTradeNo: order };
  if (what === 6) return { kind: "reversing", outTradeNo: order, reason: "R".repeat(which % 37) };
  if (what === 7) return { kind: "reversed", outTradeNo: order, reason: "V".repeat(which % 37) };
  return { kind: "charged", outTradeNo: order, transactionId: which % 3 ? TRANSACTION : "" };
}

test.run();
