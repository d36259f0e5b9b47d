// Twin of an ESC/POS receipt printer with cutter, buzzer and a buffer that holds any document.

import type { VirtualClock } from "../clock";
import type { WireEnd } from "../wire";
import { createPaper, type Beeps, type PaperRow } from "./esc-pos-paper";
import { isOffline, listenForRequests, type PrinterState, WELL } from "./printer-status";

/** A printer as one sees and hears it, and what can be done to it. */
export interface SimulatedPrinter extends PrinterState {
  /** The paper as text, a line per row, placed as printed; behind a row that is not plain stand its marks. */
  paper(): string[];
  /** The paper, row by row. */
  rows(): PaperRow[];
  /** What the buzzer played. */
  sounds(): Beeps[];
  /** Takes the paper away: the next document begins on a clean one. */
  tear(): void;
  /** Bytes that the printer did not understand. */
  complaints: string[];
  /** Off: takes nothing and answers nothing. */
  silent: boolean;
  /** Prints as slowly as a cold head on a low battery. */
  slow: boolean;
  /** Goes on with what waits, if nothing is wrong any more. */
  resume(): void;
  /** All is well again: prints what waited since the paper ran out or the cover was open. */
  recover(): void;
}

const CUTTER_AND_BUZZER = { commands: { "\x1dV": 1, "\x1bB": 2 }, codes: true };

/** A slow printer takes so long for a row of dots. */
export const SLOW_ROW_MS = 25;

/** Makes a printer with paper in it; without a clock it cannot be slow. */
export function createThermalPrinter(options: { wire: WireEnd; columns?: number; clock?: VirtualClock }): SimulatedPrinter {
  const { wire, columns = 32, clock } = options;
  const { take, ...seen } = createPaper(CUTTER_AND_BUZZER, columns);
  let waiting: number[] = [];
  let busy = false;

  const printer: SimulatedPrinter = {
    ...seen,
    ...WELL,
    silent: false,
    slow: false,
    resume: print,
    recover() {
      Object.assign(printer, WELL);
      print();
    },
  };
  const answerTo = listenForRequests(printer);

  wire.onData = (bytes) => {
    if (printer.silent) return;
    for (const byte of bytes) {
      const status = answerTo(byte);
      if (status !== undefined) wire.write(Uint8Array.of(status));
      waiting.push(byte);
    }
    print();
  };
  return printer;

  function print(): void {
    if (busy || isOffline(printer)) return;
    let at = 0;
    while (at < waiting.length && !busy) {
      const dots = take(waiting[at++]!);
      if (dots > 0 && printer.slow) rest(dots * SLOW_ROW_MS);
    }
    waiting = waiting.slice(at);
  }

  function rest(ms: number): void {
    if (clock === undefined) return;
    busy = true;
    clock.after(ms, () => {
      busy = false;
      print();
    });
  }
}
