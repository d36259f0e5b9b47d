import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { formatTime } from "../../../firmware/domain/time";

test("a time is written in the shop's zone", () => {
  assert.is(formatTime(Date.UTC(2025, 5, 1, 2, 15, 3), 480), "2025-06-01 10:15:03");
  assert.is(formatTime(Date.UTC(2024, 1, 29, 23, 59, 59), 0), "2024-02-29 23:59:59");
  assert.is(formatTime(Date.UTC(2025, 11, 31, 16, 0, 0), 480), "2026-01-01 00:00:00");
});

test("every time agrees with another calendar", () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.integer({ min: -720, max: 840 }), (ms, zone) =>
    formatTime(ms, zone) === new Date(Math.floor(ms / 1000) * 1000 + zone * 60_000).toISOString().slice(0, 19).replace("T", " ")));
});

test.run();
