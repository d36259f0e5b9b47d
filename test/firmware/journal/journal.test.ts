import { test } from "uvu";
import * as assert from "uvu/assert";
import { openJournal } from "../../../firmware/journal/journal";
import { ERASED, FILE_MARK, JOURNAL_FILE, PAYLOAD_BYTES, SLOT_BYTES, TOLD_AT } from "../../../firmware/journal/layout";
import { packStanding, unpackStanding } from "../../../firmware/journal/records";
import { MemoryStorage } from "../../../sim/peripherals/storage";
import { fresh, orderOf, refundOf, sell, TRANSACTION } from "../../support/journal";
import { nodeHash } from "../../support/hash";

const order = orderOf(1);

test("an opened order is found again after a restart, whole", () => {
  const storage = fresh();
  openJournal(storage, nodeHash).append({ kind: "opened", order });
  const history = openJournal(storage, nodeHash).history;
  assert.equal(history.unsettled, [{ order, told: false, reversing: false, reason: "" }]);
  assert.is(history.boots, 2);
  assert.is(history.id, "TESTTEST");
});

const unusual = [
  { ...order, outTradeNo: "NEXT" }, { ...order, outTradeNo: "lower-case-0123456789012345678901" },
  { ...order, outTradeNo: "ABCDEFGH" }, { ...order, outTradeNo: "0123456789ABCDEF0123456789ABCDEF" },
  { ...order, amountMinor: 5_000_000_000_000 }, { ...order, amountMinor: 0 }, { ...order, codeHint: "" },
  { ...order, codeHint: "00..0001" }, { ...order, codeHint: "?" }, { ...order, startedMs: 0 }, { ...order, startedMs: -5 },
  { ...order, currency: "JPY" }, { ...order, currency: "X" },
  ...(["NATIVE", "JSAPI", "APP", "MWEB"] as const).map((tradeType) => ({ ...order, tradeType, codeHint: "" })),
];
test("orders of every form come back byte for byte, also out of older starts", () => {
  const storage = fresh();
  for (const each of unusual) openJournal(storage, nodeHash).append({ kind: "opened", order: each });
  assert.equal(openJournal(storage, nodeHash).history.unsettled.map((found) => found.order), unusual);
});

test("totals of many years come back as they were", () => {
  const totals = { sales: 0xffffff, salesMinor: 2 ** 48 - 1, refunds: 65_536, refundsMinor: 2 ** 40 + 5 };
  for (const [currency, stem] of [["", ""], ["HKD", "TERMINAL000101"]] as const) {
    const standing = { boots: 0xffffff, totals, currency, stem };
    const packed = packStanding(standing);
    assert.ok(packed.length <= 2 * PAYLOAD_BYTES);
    assert.equal(unpackStanding(packed.padEnd(2 * PAYLOAD_BYTES, ERASED)), standing);
  }
});

test("an order given up is found as such", () => {
  const storage = fresh();
  const journal = openJournal(storage, nodeHash);
  journal.append({ kind: "opened", order });
  const reason = "A_REASON_LONGER_THAN_ONE_SLOT";
  journal.append({ kind: "reversing", outTradeNo: order.outTradeNo, reason });
  assert.equal(openJournal(storage, nodeHash).history.unsettled, [{ order, told: false, reversing: true, reason }]);
});

