import { test } from "uvu";
import * as assert from "uvu/assert";
import { JOURNAL_FILE } from "../../../firmware/journal/layout";
import { openSegments } from "../../../firmware/journal/segments";
import { inspectJournal } from "../../../sim/journal/inspect";
import { nodeHash } from "../../support/hash";
import { fresh, orderOf, refundOf, sell, start, TRANSACTION } from "../../support/journal";

for (const pageBytes of [1024, 2048, 4096]) {
  test(`at every moment the newest 1,000 sales are there, in 64 KiB of pages of ${pageBytes} bytes`, () => {
    const storage = fresh(undefined, pageBytes);
    const journal = start(storage);
    let erased = 0;
    const fewest = { sales: Infinity, at: 0 };
    for (let count = 1; count <= 3_400; count++) {
      sell(journal, count);
      // Fewest are left when a segment was just begun.
      const begun = storage.erased;
      if (count < 1_300 || begun === erased) continue;
      erased = begun;
      const sales = inspectJournal(storage.bytes(JOURNAL_FILE)).entries
        .filter(({ record, copied }) => record.kind === "opened" && !copied);
      if (sales.length < fewest.sales) Object.assign(fewest, { sales: sales.length, at: count });
      const first = sales[0]!.record;
      assert.ok(first.kind === "opened" && first.order.outTradeNo === orderOf(count - sales.length + 1).outTradeNo);
    }
    console.log(`fewest sales in the journal: ${fewest.sales}`);
    assert.ok(fewest.sales >= 1_000, `${fewest.sales} after ${fewest.at}`);
    const found = inspectJournal(storage.bytes(JOURNAL_FILE));
    assert.equal(found.problems, []);
    assert.is(start(storage).history.totals.sales, 3_400);
  });
}

test("a sale costs few bytes of flash, and as many after years as on the first day", () => {
  const storage = fresh();
  const journal = start(storage);
  const bytesPerSale = (from: number): number => {
    const before = storage.written;
    for (let count = from; count < from + 1_000; count++) sell(journal, count);
    return (storage.written - before) / 1_000;
  };
  const early = bytesPerSale(0);
  const late = bytesPerSale(1_000);
  console.log(`flash bytes per sale: ${early.toFixed(1)}`);
  assert.ok(early <= 64 && Math.abs(early - late) < 1, `${early} ${late}`);
});

test("starts, totals, stems and what is open survive many turns of the ring", () => {
  const storage = fresh(24_576);
  let journal = start(storage);
  const given = { ...orderOf(1, 9), outTradeNo: "P0001OLDSTART0001ABCDEF" };
  journal.append({ kind: "opened", order: orderOf(500) });
  journal.append({ kind: "opened", order: given });
  journal.append({ kind: "reversing", outTradeNo: given.outTradeNo, reason: "NO_ANSWER" });
  journal.append({ kind: "refundOpened", refund: refundOf(7) });
  for (let boot = 2; boot <= 60; boot++) {
    journal = start(storage);
    for (let count = 1; count <= 20; count++) sell(journal, count, boot);
    assert.is(journal.history.boots, boot);
  }
  const { boots, unsettled, refunds, totals, last, damaged } = start(storage).history;
  assert.is(boots, 61);
  assert.equal(unsettled, [
    { order: orderOf(500), told: false, reversing: false, reason: "" },
    { order: given, told: false, reversing: true, reason: "NO_ANSWER" },
  ]);
  assert.equal(refunds, [refundOf(7)]);
  assert.equal(totals, { sales: 59 * 20, salesMinor: 59 * (20 * 1250 + 210), refunds: 0, refundsMinor: 0 });
  assert.equal(last, { order: orderOf(20, 60), transactionId: TRANSACTION });
  assert.is(damaged, 0);
  const segments = openSegments(storage, nodeHash, JOURNAL_FILE);
  assert.ok(segments.sequence() >= 4 * segments.count);
});

