// The reference terminal: an ESP32-WROOM-32 module with 4 MB of flash on a board with 38 pins (ESP32-DevKitC V4).
// A module with PSRAM (WROVER) has no GPIO 16 and 17. docs/hardware/esp32.md is drawn from `pins`.

import type { Device } from "../device";
import { spi } from "../io/espruino/spi";
import { engine } from "./shared/engine";
import type { UARTPins } from "./shared/engine";
import { ESPRESSIF_FLASH } from "./shared/facts";
import type { BoardFacts } from "./shared/facts";
import { openTerminal } from "./shared/terminal";
import type { TerminalPins } from "./shared/terminal";

/** The panel, the printer and the catalogue agree on it. */
export const encoding = "gbk";

/** The interpreter's partition table: "storage". */
export const storageStart = 0x320000;

export const facts: BoardFacts = {
  interpreter: "esp32",
  chip: "ESP32",
  flash: ESPRESSIF_FLASH,
  imageBytesMax: 81_920,
  about: `
The reference terminal: an ESP32-WROOM-32 module with 4 MB of flash on a board with 38 pins (ESP32-DevKitC V4). The console is
UART0, the USB connector of the DevKit.

Why these pins: 0, 2, 5, 12 and 15 decide how the chip starts; 6 to 11 are its flash; 1 and 3 the console. 34 to 39 only take
inputs and have no pull-ups. 25 and 26 make voltages where others make tones. WiFi takes the second converter, so voltages
are sensed on 32 to 39. The interpreter refuses to watch 6 to 12, reads GPIO 0 inverted, and takes GPIO 12 along as the input
of SPI1: it stays free. That leaves no pin, and both UARTs are taken: a terminal that speaks is an esp32s3 or a linux.
`,
};

/** Why these: see `facts.about`. */
export const pins: TerminalPins & { scanner: UARTPins } = {
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
  return openTerminal(pins, storageStart, spi(SPI1, pins.display), engine(pins.scanner));
}