for (const kind of ["notCharged", "reversed", "attention"] as const) {
  test(`a verdict ${kind} is kept until it was told, and told again only if it changes`, () => {
    const storage = fresh();
    const { outTradeNo } = order;
    openJournal(storage, nodeHash).append({ kind: "opened", order });
    openJournal(storage, nodeHash).append({ kind, outTradeNo, reason: "WHY" });
    assert.equal(openJournal(storage, nodeHash).history.untold, [{ order, phase: kind, reason: "WHY", transactionId: "" }]);
    openJournal(storage, nodeHash).append({ kind: "told", outTradeNo });
    assert.equal(openJournal(storage, nodeHash).history.untold, []);
    const early = orderOf(2);
    openJournal(storage, nodeHash).append({ kind: "opened", order: early });
    openJournal(storage, nodeHash).append({ kind: "told", outTradeNo: early.outTradeNo });
    assert.equal(openJournal(storage, nodeHash).history.unsettled.map((found) => found.told), [true]);
    openJournal(storage, nodeHash).append({ kind, outTradeNo: early.outTradeNo, reason: "" });
    assert.is(openJournal(storage, nodeHash).history.untold.length, kind === "attention" ? 1 : 0);
    openJournal(storage, nodeHash).append({ kind: "told", outTradeNo: early.outTradeNo });
    assert.equal(openJournal(storage, nodeHash).history.untold, []);
  });

  test(`an order that ended ${kind} is open no more and counts for nothing`, () => {
    const storage = fresh();
    const journal = openJournal(storage, nodeHash);
    journal.append({ kind: "opened", order });
    journal.append({ kind, outTradeNo: order.outTradeNo, reason: "x".repeat(60) });
    const { unsettled, totals, last } = openJournal(storage, nodeHash).history;
    assert.equal(unsettled, []);
    assert.equal(totals, { sales: 0, salesMinor: 0, refunds: 0, refundsMinor: 0 });
    assert.is(last, undefined);
  });
}

for (const transactionId of [TRANSACTION, "0".repeat(28), "42", "", "not a number"]) {
  test(`a charged order is the last sale and in the totals: ${transactionId}`, () => {
    const storage = fresh();
    const journal = openJournal(storage, nodeHash);
    journal.append({ kind: "opened", order });
    journal.append({ kind: "charged", outTradeNo: order.outTradeNo, transactionId });
    journal.append({ kind: "opened", order: orderOf(2) });
    const { unsettled, totals, last } = openJournal(storage, nodeHash).history;
    assert.is(unsettled.length, 1);
    assert.equal(totals, { sales: 1, salesMinor: order.amountMinor, refunds: 0, refundsMinor: 0 });
    assert.equal(last, { order, transactionId });
  });
}

test("an order that is refunded in its own place counts with the sum of that refund, which is what was paid", () => {
  const storage = fresh();
  const journal = openJournal(storage, nodeHash);
  journal.append({ kind: "opened", order });
  const refund = { ...refundOf(1), outRefundNo: order.outTradeNo + "V", amountMinor: 999, totalMinor: 999 };
  journal.append({ kind: "refundOpened", refund });
  journal.append({ kind: "refunding", outTradeNo: order.outTradeNo, transactionId: TRANSACTION });
  const again = openJournal(storage, nodeHash);
  assert.equal(again.history.totals, { sales: 1, salesMinor: 999, refunds: 0, refundsMinor: 0 });
  again.append({ kind: "refundEnded", outRefundNo: refund.outRefundNo, end: "refunded", reason: "" });
  assert.equal(openJournal(storage, nodeHash).history.totals, { sales: 1, salesMinor: 999, refunds: 1, refundsMinor: 999 });
});

test("a refund is found again with its own number until it has its end", () => {
  const storage = fresh();
  const journal = openJournal(storage, nodeHash);
  for (const refund of [refundOf(1), { ...refundOf(2), outRefundNo: refundOf(2).outTradeNo + "V" }, refundOf(3)]) {
    journal.append({ kind: "refundOpened", refund });
  }
  const found = openJournal(storage, nodeHash);
  assert.equal(found.history.refunds, [refundOf(1), { ...refundOf(2), outRefundNo: refundOf(2).outTradeNo + "V" }, refundOf(3)]);
  found.append({ kind: "refundEnded", outRefundNo: refundOf(1).outRefundNo, end: "refunded", reason: "" });
  found.append({ kind: "refundEnded", outRefundNo: refundOf(2).outTradeNo + "V", end: "manual", reason: "CHANGE" });
  const { refunds, totals } = openJournal(storage, nodeHash).history;
  assert.equal(refunds, [refundOf(3)]);
  assert.equal(totals, { sales: 0, salesMinor: 0, refunds: 1, refundsMinor: refundOf(1).amountMinor });
});

