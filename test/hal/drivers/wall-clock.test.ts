import { test } from "uvu";
import * as assert from "uvu/assert";
import { openWallClock } from "../../../hal/drivers/clock/wall-clock";
import { VirtualClock } from "../../../sim/clock";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const BUILT = Date.UTC(2026, 0, 5);
const world = (startMs: number) => {
  const virtual = new VirtualClock(startMs);
  return { virtual, clock: openWallClock(virtualDeviceClock(virtual)) };
};

test("a clock that starts with the power goes on from what is certain, and is put right", () => {
  const { virtual, clock } = world(0);
  clock.notBefore(BUILT);
  assert.is(clock.now(), BUILT);
  virtual.advance(5_000);
  assert.is(clock.now(), BUILT + 5_000);
  clock.set(BUILT + 90_000_000);
  virtual.advance(1_000);
  assert.is(clock.now(), BUILT + 90_001_000);
});

test("another clock sets it back, but not before what is certain", () => {
  const { clock } = world(BUILT + 90_000_000);
  clock.notBefore(BUILT);
  clock.set(BUILT + 1_000);
  assert.is(clock.now(), BUILT + 1_000);
  clock.set(BUILT - 90_000_000);
  assert.is(clock.now(), BUILT);
  clock.notBefore(BUILT - 1);
  clock.set(BUILT - 90_000_000);
  assert.is(clock.now(), BUILT);
});

test("the way of an answer through the network moves nothing", () => {
  const { clock } = world(BUILT);
  clock.set(BUILT - 1_500);
  assert.is(clock.now(), BUILT);
});

test("timers keep their time when the clock is moved", () => {
  const { virtual, clock } = world(0);
  const fired: number[] = [];
  clock.start(15_000, () => { fired.push(virtual.nowMs); });
  clock.notBefore(BUILT);
  clock.set(BUILT + 90_000_000);
  virtual.advance(14_999);
  assert.equal(fired, []);
  virtual.advance(1);
  assert.equal(fired, [15_000]);
});

test.run();
