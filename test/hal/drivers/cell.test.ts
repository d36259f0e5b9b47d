import { test } from "uvu";
import * as assert from "uvu/assert";
import { openCell } from "../../../hal/drivers/battery/cell";
import { LITHIUM_CELL } from "../../../hal/drivers/battery/models";

/** A cell behind two equal resistors on a converter that is full at 3.3 V. */
const sensed = (...millivolts: number[]) => {
  let count = 0;
  const analog = { read: () => millivolts[count++ % millivolts.length]! / 6600 };
  return openCell({ analog, fullScaleMv: 6600, model: LITHIUM_CELL });
};

const TABLE: [number, number][] = [
  [3000, 0], [3300, 0], [3425, 5], [3550, 10], [3615, 15], [3680, 20], [3710, 30], [3790, 50], [3910, 70], [4080, 90], [4180, 100], [4250, 100],
];
for (const [millivolts, percent] of TABLE) {
  test(`${millivolts} mV is ${percent} percent`, () => { assert.is(sensed(millivolts).percent(), percent); });
}

test("two readings in five that the radio spoiled change nothing", () => {
  assert.is(sensed(3790, 3790, 100, 4180, 3790).percent(), 50);
});

test("a sense that is not there is a terminal on mains", () => {
  for (const reading of [0, Number.NaN]) {
    assert.is(sensed(reading).percent(), 100);
    assert.not(sensed(reading).isLow());
  }
});

test("low stays low until much more is there", () => {
  let millivolts = 3700;
  const cell = openCell({ analog: { read: () => millivolts / 6600 }, fullScaleMv: 6600, model: LITHIUM_CELL });
  const low: boolean[] = [];
  for (millivolts of [3700, 3680, 3700, 3720, 3725, 3700]) low.push(cell.isLow());
  assert.equal(low, [false, true, true, true, false, false]);
});

test.run();