test("verdicts that nobody was told survive every rollover, all of them, and are in the totals once", () => {
  const storage = fresh(20_480);
  let journal = openJournal(storage, nodeHash);
  const untold = Array.from({ length: 12 }, (_, index) => index + 1);
  for (const count of untold) {
    journal.append({ kind: "opened", order: orderOf(count) });
    journal.append({ kind: "charged", outTradeNo: orderOf(count).outTradeNo, transactionId: TRANSACTION });
  }
  journal.append({ kind: "refundOpened", refund: refundOf(50) });
  journal.append({ kind: "refundEnded", outRefundNo: refundOf(50).outRefundNo, end: "refunded", reason: "" });
  for (let count = 100; count < 500; count++) sell(journal, count);
  journal = openJournal(storage, nodeHash);
  assert.equal(journal.history.untold.map((found) => found.order), untold.map((count) => orderOf(count)));
  assert.ok(journal.history.untold.every((found) => found.phase === "charged" && found.transactionId === TRANSACTION));
  assert.equal(journal.history.untoldRefunds, [{ refund: refundOf(50), end: "refunded", reason: "" }]);
  assert.is(journal.history.totals.sales, 412);
  assert.is(journal.history.totals.refunds, 1);
  for (const count of untold) journal.append({ kind: "told", outTradeNo: orderOf(count).outTradeNo });
  journal.append({ kind: "told", outTradeNo: refundOf(50).outRefundNo });
  const { history } = openJournal(storage, nodeHash);
  assert.equal([history.untold, history.untoldRefunds], [[], []]);
});

test("a refund that has its end is told again until the merchant had it", () => {
  const storage = fresh();
  const { outRefundNo } = refundOf(1);
  openJournal(storage, nodeHash).append({ kind: "refundOpened", refund: refundOf(1) });
  // Accepted and on paper: the end is still to come.
  openJournal(storage, nodeHash).append({ kind: "told", outTradeNo: outRefundNo });
  openJournal(storage, nodeHash).append({ kind: "refundEnded", outRefundNo, end: "manual", reason: "WHY" });
  assert.equal(openJournal(storage, nodeHash).history.untoldRefunds, [{ refund: refundOf(1), end: "manual", reason: "WHY" }]);
  openJournal(storage, nodeHash).append({ kind: "told", outTradeNo: outRefundNo });
  assert.equal(openJournal(storage, nodeHash).history.untoldRefunds, []);
});

test("a closed shift begins the totals anew; it is found again after restarts and rollovers, and the next has the next number", () => {
  const storage = fresh(20_480);
  let journal = openJournal(storage, nodeHash);
  assert.is(journal.lastShift(), undefined);
  journal.append({ kind: "opened", order: orderOf(1) });
  for (let shift = 1; shift <= 5; shift++) {
    for (let count = shift * 100; count < shift * 100 + 60; count++) sell(journal, count);
    const { totals } = openJournal(storage, nodeHash).history;
    assert.is(totals.sales, 60);
    journal = openJournal(storage, nodeHash);
    journal.append({ kind: "shiftClosed", closedMs: shift, totals });
    journal = openJournal(storage, nodeHash);
    assert.equal(journal.lastShift(), { number: shift, closedMs: shift, totals });
    assert.is(journal.history.totals.sales, 0);
  }
  for (let count = 1_000; count < 1_500; count++) sell(journal, count);
  assert.is(openJournal(storage, nodeHash).lastShift()!.number, 5);
  assert.equal(openJournal(storage, nodeHash).history.unsettled.map((found) => found.order), [orderOf(1)]);
});

test("a flash that takes nothing is broken until it takes a record; what is open is read all the same", () => {
  const storage = fresh();
  openJournal(storage, nodeHash).append({ kind: "opened", order });
  storage.isWorn = () => true;
  const journal = openJournal(storage, nodeHash);
  assert.is(journal.health(), "broken");
  assert.equal(journal.history.unsettled.map((found) => found.order), [order]);
  assert.throws(() => journal.append({ kind: "opened", order: orderOf(2) }), (error: { kind: string }) => error.kind === "storage");
  storage.isWorn = () => false;
  journal.append({ kind: "charged", outTradeNo: order.outTradeNo, transactionId: TRANSACTION });
  assert.is(journal.health(), "good");
});

