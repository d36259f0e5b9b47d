// Part: a keypad of switches in rows and columns, without diodes, on an I2C port expander PCF8574 or PCF8574A.
// Source: NXP PCF8574; PCF8574A product data sheet, rev. 5: 7.1 device address, 8.1 quasi-bidirectional I/O (a 1 is a
// weak pull-up and an input, a 0 pulls down), 8.2 writing, 8.3 reading, 8.4 all 1 after power-on, 8.5 interrupt.

import type { Clock } from "../../ports/clock";
import type { OpenDigital } from "../../ports/digital";
import type { I2C, OpenI2C } from "../../ports/i2c";
import type { Keypad, KeypadOptions } from "../../ports/keypad";
import { runMatrix } from "./matrix";
import type { MatrixModel } from "./models";

/** Without a wire for the interrupt: how often the part is asked whether a key is down. */
const POLL_MS = 20;

/**
 * Opens a keypad with its rows on P7 and down, the upper one first, and its columns on P3 and down, the left one
 * first; up to four of each. Throws what the interrupt pin throws. While the part does not answer there are no keys;
 * it is tried again each second.
 * @param wiring.address 32 to 39, or 56 to 63 for the PCF8574A
 * @param wiring.interrupt the pin that INT hangs on
 */
export function openExpanderKeypad(
  wiring: { bus: OpenI2C; address: number; interrupt?: OpenDigital; clock: Clock; model: MatrixModel },
  options: KeypadOptions,
): Keypad {
  const model = wiring.model;
  const width = model.columns;
  const height = model.keys.length / width;
  // Columns left-most in their half, which has four bits.
  const columns = (0xf0 >> width) & 0x0f;
  const part: I2C = wiring.bus({ address: wiring.address });
  const interrupt = wiring.interrupt === undefined ? undefined
    : wiring.interrupt({ mode: "inputPullUp", onReadable: function () { matrix.wake(); } });

  /** The columns that are down while these rows are low. */
  function look(rows: number): number {
    part.write(String.fromCharCode(0xff ^ rows));
    return (columns & ~part.read(1).charCodeAt(0)) >> (4 - width);
  }

  function scan(): number {
    let mask = 0;
    for (let row = 0; row < height; row++) mask = (mask << width) | look(0x80 >> row);
    return mask;
  }

  function rest(): boolean {
    return look(0xf0) === 0;
  }

  const wires = { scan: scan, rest: rest };
  const matrix = runMatrix(wiring.clock, model, wires, interrupt === undefined ? POLL_MS : 0, options.onKey);
  return {
    health: function () { return matrix.isReached() ? "ready" : "silent"; },
    close: function () {
      matrix.close();
      if (interrupt !== undefined) interrupt.close();
    },
  };
}
