// Part: a keypad of switches in rows and columns, without diodes, on pins of the chip.
// Source: none needed; rows in open drain, so that two keys of a column do not short two outputs.

import type { Clock } from "../../ports/clock";
import type { OpenDigital } from "../../ports/digital";
import type { Keypad, KeypadOptions } from "../../ports/keypad";
import { runMatrix } from "./matrix";
import type { MatrixModel } from "./models";

/**
 * Opens a keypad. Throws what the pins throw. At rest all rows are low and nothing is done until a column falls.
 * A keypad that is not plugged in has no key that is pressed.
 * @param wiring.rows the pins of the rows, the upper one first
 * @param wiring.columns those of the columns, the left one first; they need pull-ups and must be such that can be watched
 */
export function openMatrixKeypad(
  wiring: { rows: OpenDigital; columns: OpenDigital; clock: Clock; model: MatrixModel },
  options: KeypadOptions,
): Keypad {
  const model = wiring.model;
  const width = model.columns;
  const allColumns = (1 << width) - 1;
  const allRows = (1 << (model.keys.length / width)) - 1;
  const rows = wiring.rows({ mode: "openDrain", initial: 0 });
  const columns = wiring.columns({ mode: "inputPullUp", onReadable: function () { matrix.wake(); } });

  function scan(): number {
    let mask = 0;
    for (let row = (allRows + 1) >> 1; row > 0; row >>= 1) {
      rows.write(allRows ^ row);
      mask = (mask << width) | (allColumns ^ columns.read());
    }
    return mask;
  }

  function rest(): boolean {
    rows.write(0);
    return columns.read() === allColumns;
  }

  const matrix = runMatrix(wiring.clock, model, { scan: scan, rest: rest }, 0, options.onKey);
  return {
    close: function () {
      matrix.close();
      columns.close();
      rows.close();
    },
  };
}