test("a changed byte makes a record unreadable, not another record, and harms no other", () => {
  for (let byte = 0; byte < SLOT_BYTES; byte++) {
    const storage = fresh();
    const journal = openJournal(storage, nodeHash);
    for (const count of [1, 2, 3]) journal.append({ kind: "opened", order: orderOf(count) });
    const file = storage.bytes(JOURNAL_FILE);
    const used = file.findLastIndex((value) => value !== 0xff) + 1;
    file[used - 2 * SLOT_BYTES + byte]! ^= 0x04;
    const { unsettled, damaged } = openJournal(storage, nodeHash).history;
    // A mark that is not blank was begun after everything before it had been read back; the one in front of it proves nothing.
    const isMark = byte >= TOLD_AT;
    assert.equal(unsettled.map((found) => found.order), isMark ? [1, 2, 3].map((count) => orderOf(count)) : [orderOf(1), orderOf(3)], `byte ${byte}`);
    assert.is(damaged, isMark ? 0 : 1);
  }
});

test("so many orders may be open that all of them can be copied, no more; their ends always fit", () => {
  const storage = fresh();
  const journal = openJournal(storage, nodeHash);
  let opened = 0;
  for (; journal.health() === "good"; opened++) journal.append({ kind: "opened", order: orderOf(opened) });
  assert.ok(opened >= 28, String(opened));
  assert.is(journal.health(), "full");
  // A refund in the place of one of them still fits, and then no more.
  journal.append({ kind: "refundOpened", refund: { ...refundOf(0), outRefundNo: `${refundOf(0).outTradeNo}V` } });
  assert.throws(() => {
    for (let more = 0; more < 9; more++) journal.append({ kind: "opened", order: orderOf(900 + more) });
  }, (error: { kind: string }) => error.kind === "storage");
  journal.append({ kind: "refundEnded", outRefundNo: `${refundOf(0).outTradeNo}V`, end: "refused", reason: "" });
  journal.append({ kind: "told", outTradeNo: `${refundOf(0).outTradeNo}V` });
  for (let number = 0; number < opened; number++) {
    journal.append({ kind: "reversing", outTradeNo: orderOf(number).outTradeNo, reason: "A_REASON_THAT_TAKES_MORE_THAN_A_SLOT" });
  }
  const next = openJournal(storage, nodeHash);
  assert.is(next.history.unsettled.filter((found) => found.reversing).length, opened);
  for (let number = 0; number < opened; number++) {
    next.append({ kind: "reversed", outTradeNo: orderOf(number).outTradeNo, reason: "" });
  }
  assert.equal(openJournal(storage, nodeHash).history.unsettled, []);
});

test("without its file, or with a foreign one, there is no journal", () => {
  const isMissing = (error: { kind: string }) => error.kind === "missing";
  assert.throws(() => openJournal(new MemoryStorage(), nodeHash), isMissing);
  for (const [head, size] of [["{}", 20_000], [`${FILE_MARK}TESTTEST`, 4_000]] as const) {
    const storage = new MemoryStorage();
    storage.provision(JOURNAL_FILE, head, size);
    assert.throws(() => openJournal(storage, nodeHash), isMissing);
  }
});

test("a journal whose segments cannot be read is not taken for an empty one", () => {
  const storage = fresh();
  const journal = openJournal(storage, nodeHash);
  for (let count = 0; count < 100; count++) sell(journal, count);
  const area = storage.area(JOURNAL_FILE, 12)!;
  for (const segment of [0, 1]) storage.bytes(JOURNAL_FILE)[area.offset + segment * 4096 + 2] = 0x77;
  assert.throws(() => openJournal(storage, nodeHash), (error: { kind: string }) => error.kind === "storage");
});

test("a changed byte in the newest segment's label or first record never lets the terminal forget an open order", () => {
  const whole = fresh();
  const journal = openJournal(whole, nodeHash);
  for (let count = 0; count < 100; count++) sell(journal, count);
  journal.append({ kind: "opened", order: orderOf(200) });
  const { offset } = whole.area(JOURNAL_FILE, 12)!;
  for (let byte = 0; byte < 8 + 2 * SLOT_BYTES; byte++) {
    const storage = whole.copy();
    storage.bytes(JOURNAL_FILE)[offset + 4096 + byte]! ^= 0x10;
    let kind = "";
    try {
      const { boots, unsettled } = openJournal(storage, nodeHash).history;
      assert.equal([boots, unsettled.length], [2, 1], `byte ${byte}`);
    } catch (error) {
      kind = (error as { kind: string }).kind;
      assert.is(kind, "storage", `byte ${byte}: ${String(error)}`);
    }
  }
});

test.run();
