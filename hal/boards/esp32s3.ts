// The terminal with an ESP32-S3-WROOM-1 module with 4 MB of flash or more (ESP32-S3-DevKitC-1); the console is the USB connector
// marked "USB". The interpreter's build for this chip is a beta, and senses no voltages: no battery.
// docs/hardware/esp32s3.md is drawn from `pins`.

import type { Device } from "../device";
import { spi } from "../io/espruino/spi";
import { engine } from "./shared/engine";
import { ESPRESSIF_FLASH } from "./shared/facts";
import type { BoardFacts } from "./shared/facts";
import { openTerminal } from "./shared/terminal";
import { giveVoice } from "./shared/voice";
import type { VoicePins } from "./shared/voice";

/** The panel, the printer and the catalogue agree on it. */
export const encoding = "gbk";

/** The interpreter's partition table: "storage". */
export const storageStart = 0x320000;

export const facts: BoardFacts = {
  interpreter: "esp32s3",
  chip: "ESP32-S3",
  flash: ESPRESSIF_FLASH,
  imageBytesMax: 84_600,
  voice: true,
  about: `
The terminal with an ESP32-S3-WROOM-1 (ESP32-S3-DevKitC-1, 4 MB of flash or more). Espruino's build for it is a beta. The console
is USB, the connector marked "USB".

Why these pins: 0, 3, 45 and 46 decide how the chip starts; 26 to 37 are flash and memory; 19 and 20 are USB, 43 and 44 say
what the chip thinks while it starts; 38 or 48 is the light of the board. Keys and case are watched, which the interpreter
refuses on 6 to 12. Its build for this chip reads no voltages, so there is no battery sense. GPIO 13 stays free (input of SPI1).

With the setting voice a DFPlayer Mini speaks, and the sounder rings only where it is not heard. The chip has no UART left for
it (the interpreter's Serial1 is USB here), so it hangs on the transmitting half of the scanner's: the scanner is told nothing
then and has to look by itself.
`,
};

/** Why these: see `facts.about`. */
export const pins: VoicePins = {
  scanner: { receive: D18, transmit: D17 },
  printer: { receive: D16, transmit: D15 },
  keypad: { rows: [D4, D5, D6, D7], columns: [D39, D40, D41, D42] },
  display: { clock: D12, data: D11, command: D9, select: D10 },
  speaker: { tone: D21 },
  voice: { transmit: D2, busy: D1 },
  tamper: { contact: D14, pullUp: true },
};

export { closeTelnet } from "../io/espruino/console";

/** Opens the parts of the board. */
export function openBoard(): Device {
  const device = openTerminal(pins, storageStart, spi(SPI1, pins.display), engine(pins.scanner));
  const volume = parseInt(device.setting("voice") || "0", 10);
  if (volume > 0) giveVoice(device, pins, volume);
  return device;
}
