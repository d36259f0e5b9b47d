// The reference terminal: an ESP32-WROOM-32 module with 4 MB of flash on a board with 38 pins (ESP32-DevKitC V4).
// A module with PSRAM (WROVER) has no GPIO 16 and 17. docs/HARDWARE.md is drawn from `pins`.

import type { Device } from "../device";
import { openTerminal } from "./shared/terminal";
import type { TerminalPins } from "./shared/terminal";

/** The panel, the printer and the catalogue agree on it. */
export const encoding = "gbk";

/** The interpreter's partition table: "storage", 896 KB. */
export const storageStart = 0x320000;

/**
 * No strapping pin, no flash pin and not the console's. 34 to 39 take inputs only and have no resistors: the board has
 * them. Waves stay off 25 and 26, voltages on 32 to 39. GPIO 12 stays free: SPI1 takes it along as its input.
 */
export const pins: TerminalPins = {
  scanner: { receive: D35, transmit: D32 },
  printer: { receive: D34, transmit: D33 },
  keypad: { rows: [D16, D17, D18, D19], columns: [D21, D22, D23, D25] },
  display: { clock: D14, data: D13, command: D27, select: D26 },
  speaker: { tone: D4 },
  tamper: { contact: D39, pullUp: false },
  // Two equal resistors, and a converter that is full at some 3.3 V.
  battery: { sense: D36, fullScaleMv: 6600 },
};

export { closeTelnet } from "../io/espruino/console";

/** Opens the parts of the board. */
export function openBoard(): Device {
  return openTerminal(pins, storageStart);
}
