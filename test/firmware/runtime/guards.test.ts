import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeGuards } from "../../../firmware/runtime/guards";
import { VirtualClock } from "../../../sim/clock";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const GUARD_MS = 60_000;

function bench() {
  const clock = new VirtualClock();
  const over: string[] = [];
  return { clock, over, guard: makeGuards(virtualDeviceClock(clock), (outTradeNo) => { over.push(outTradeNo); }) };
}

test("each order is guarded for its own minute", () => {
  const { clock, over, guard } = bench();
  assert.is(guard("A", GUARD_MS), "");
  clock.advance(GUARD_MS / 2);
  assert.is(guard("B", GUARD_MS), "");
  clock.advance(GUARD_MS / 2 - 1);
  assert.equal(over, []);
  clock.advance(1);
  assert.equal(over, ["A"]);
  clock.advance(GUARD_MS / 2);
  assert.equal(over, ["A", "B"]);
});

test("of more orders than people make in a minute the newest are guarded", () => {
  const { clock, over, guard } = bench();
  const numbers = Array.from({ length: 30 }, (_, index) => `N${index}`);
  const ended = numbers.map((number) => guard(number, GUARD_MS)).filter((number) => number !== "");
  assert.equal(ended, numbers.slice(0, 6));
  clock.advance(GUARD_MS);
  assert.equal(over, numbers.slice(6));
  assert.is(guard("again", GUARD_MS), "");
});

test.run();
