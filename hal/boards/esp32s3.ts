// The terminal with an ESP32-S3-WROOM-1 module with 4 MB of flash or more (ESP32-S3-DevKitC-1); the console is the USB connector
// marked "USB". The interpreter's build for this chip is a beta, and senses no voltages: no battery.
// docs/HARDWARE.md is drawn from `pins`.

import type { Device } from "../device";
import { openTerminal } from "./shared/terminal";
import type { TerminalPins } from "./shared/terminal";

/** The panel, the printer and the catalogue agree on it. */
export const encoding = "gbk";

/** The interpreter's partition table: "storage", 896 KB. */
export const storageStart = 0x320000;

/**
 * No strapping pin, none of flash and memory, not USB, not the light of the board (38, 48). Keys and the case are watched, which
 * the interpreter refuses on 6 to 12. GPIO 13 stays free: SPI1 takes it along as its input.
 */
export const pins: TerminalPins = {
  scanner: { receive: D18, transmit: D17 },
  printer: { receive: D16, transmit: D15 },
  keypad: { rows: [D4, D5, D6, D7], columns: [D39, D40, D41, D42] },
  display: { clock: D12, data: D11, command: D9, select: D10 },
  speaker: { tone: D21 },
  tamper: { contact: D14, pullUp: true },
};

export { closeTelnet } from "../io/espruino/console";

/** Opens the parts of the board. */
export function openBoard(): Device {
  return openTerminal(pins, storageStart);
}
