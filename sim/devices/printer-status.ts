/** What can be wrong with a printer. */
export interface PrinterState {
  paperOut: boolean;
  coverOpen: boolean;
  /** An error of the mechanism: the knife is stuck. */
  jammed: boolean;
  /** The head is too hot; it cools down by itself. */
  hot: boolean;
}

export const WELL: PrinterState = { paperOut: false, coverOpen: false, jammed: false, hot: false };

const DLE = 0x10;
const EOT = 0x04;

/** Off line: it prints nothing. */
export function isOffline(state: PrinterState): boolean {
  return state.paperOut || state.coverOpen || state.jammed || state.hot;
}

/** The answer to DLE EOT n; none for an n the manual does not have. */
function realTimeStatus(state: PrinterState, n: number): number | undefined {
  const { paperOut, coverOpen, jammed, hot } = state;
  if (n === 1) return 0x12 | (isOffline(state) ? 0x08 : 0);
  if (n === 2) return 0x12 | (coverOpen ? 0x04 : 0) | (paperOut ? 0x20 : 0) | (jammed || hot ? 0x40 : 0);
  if (n === 3) return 0x12 | (jammed ? 0x08 : 0) | (hot ? 0x40 : 0);
  if (n === 4) return 0x12 | (paperOut ? 0x6c : 0);
  return undefined;
}

/** The answer to ESC v. */
export function sensorStatus(state: PrinterState): number {
  return (state.paperOut ? 0x04 : 0) | (state.jammed ? 0x08 : 0) | (state.hot ? 0x40 : 0);
}

/** Hears status requests as they arrive, whatever waits before them; gives the answer to the one that a byte ends. */
export function listenForRequests(state: PrinterState): (byte: number) => number | undefined {
  let heard: number[] = [];
  return (byte) => {
    heard = byte === DLE ? [byte] : [...heard, byte];
    if (heard[0] !== DLE || (heard.length > 1 && heard[1] !== EOT)) {
      heard = [];
      return undefined;
    }
    if (heard.length < 3) return undefined;
    heard = [];
    return realTimeStatus(state, byte);
  };
}
