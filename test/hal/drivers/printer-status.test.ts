import { test } from "uvu";
import * as assert from "uvu/assert";
import { REAL_TIME_STATUS, SENSOR_STATUS, type StatusQuery } from "../../../hal/drivers/printer/status";

/** Answers in hex, and what they mean. */
const CASES: [StatusQuery, string, string | null][] = [
  [REAL_TIME_STATUS, "12 12 12", null],
  // Near the end of the roll is no fault yet.
  [REAL_TIME_STATUS, "12 12 1e", null],
  [REAL_TIME_STATUS, "12 12 72", "paperOut"],
  [REAL_TIME_STATUS, "32 12 12", "paperOut"],
  [REAL_TIME_STATUS, "36 12 7e", "coverOpen"],
  [REAL_TIME_STATUS, "52 52 12", "hot"],
  [REAL_TIME_STATUS, "52 1a 12", "fault"],
  [REAL_TIME_STATUS, "12 32 12", "fault"],
  [REAL_TIME_STATUS, "52 12 12", "fault"],
  [SENSOR_STATUS, "00", null],
  [SENSOR_STATUS, "04", "paperOut"],
  [SENSOR_STATUS, "44", "paperOut"],
  [SENSOR_STATUS, "40", "hot"],
  [SENSOR_STATUS, "08", "fault"],
];

for (const [query, hex, fault] of CASES) {
  test(`${query === SENSOR_STATUS ? "ESC v" : "DLE EOT"} answered with ${hex} is ${fault ?? "well"}`, () => {
    const bytes = hex.split(" ").map((two) => parseInt(two, 16));
    assert.is(bytes.length, query.answers);
    for (const byte of bytes) assert.ok(query.isAnswer(byte));
    assert.is(query.faultOf(String.fromCharCode(...bytes)), fault);
  });
}

test("noise and flow control are no answers", () => {
  for (const byte of [0x00, 0x11, 0x13, 0x10, 0x02, 0x92, 0xff, 0x41]) assert.not(REAL_TIME_STATUS.isAnswer(byte));
  for (const byte of [0x11, 0x13, 0x12, 0xff, 0x41, 0x80]) assert.not(SENSOR_STATUS.isAnswer(byte));
});

test.run();
