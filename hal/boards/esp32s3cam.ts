// The terminal of esp32s3 with a camera in place of the scanner. docs/hardware/esp32s3cam.md is drawn from `pins`.

import type { Device } from "../device";
import { openArduCAM } from "../drivers/scanner/arducam";
import { openCameraScanner } from "../drivers/scanner/camera-scanner";
import { openBarReader } from "../drivers/scanner/reading/bars";
import { openQRReader } from "../drivers/scanner/reading/qr";
import { openDFPlayer } from "../drivers/speaker/dfplayer";
import { bus } from "../io/espruino/i2c";
import { openRasters } from "../io/espruino/raster";
import { wire } from "../io/espruino/serial";
import { spiBus } from "../io/espruino/spi";
import type { Clock } from "../ports/clock";
import type { Scanner, ScannerOptions } from "../ports/scanner";
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
  imageBytesMax: 103_000,
  voice: true,
  about: `
The terminal of [esp32s3](esp32s3.md) with a camera in place of the scanner: an ArduCAM Mini 2MP Plus, whose pictures the firmware
reads itself. It reads the bar code and the QR code of a phone in one to three seconds; a scanner does it in a tenth of that.

Why these pins: as on esp32s3. The camera is on the display's bus, with a line of its own to select it and with GPIO 13, the
standard input of SPI1, for what it sends; its sensor is set up over two wires (GPIO 8 and 47), which the module pulls up.

The UART that a scanner would take is the voice module's here, with both of its wires: the setting voice chooses it.
`,
};

/** Where the camera hangs beside the parts of a terminal, and the voice module. */
interface CameraPins extends TerminalPins {
  camera: { input: Pin; select: Pin; sensorData: Pin; sensorClock: Pin };
  voice: { receive: Pin; transmit: Pin };
}

/** Why these: see `facts.about`. */
export const pins: CameraPins = {
  camera: { input: D13, select: D2, sensorData: D8, sensorClock: D47 },
  printer: { receive: D16, transmit: D15 },
  keypad: { rows: [D4, D5, D6, D7], columns: [D39, D40, D41, D42] },
  display: { clock: D12, data: D11, command: D9, select: D10 },
  speaker: { tone: D21 },
  voice: { receive: D18, transmit: D17 },
  tamper: { contact: D14, pullUp: true },
};

/** The sensor takes four times that. */
const SENSOR_HZ = 100_000;

export { closeTelnet } from "../io/espruino/console";

/** Opens the parts of the board. */
export function openBoard(): Device {
  const camera = pins.camera;
  const display = pins.display;
  const on = spiBus(SPI1, {
    clock: display.clock, data: display.data, input: camera.input, selects: [display.select, camera.select],
  });
  const i2c = bus(I2C1, { data: camera.sensorData, clock: camera.sensorClock, hz: SENSOR_HZ });
  const device = openTerminal(pins, storageStart, on(display.select), function (clock: Clock, options: ScannerOptions): Scanner {
    const rasters = openRasters();
    return openCameraScanner({
      camera: openArduCAM({ spi: on(camera.select), i2c: i2c, clock: clock, rasters: rasters }), clock: clock,
      openStripReader: function () { return openBarReader(rasters); },
      openWholeReader: function () { return openQRReader(rasters); },
    }, options);
  });
  const volume = parseInt(device.setting("voice") || "0", 10);
  if (volume > 0) {
    device.speaker = openDFPlayer({
      open: wire(Serial2, { rx: pins.voice.receive, tx: pins.voice.transmit }), clock: device.clock, volume: volume,
      instead: device.speaker,
    });
  }
  return device;
}
