// The terminal with an ESP32-S3-WROOM-1 module with 4 MB of flash or more (ESP32-S3-DevKitC-1); the console is the USB connector
// marked "USB". The interpreter's build for this chip is a beta, and senses no voltages: no battery.
// docs/hardware/esp32s3.md is drawn from `pins`.

import type { Device } from "../device";
import { ESPRESSIF_FLASH } from "./shared/facts";
import type { BoardFacts } from "./shared/facts";
import { openTerminal } from "./shared/terminal";
import type { TerminalPins } from "./shared/terminal";

/** The panel, the printer and the catalogue agree on it. */
export const encoding = "gbk";

/** The interpreter's partition table: "storage". */
export const storageStart = 0x320000;

export const facts: BoardFacts = {
  interpreter: "esp32s3",
  chip: "ESP32-S3",
  flash: ESPRESSIF_FLASH,
  imageBytesMax: 95_500,
  about: `
The terminal with an ESP32-S3-WROOM-1 (ESP32-S3-DevKitC-1, 4 MB of flash or more). Espruino's build for it is a beta. The console
is USB, the connector marked "USB".

Why these pins: 0, 3, 45 and 46 decide how the chip starts; 26 to 37 are flash and memory; 19 and 20 are USB, 43 and 44 say
what the chip thinks while it starts; 38 or 48 is the light of the board. Keys and case are watched, which the interpreter
refuses on 6 to 12. Its build for this chip reads no voltages, so there is no battery sense. GPIO 13 stays free (input of SPI1).
`,
};

/** Why these: see `facts.about`. */
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
