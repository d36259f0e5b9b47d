import { test } from "uvu";
import * as assert from "uvu/assert";
import { isHourIn, mayUpdate, type Moment } from "../../../firmware/update/night";

/** 2026-03-01 03:30 in Hong Kong. */
const NIGHT_MS = Date.UTC(2026, 1, 28, 19, 30);
const GOOD: Moment = {
  nowMs: NIGHT_MS, zoneMinutes: 480, hours: "2-5", isResting: true, isBatteryLow: false, triedMs: 0,
};

const HOURS: [hours: string, inside: number[], outside: number[]][] = [
  ["2-5", [2, 3, 4], [0, 1, 5, 12, 23]],
  ["23-4", [23, 0, 3], [4, 12, 22]],
  ["0-24", [0, 12, 23], []],
  ["3-3", [], [2, 3, 4]],
  ["", [], [0, 3]],
  ["night", [], [0, 3]],
  ["2", [], [2, 3]],
  ["2-25", [], [2, 3]],
  ["2-5-7", [], [2, 3]],
];
for (const [hours, inside, outside] of HOURS) {
  test(`the hours "${hours}" hold ${inside.join(", ") || "nothing"}`, () => {
    for (const hour of inside) assert.ok(isHourIn(hours, hour), `${hour}`);
    for (const hour of outside) assert.not.ok(isHourIn(hours, hour), `${hour}`);
  });
}

const NEVER: [why: string, changes: Partial<Moment>][] = [
  ["in trading hours", { nowMs: NIGHT_MS + 8 * 3_600_000 }],
  ["with something open", { isResting: false }],
  ["with a low battery", { isBatteryLow: true }],
  ["twice a night", { triedMs: NIGHT_MS - 3_600_000 }],
  ["without hours", { hours: "" }],
];
test("a resting terminal looks at night, and the night after", () => {
  assert.ok(mayUpdate(GOOD));
  assert.ok(mayUpdate({ ...GOOD, triedMs: NIGHT_MS - 24 * 3_600_000 }));
});
for (const [why, changes] of NEVER) {
  test(`it never looks ${why}`, () => assert.not.ok(mayUpdate({ ...GOOD, ...changes })));
}
test("a clock that was set back does not stop updates for ever", () => {
  assert.ok(mayUpdate({ ...GOOD, triedMs: NIGHT_MS + 400 * 24 * 3_600_000 }));
});

test.run();
