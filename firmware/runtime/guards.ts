import type { Clock, TimerId } from "../../hal/ports/clock";

/** More sales than people make in a minute: what guards the newest takes no more memory than this. */
const GUARDS_MAX = 24;

/**
 * Starts the guard of an order, which `onOver` hears the end of. All guards last equally long, so the oldest ends first,
 * and one callback does for all. Gives the order whose guard ends at once because there are too many, or "".
 */
export function makeGuards(clock: Clock, onOver: (outTradeNo: string) => void): (outTradeNo: string, delayMs: number) => string {
  const guarded: string[] = [];
  const timers: TimerId[] = [];

  function over(): void {
    timers.shift();
    onOver(guarded.shift() as string);
  }

  return function (outTradeNo, delayMs) {
    guarded.push(outTradeNo);
    timers.push(clock.start(delayMs, over));
    if (timers.length <= GUARDS_MAX) return "";
    clock.stop(timers.shift() as TimerId);
    return guarded.shift() as string;
  };
}
