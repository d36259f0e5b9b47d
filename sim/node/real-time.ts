import type { VirtualClock } from "../clock";

/** Drives a virtual clock by the wall clock. */
export interface RealTime {
  /**
   * Brings virtual time up to the present and arms the next event. To be called before and after
   * anything from outside (a request, a key) touches the simulated world.
   */
  poke(): void;
  /** Stands still from here on; idempotent. */
  stop(): void;
}

/** Timers of the host do not take longer delays. */
const SLEEP_MS_MAX = 60_000;

/**
 * Lets `clock` run with the wall clock, `factor` times as fast, until `stop`. Steps taken by anybody
 * else come on top. A waiting event keeps the process alive only while `keepAlive` is set.
 */
export function startRealTime(
  clock: VirtualClock, options: { factor?: number; keepAlive?: boolean } = {},
): RealTime {
  const { factor = 1, keepAlive = false } = options;
  let lastMs = performance.now();
  let owedMs = 0;
  let advancing = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  poke();
  return { poke, stop };

  function poke(): void {
    // An event that pokes is already inside the step that brings time up to date.
    if (stopped || advancing) return;
    const nowMs = performance.now();
    owedMs += (nowMs - lastMs) * factor;
    lastMs = nowMs;
    const wholeMs = Math.floor(owedMs);
    owedMs -= wholeMs;
    advancing = true;
    try {
      clock.advance(wholeMs);
    } finally {
      advancing = false;
      arm();
    }
  }

  function arm(): void {
    clearTimeout(timer);
    const nextMs = clock.nextMs();
    if (nextMs === undefined || stopped) return;
    const delayMs = Math.ceil((nextMs - clock.nowMs) / factor);
    timer = setTimeout(poke, Math.min(SLEEP_MS_MAX, Math.max(1, delayMs)));
    if (!keepAlive) timer.unref();
  }

  function stop(): void {
    stopped = true;
    clearTimeout(timer);
  }
}
