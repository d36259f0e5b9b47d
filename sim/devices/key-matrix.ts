import type { MatrixModel } from "../../hal/drivers/keypad/models";
import type { Key } from "../../hal/ports/keypad";
import type { VirtualClock } from "../clock";
import { Net } from "../pins";

/** A keypad of bare switches under fingers. */
export interface KeyMatrix {
  /** The copper of the rows, the upper one first, and of the columns, the left one first. */
  rows: Net[];
  columns: Net[];
  /** A finger goes down on a key and stays. */
  push(key: Key): void;
  /** It leaves. */
  release(key: Key): void;
  /** Pushes now and releases later. */
  press(key: Key, holdMs?: number): void;
  /** After this long a contact is quiet, milliseconds; 0: a contact like no other. */
  bounceMs: number;
}

/** Where a contact opens and closes again while it bounces, as shares of the whole time. */
const BOUNCES = [0.06, 0.14, 0.2, 0.35, 0.41, 0.6, 0.64, 1];

/**
 * Makes a keypad without diodes: what three closed switches at the corners of a rectangle connect, they connect,
 * and the fourth seems closed.
 */
export function createKeyMatrix(options: { clock: VirtualClock; model: MatrixModel }): KeyMatrix {
  const { clock, model } = options;
  const nets = (count: number) => Array.from({ length: count }, () => new Net());
  const openers = new Map<number, () => void>();
  const bouncing = new Map<number, (() => void)[]>();
  const matrix: KeyMatrix = {
    rows: nets(model.keys.length / model.columns),
    columns: nets(model.columns),
    bounceMs: 4,
    push: (key) => move(key, true),
    release: (key) => move(key, false),
    press(key, holdMs = 80) {
      matrix.push(key);
      clock.after(holdMs, () => matrix.release(key));
    },
  };
  return matrix;

  function move(key: Key, down: boolean): void {
    const at = model.keys.indexOf(key);
    if (at < 0) throw new Error(`this keypad has no key ${key}`);
    for (const cancel of bouncing.get(at) ?? []) cancel();
    contact(at, down);
    if (matrix.bounceMs === 0) return;
    bouncing.set(at, BOUNCES.map((share, index) => {
      return clock.after(share * matrix.bounceMs, () => contact(at, (index % 2 === 1) === down));
    }));
  }

  function contact(at: number, closed: boolean): void {
    openers.get(at)?.();
    openers.delete(at);
    if (!closed) return;
    const row = matrix.rows[Math.floor(at / model.columns)]!;
    openers.set(at, row.join(matrix.columns[at % model.columns]!));
  }
}