test("the work of a start depends on what is open, not on the length of the journal", () => {
  const readsOf = (sales: number, open: number): number => {
    const storage = fresh();
    const journal = start(storage);
    for (let count = 0; count < sales; count++) sell(journal, count);
    for (let count = 0; count < open; count++) journal.append({ kind: "opened", order: orderOf(count + 5_000) });
    const before = storage.reads;
    start(storage);
    return storage.reads - before;
  };
  const few = Math.max(...[1, 5, 9, 13].map((sales) => readsOf(sales, 0)));
  for (const sales of [30, 50, 70, 100, 400, 700, 1_000, 1_500]) {
    // The totals are written every 48 slots; the records behind them are read.
    assert.ok(readsOf(sales, 0) <= few + 5 * 50, `${sales} sales: ${readsOf(sales, 0)} reads, few: ${few}`);
  }
  const grow = [0, 9, 18, 28].map((open) => readsOf(1_000, open));
  assert.ok(grow[3]! <= few + 5 * (50 + 2 * 28), grow.join(" "));
  console.log(`reads at start: at most ${few} after few sales, ${readsOf(1_500, 0)} after 1,500; with 0, 9, 18, 28 open: ${grow.join(" ")}`);
});

test("an append reads and writes as little in an old journal as in a new one", () => {
  const storage = fresh();
  const journal = start(storage);
  const costs = [];
  for (let count = 0; count < 2_400; count++) {
    const before = { reads: storage.reads, erased: storage.erased };
    sell(journal, count);
    if (storage.erased === before.erased) costs.push(storage.reads - before.reads);
  }
  assert.ok(Math.max(...costs) <= 4, String(Math.max(...costs)));
});

test("a flash that still erases and takes no write keeps its newest segment, however often it is tried, and goes on when it can", () => {
  const storage = fresh(24_576);
  const journal = start(storage);
  for (let count = 0; count < 230; count++) sell(journal, count);
  journal.append({ kind: "opened", order: orderOf(9_000) });
  const write = storage.write.bind(storage);
  storage.write = () => { throw { kind: "storage", message: "worn" }; };
  for (let count = 1; count < 9; count++) {
    assert.throws(() => journal.append({ kind: "opened", order: orderOf(9_000 + count) }),
      (error: { kind: string }) => error.kind === "storage");
    assert.equal(start(storage).history.unsettled.map((found) => found.order), [orderOf(9_000)]);
  }
  storage.write = write;
  journal.append({ kind: "told", outTradeNo: orderOf(9_000).outTradeNo });
  journal.append({ kind: "charged", outTradeNo: orderOf(9_000).outTradeNo, transactionId: TRANSACTION });
  for (let count = 300; count < 500; count++) sell(journal, count);
  const { history } = start(storage);
  assert.equal([history.unsettled, history.untold, history.totals.sales], [[], [], 431]);
});

test("slots that refuse the stem of a start, or a flash that took none for a while: no order is read back by another number", () => {
  const storage = fresh();
  let journal = start(storage);
  journal.append({ kind: "opened", order: orderOf(1) });
  const { offset } = storage.area(JOURNAL_FILE, 12)!;
  const numbers = () => start(storage.copy()).history.unsettled.map((found) => found.order.outTradeNo);
  const write = storage.write.bind(storage);
  // Slots 0 to 4 are the first start, its stem and the order; 5 and 6 are the second start.
  journal = start(storage);
  storage.write = () => { throw { kind: "storage", message: "worn" }; };
  assert.throws(() => journal.append({ kind: "opened", order: orderOf(2, 2) }),
    (error: { kind: string }) => error.kind === "storage");
  storage.write = write;
  journal.append({ kind: "reversing", outTradeNo: orderOf(1).outTradeNo, reason: "NO_ANSWER" });
  journal.append({ kind: "opened", order: orderOf(3, 2) });
  assert.equal(numbers(), [orderOf(1).outTradeNo, orderOf(3, 2).outTradeNo]);
  journal = start(storage);
  const used = inspectJournal(storage.bytes(JOURNAL_FILE)).entries.at(-1)!.slot + 2;
  storage.isWorn = (_name, at) => {
    const slot = Math.floor((at - offset - 8) / 28);
    return at === offset + 8 + slot * 28 + 10 && slot >= used && slot < used + 3;
  };
  journal.append({ kind: "opened", order: orderOf(4, 3) });
  assert.equal(numbers(), [orderOf(1).outTradeNo, orderOf(3, 2).outTradeNo, orderOf(4, 3).outTradeNo]);
});

