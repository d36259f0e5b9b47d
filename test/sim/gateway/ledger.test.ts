import { test } from "uvu";
import * as assert from "uvu/assert";
import { exchange } from "../../../sim/gateway/currencies";
import { type Entry, Ledger, type Line } from "../../../sim/gateway/ledger";

function entry(about: string, ...lines: [string, number, string?][]): Entry {
  const made: Line[] = lines.map(([account, amount, currency = "HKD"]) => ({ account, amount, currency }));
  return { atMs: 0, kind: "payment", about, lines: made };
}

test("a balance is the sum of an account's lines, by currency", () => {
  const ledger = new Ledger();
  ledger.post(entry("a", ["outside", -500], ["payer/1", 500]));
  ledger.post(entry("b", ["payer/1", -200], ["merchant/1", 200]));
  assert.equal([ledger.balance("payer/1", "HKD"), ledger.balance("payer/1", "CNY")], [300, 0]);
  assert.is(ledger.balance("merchant/1", "HKD"), 200);
  assert.is(ledger.entries("b").length, 1);
  assert.equal(ledger.verify(), []);
});

const refused: [string, Entry][] = [
  ["money out of nothing", entry("x", ["merchant/1", 1])],
  ["sums that agree only across currencies", entry("x", ["outside", -1, "CNY"], ["merchant/1", 1, "HKD"])],
  ["parts of the smallest unit", entry("x", ["outside", -0.5], ["merchant/1", 0.5])],
  ["a payer in debt", entry("x", ["payer/1", -1], ["merchant/1", 1])],
];

for (const [what, bad] of refused) {
  test(`refuses ${what}, and books nothing of it`, () => {
    const ledger = new Ledger();
    assert.throws(() => ledger.post(bad));
    assert.is(ledger.entries().length, 0);
    assert.is(ledger.balance("merchant/1", "HKD"), 0);
  });
}

test("the proof finds an entry that was tampered with", () => {
  const ledger = new Ledger();
  ledger.post(entry("a", ["outside", -500], ["payer/1", 500]));
  (ledger.entries()[0]!.lines[1] as Line).amount = 501;
  assert.is(ledger.verify().length, 2);
});

test("exchange rounds half up, knows currencies without decimals, and never gives nothing", () => {
  assert.is(exchange(1250, "HKD", "HKD"), 1250);
  assert.is(exchange(1250, "HKD", "CNY"), 1150);
  assert.is(exchange(100, "JPY", "CNY"), 480);
  assert.is(exchange(480, "CNY", "JPY"), 100);
  assert.is(exchange(1, "ZAR", "USD"), 1);
  assert.is(exchange(9_999_999_999, "USD", "CNY"), 71_799_999_993);
});

test.run();
