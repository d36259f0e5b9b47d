import { test } from "uvu";
import * as assert from "uvu/assert";
import { learnTime, startTime } from "../../../firmware/runtime/right-time";
import { openWallClock } from "../../../hal/drivers/clock/wall-clock";
import { VirtualClock } from "../../../sim/clock";
import { fresh, orderOf, refundOf, sell, start } from "../../support/journal";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const DATE = "Tue, 06 Jan 2026 08:49:37 GMT";
const clockAt = (startMs: number) => openWallClock(virtualDeviceClock(new VirtualClock(startMs)));

test("after a start the clock is not before the last sale, an open order or an open refund", () => {
  const storage = fresh();
  const journal = start(storage);
  const told: number[] = [];
  const look = (): void => {
    const clock = clockAt(0);
    startTime(clock, start(storage.copy()).history);
    told.push(clock.now());
  };
  look();
  sell(journal, 1);
  look();
  journal.append({ kind: "opened", order: orderOf(2) });
  look();
  journal.append({ kind: "refundOpened", refund: refundOf(3) });
  look();
  // A journal counts in seconds.
  const seconds = (ms: number) => Math.floor(ms / 1000) * 1000;
  assert.equal(told.map(seconds), [0, orderOf(1).startedMs, orderOf(2).startedMs, refundOf(3).startedMs].map(seconds));
});

test("answers put the clock right, and what is no date or no answer does not", () => {
  const clock = clockAt(1_000);
  learnTime(clock, { kind: "failed", why: "timeout" });
  learnTime(clock, { kind: "answer", status: 200, body: "" });
  learnTime(clock, { kind: "answer", status: 200, body: "", date: "yesterday" });
  assert.is(clock.now(), 1_000);
  learnTime(clock, { kind: "answer", status: 502, body: "", date: DATE });
  assert.is(clock.now(), Date.UTC(2026, 0, 6, 8, 49, 37));
});

test.run();
