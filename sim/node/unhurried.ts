import type { VirtualClock } from "../clock";
import type { Deliver } from "../gateway/notifications";

/** Deliveries, and a way to wait for those under way. */
export interface Courier {
  deliver: Deliver;
  /** Resolves when nobody's answer is waited for. */
  idle(): Promise<void>;
}

/** Counts the deliveries that `carry` has begun and not ended. */
export function track(carry: Deliver): Courier {
  const waiting: (() => void)[] = [];
  let underWay = 0;
  return {
    deliver: (url, body, done) => {
      underWay++;
      carry(url, body, (answer) => {
        underWay--;
        done(answer);
        if (underWay === 0) for (const resolve of waiting.splice(0)) resolve();
      });
    },
    idle: () => underWay === 0 ? Promise.resolve() : new Promise((resolve) => { waiting.push(resolve); }),
  };
}

/**
 * Moves virtual time on by `ms`, event by event. Merchants answer in real time: without the wait after
 * each event a skipped day would be over, and every notification repeated, before the first answer came.
 */
export async function advanceUnhurried(clock: VirtualClock, ms: number, idle: () => Promise<void>): Promise<void> {
  let leftMs = ms;
  for (;;) {
    await idle();
    const stepMs = (clock.nextMs() ?? Infinity) - clock.nowMs;
    if (stepMs > leftMs) return clock.advance(leftMs);
    leftMs -= stepMs;
    clock.advance(stepMs);
  }
}
