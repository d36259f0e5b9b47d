import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Order } from "../../../firmware/domain/order";
import { JOURNAL_FILE, openJournal } from "../../../firmware/journal/journal";
import { SLOT_BYTES, SLOTS_HEADER } from "../../../firmware/journal/slots";
import { MemoryStorage, PowerCut } from "../../../sim/peripherals/storage";
import { nodeHash } from "../../support/hash";

const order: Order = {
  outTradeNo: "P000100010001ABCDEF", tradeType: "NATIVE", amountMinor: 1250, currency: "HKD", startedMs: 1_767_578_400_000, codeHint: "13..6789",
};

function fresh(slots = 100): MemoryStorage {
  const storage = new MemoryStorage();
  storage.provision(JOURNAL_FILE, SLOTS_HEADER, slots * SLOT_BYTES);
  return storage;
}

test("an opened order is found again after a restart, whole", () => {
  const storage = fresh();
  openJournal(storage, nodeHash).append({ kind: "opened", order });
  const history = openJournal(storage, nodeHash).history;
  assert.equal(history.unsettled, [{ order, reversing: false, reason: "", told: false }]);
  assert.is(history.boots, 2);
});

test("an order given up is found as such", () => {
  const storage = fresh();
  const journal = openJournal(storage, nodeHash);
  journal.append({ kind: "opened", order });
  journal.append({ kind: "reversing", outTradeNo: order.outTradeNo, reason: "NO_ANSWER" });
  assert.equal(openJournal(storage, nodeHash).history.unsettled, [{ order, reversing: true, reason: "NO_ANSWER", told: false }]);
});

for (const kind of ["notCharged", "reversed", "attention"] as const) {
  test(`an order that ended ${kind} is open no more`, () => {
    const storage = fresh();
    const journal = openJournal(storage, nodeHash);
    journal.append({ kind: "opened", order });
    journal.append({ kind, outTradeNo: order.outTradeNo, reason: "x".repeat(60) });
    assert.equal(openJournal(storage, nodeHash).history.unsettled, []);
  });
}

test("a record cut at any byte is as if it had never been, and the next one is whole", () => {
  for (let bytes = 0; bytes < SLOT_BYTES; bytes++) {
    const storage = fresh();
    const journal = openJournal(storage, nodeHash);
    journal.append({ kind: "opened", order });
    storage.bytesLeft = bytes;
    let cut = false;
    try {
      journal.append({ kind: "charged", outTradeNo: order.outTradeNo, transactionId: "4200000000202601050000000001" });
    } catch (error) {
      if (!(error instanceof PowerCut)) throw error;
      cut = true;
    }
    storage.bytesLeft = undefined;
    const next = openJournal(storage, nodeHash);
    assert.is(next.history.unsettled.length, cut ? 1 : 0, `cut after ${bytes}`);
    next.append({ kind: "opened", order: { ...order, outTradeNo: "NEXT" } });
    assert.is(openJournal(storage, nodeHash).history.unsettled.at(-1)?.order.outTradeNo, "NEXT");
  }
});

test("a write that fails leaves no hole that hides what is written after it", () => {
  const storage = fresh();
  const journal = openJournal(storage, nodeHash);
  const write = storage.write.bind(storage);
  storage.write = () => { throw { kind: "storage", message: "not now" }; };
  assert.throws(() => journal.append({ kind: "opened", order }));
  storage.write = write;
  journal.append({ kind: "opened", order });
  assert.is(openJournal(storage, nodeHash).history.unsettled.length, 1);
});

test("a changed byte makes a record unreadable, not another record", () => {
  const storage = fresh();
  openJournal(storage, nodeHash).append({ kind: "opened", order });
  const text = storage.read(JOURNAL_FILE)!;
  storage.provision(JOURNAL_FILE, text.replace("|1250|", "|9250|"));
  assert.equal(openJournal(storage, nodeHash).history.unsettled, []);
});

test("the last slots are kept for the ends of open orders", () => {
  const journal = openJournal(fresh(30), nodeHash);
  let opened = 0;
  assert.throws(() => { for (;; opened++) journal.append({ kind: "opened", order }); });
  assert.ok(opened > 0);
  for (let end = 0; end < opened; end++) journal.append({ kind: "reversed", outTradeNo: order.outTradeNo, reason: "" });
});

test("without its file, or with a foreign one, there is no journal", () => {
  assert.throws(() => openJournal(new MemoryStorage(), nodeHash), (error: { kind: string }) => error.kind === "missing");
  const storage = new MemoryStorage();
  storage.provision(JOURNAL_FILE, "{}", 9600);
  assert.throws(() => openJournal(storage, nodeHash), (error: { kind: string }) => error.kind === "missing");
});

test.run();
