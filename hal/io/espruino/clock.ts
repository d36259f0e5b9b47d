import type { Clock, TimerId } from "../../ports/clock";

/** The interpreter's clock and timers. `Date.now` has fractions there, the port has none. */
export function openClock(): Clock {
  return {
    now: function () { return Math.floor(Date.now()); },
    start: function (delayMs: number, onFired: () => void): TimerId { return setTimeout(onFired, delayMs); },
    stop: function (timer: TimerId) { clearTimeout(timer); },
  };
}
