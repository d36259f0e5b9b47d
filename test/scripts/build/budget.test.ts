import { test } from "uvu";
import * as assert from "uvu/assert";
import { overBudget, overDevice } from "../../../scripts/build/budget";

test("an image beyond its board's budget is named with what is too much", () => {
  assert.is(overBudget("linux", 1000), undefined);
  assert.match(overBudget("linux", 1_000_000) ?? "", "linux has 1000000 bytes");
});

test("a board that is not there has no budget", () => {
  assert.throws(() => overBudget("nowhere", 1), "hal/boards/nowhere.ts");
});

test("a measure beyond its budget is named", () => {
  assert.equal(overDevice({ idle: 100, deepest: 3 }), []);
  assert.match(overDevice({ idle: 100, peakOfSale: 20_000 }).join(), /^peakOfSale is 20000, its budget/);
});

test.run();