test("at every moment a start knows the last charged order, also behind a rollover, and counts it once", () => {
  const storage = fresh(24_576);
  const journal = start(storage);
  for (let count = 1; count <= 200; count++) {
    sell(journal, count);
    const { last, recent, totals, unsettled } = start(storage.copy()).history;
    assert.equal(last, { order: orderOf(count), transactionId: TRANSACTION });
    const { codeHint, amountMinor } = orderOf(count);
    assert.not(recent.some((one) => one.codeHint === codeHint && one.amountMinor === amountMinor), "it is named once");
    assert.equal([totals.sales, unsettled], [count, []]);
    journal.append({ kind: "opened", order: orderOf(1_000 + count) });
    journal.append({ kind: "reversing", outTradeNo: orderOf(1_000 + count).outTradeNo, reason: "NO_ANSWER" });
    journal.append({ kind: "told", outTradeNo: orderOf(1_000 + count).outTradeNo });
    const given = start(storage.copy()).history;
    assert.equal([given.last, given.unsettled.length], [last, 1]);
    journal.append({ kind: "reversed", outTradeNo: orderOf(1_000 + count).outTradeNo, reason: "NO_ANSWER" });
  }
});

test("a worn slot is passed over, a worn page too, and a flash that takes nothing more refuses sales", () => {
  const storage = fresh();
  let journal = start(storage);
  const { offset } = storage.area(JOURNAL_FILE, 12)!;
  // One byte that stays as it is, in every fourth slot; all of the third segment.
  storage.isWorn = (_name, at) => {
    const inSegment = (at - offset) % 4096;
    return (inSegment > 3_000 && inSegment % (4 * 28) === 40) || (at >= offset + 8192 && at < offset + 12_288);
  };
  for (let count = 0; count < 1_500; count++) sell(journal, count);
  journal.append({ kind: "opened", order: orderOf(9_000) });
  journal = start(storage);
  assert.is(journal.history.totals.sales, 1_500);
  assert.is(journal.history.unsettled.length, 1);
  storage.isWorn = () => true;
  assert.throws(() => { journal.append({ kind: "opened", order: orderOf(9_001) }); },
    (error: { kind: string }) => error.kind === "storage");
  storage.isWorn = () => false;
  journal = start(storage);
  assert.equal(journal.history.unsettled.map((found) => found.order), [orderOf(9_000)]);
  assert.is(journal.history.totals.sales, 1_500);
});

test("codes and sums of the last minute are guarded after a rollover and a restart", () => {
  const storage = fresh(24_576);
  let journal = start(storage);
  const { startedMs } = orderOf(0);
  for (let count = 1; storage.erased < 2; count++) {
    // Six a minute; every third is not charged.
    const order = { ...orderOf(count), startedMs: startedMs + count * 10_000 };
    journal.append({ kind: "opened", order });
    if (count % 3 === 0) journal.append({ kind: "notCharged", outTradeNo: order.outTradeNo, reason: "" });
    else journal.append({ kind: "charged", outTradeNo: order.outTradeNo, transactionId: TRANSACTION });
    journal.append({ kind: "told", outTradeNo: order.outTradeNo });
    journal = start(storage);
    const guarded = [...journal.history.recent, journal.history.last?.order].map((one) => `${one?.codeHint} ${one?.amountMinor}`);
    for (let earlier = Math.max(1, count - 4); earlier < count; earlier++) {
      const { codeHint, amountMinor } = orderOf(earlier);
      assert.ok(guarded.includes(`${codeHint} ${earlier % 3 > 0 ? amountMinor : -1}`), `${earlier} after ${count}`);
    }
  }
  assert.equal(inspectJournal(storage.bytes(JOURNAL_FILE)).problems, []);
});

test.run();
