import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { acceptsKey, formatAmount, formatMoney, typedToMinor } from "../../../firmware/domain/money";

for (const [typed, currency, minor] of [
  ["12.50", "HKD", 1250], ["12.5", "HKD", 1250], ["12", "HKD", 1200], [".5", "HKD", 50], ["", "HKD", 0],
  ["0.07", "CNY", 7], ["100", "JPY", 100], ["4.35", "HKD", 435], ["19.99", "HKD", 1999],
] as const) {
  test(`typed "${typed}" ${currency} is ${minor}`, () => assert.is(typedToMinor(typed, currency), minor));
}

test("an amount is written with the decimals of its currency", () => {
  assert.is(formatAmount(7, "HKD"), "0.07");
  assert.is(formatMoney(1250, "HKD"), "HKD 12.50");
  assert.is(formatMoney(100, "JPY"), "JPY 100");
});

test("a written amount typed again is the same amount", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 999_999_999 }), (minor) =>
    typedToMinor(formatAmount(minor, "HKD"), "HKD") === minor));
});

test("keys that would make no amount are not taken", () => {
  assert.not(acceptsKey("1.2", ".", "HKD"));
  assert.not(acceptsKey("1.25", "0", "HKD"));
  assert.not(acceptsKey("1", ".", "JPY"));
  assert.not(acceptsKey("0", "5", "HKD"));
  assert.not(acceptsKey("1234567", "8", "HKD"));
  assert.ok(acceptsKey("0", ".", "HKD"));
});

test("whatever is typed key by key can be read and never exceeds seven digits", () => {
  fc.assert(fc.property(fc.array(fc.constantFrom(..."0123456789.")), (keys) => {
    let typed = "";
    for (const key of keys) if (acceptsKey(typed, key, "HKD")) typed += key;
    const minor = typedToMinor(typed, "HKD");
    return Number.isInteger(minor) && minor >= 0 && minor < 1_000_000_000;
  }));
});

test.run();
