/** Opaque name of a started timer. */
export type TimerId = number;

/**
 * Wall time and timers. `now` is whole milliseconds since 1970 UTC and may jump; delays do not follow
 * jumps. The name of a timer that has fired may be given to the next one: forget it then, never stop it.
 */
export interface Clock {
  now(): number;
  start(delayMs: number, onFired: () => void): TimerId;
  stop(timer: TimerId): void;
}

/**
 * A clock that other clocks put right. `set` takes another clock's time for now; `notBefore` names a moment that
 * has passed for certain, and `now` never tells an earlier one whatever `set` was given. Timers stay as they are.
 */
export interface WallClock extends Clock {
  notBefore(timeMs: number): void;
  set(timeMs: number): void;
}
