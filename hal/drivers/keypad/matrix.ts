// Part: none. What all keypads of rows and columns share, however their wires are reached.

import type { Clock, TimerId } from "../../ports/clock";
import type { Key } from "../../ports/keypad";
import type { MatrixModel } from "./models";

/** The wires of a matrix. Both calls may throw: the wires are not to be reached now. */
export interface MatrixWires {
  /** A look at all keys: a bit for each that is down, the last key of the model is bit 0. */
  scan(): number;
  /** Lets any key be noticed again. False when one is down already. */
  rest(): boolean;
}

export interface Matrix {
  /** A level changed: somebody may have pressed a key. */
  wake(): void;
  /** Whether the wires were reached when they were last looked at. */
  isReached(): boolean;
  close(): void;
}

/** A key is down, or up, when it was so in three looks: 10 ms apart; good switches bounce for half of that. */
const LOOK_MS = 5;
const LOOKS = 3;
/** Between looks while keys are held. */
const HELD_MS = 20;
/** Until wires that were not to be reached are tried again. */
const MISSING_MS = 1000;

/** Whether keys may be seen that nobody presses: three corners of a rectangle close its fourth. */
function isAmbiguous(mask: number, columns: number): boolean {
  const row = (1 << columns) - 1;
  for (let upper = mask; upper !== 0; upper >>= columns) {
    for (let lower = upper >> columns; lower !== 0; lower >>= columns) {
      const common = upper & lower & row;
      if ((common & (common - 1)) !== 0) return true;
    }
  }
  return false;
}

/**
 * Watches a matrix: any number of keys at once, each reported once per press. While a rectangle of keys is down
 * nothing is reported; what is down when it is not any more, is. A press that begins and ends while the program is
 * busy elsewhere is not seen.
 * @param pollMs how often wires at rest are looked at; 0 where `wake` is called
 */
export function runMatrix(
  clock: Clock, model: MatrixModel, wires: MatrixWires, pollMs: number, onKey: (key: Key) => void,
): Matrix {
  const keys = model.keys;
  let timer: TimerId | undefined;
  let closed = false;
  let reached = true;
  let seen = 0;
  let looks = 0;
  let down = 0;

  function start(delayMs: number, run: () => void): void {
    timer = clock.start(delayMs, run);
  }

  function report(mask: number): void {
    const pressed = mask & ~down;
    down = mask;
    let bit = 1 << keys.length;
    for (const key of keys) {
      bit >>= 1;
      if (!closed && (pressed & bit) !== 0) onKey(key);
    }
  }

  function retreat(): void {
    reached = false;
    start(MISSING_MS, rest);
  }

  /** At rest, unless a key is down. */
  function rest(): void {
    timer = undefined;
    let isQuiet = true;
    try {
      isQuiet = wires.rest();
    } catch (error) {
      return retreat();
    }
    reached = true;
    if (!isQuiet) look();
    else if (pollMs > 0) start(pollMs, rest);
  }

  function look(): void {
    timer = undefined;
    let mask = 0;
    try {
      mask = wires.scan();
    } catch (error) {
      return retreat();
    }
    if (mask !== seen) looks = 0;
    seen = mask;
    looks++;
    if (looks < LOOKS) return start(LOOK_MS, look);
    if (mask !== down && !isAmbiguous(mask, model.columns)) report(mask);
    if (closed) return;
    if (mask === 0) rest();
    else start(HELD_MS, look);
  }

  rest();
  return {
    // By way of `rest`: the look of a part that tells its own changes would wake it for ever.
    wake: function () { if (timer === undefined && !closed) start(LOOK_MS, rest); },
    isReached: function () { return reached; },
    close: function () {
      closed = true;
      if (timer !== undefined) clock.stop(timer);
    },
  };
}
