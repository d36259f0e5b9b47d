import { test } from "uvu";
import * as assert from "uvu/assert";
import { tellWear, testClock } from "../../../firmware/self-test/board";

type Told = [code: number, text: string];

function told(run: (done: (code: number, text: string) => void) => void): Told {
  let found: Told | undefined;
  run((code, text) => {
    assert.is(found, undefined);
    found = [code, text];
  });
  return found!;
}

const NOW = 1_767_578_400_000;

const CLOCKS: [what: string, toldMs: number, told: Told][] = [
  ["a computer's clock that is right", NOW + 3_000, [0, "3 s ahead"]],
  ["a computer's clock that is an hour behind", NOW - 3_600_000, [81, "3600 s behind"]],
  ["a chip's clock, which began in 1970 with its power", 95_000, [0, "counts from the start; this computer set it"]],
];

for (const [what, toldMs, expected] of CLOCKS) {
  test(what, () => { assert.equal(told((done) => testClock(toldMs, NOW, done)), expected); });
}

const WEAR: [erases: number, told: Told][] = [
  [0, [0, "7 starts, pages erased 0 times of 100000"]],
  [89_999, [0, "7 starts, pages erased 89999 times of 100000"]],
  [90_000, [13, "pages erased 90000 times of 100000"]],
];

for (const [erases, expected] of WEAR) {
  test(`${erases} erases`, () => { assert.equal(told((done) => tellWear(erases, "7 starts", done)), expected); });
}

test.run();
