import type { Clock, TimerId } from "../../hal/ports/clock";
import type { VirtualClock } from "../../sim/clock";

/** The device's clock over virtual time, so much ahead of it. */
export function virtualDeviceClock(clock: VirtualClock, aheadMs = 0): Clock {
  const stops = new Map<TimerId, () => void>();
  let lastId = 0;
  return {
    now: () => Math.floor(clock.nowMs + aheadMs),
    start(delayMs, onFired) {
      const id = ++lastId;
      stops.set(id, clock.after(delayMs, () => {
        stops.delete(id);
        onFired();
      }));
      return id;
    },
    stop(timer) {
      stops.get(timer)?.();
      stops.delete(timer);
    },
  };
}
