import type { Clock, WallClock } from "../../ports/clock";

/** Smaller differences to another clock are the way of the answer through the network. */
const AGREE_MS = 2000;

/**
 * Puts a clock right without touching the interpreter's, under which its timers would fire at once or be held
 * (interpreter facts H): the difference is kept here, and lost with the power.
 */
export function openWallClock(clock: Clock): WallClock {
  let aheadMs = 0;
  let floorMs = 0;

  function now(): number {
    const told = clock.now() + aheadMs;
    if (told >= floorMs) return told;
    // It runs on from the floor, so that two moments below it differ too.
    aheadMs += floorMs - told;
    return floorMs;
  }

  return {
    now: now,
    start: clock.start,
    stop: clock.stop,
    notBefore: function (timeMs) {
      if (timeMs > floorMs) floorMs = timeMs;
    },
    set: function (timeMs) {
      const difference = timeMs - now();
      if (difference > AGREE_MS || difference < -AGREE_MS) aheadMs += difference;
    },
  };
}
