// A scanner on a UART of its own.

import { openGM65 } from "../../drivers/scanner/gm65";
import { GM65 } from "../../drivers/scanner/models";
import { wire } from "../../io/espruino/serial";
import type { Clock } from "../../ports/clock";
import type { Scanner, ScannerOptions } from "../../ports/scanner";

/** The wires of a UART, as the chip sees them. */
export interface UARTPins {
  receive: Pin;
  transmit: Pin;
}

/** An engine of the GM65 family on those wires. */
export function engine(pins: UARTPins): (clock: Clock, options: ScannerOptions) => Scanner {
  return function (clock: Clock, options: ScannerOptions): Scanner {
    return openGM65({ open: wire(Serial2, { rx: pins.receive, tx: pins.transmit }), clock: clock, model: GM65 }, options);
  };
}
