// A terminal around a chip of Espressif: WiFi, a printer on a UART, keys in a matrix, a panel on SPI, a sounder, a switch on
// the case. Boards differ in pins, in what reads codes, and in what the interpreter can do on their chip.

import { blocks, codes, starts } from "@font";
import type { Device } from "../../device";
import { openCell } from "../../drivers/battery/cell";
import { LITHIUM_CELL } from "../../drivers/battery/models";
import { openWallClock } from "../../drivers/clock/wall-clock";
import { openILI9341 } from "../../drivers/display/ili9341";
import { ILI9341_320 } from "../../drivers/display/models";
import { MATRIX_4X4 } from "../../drivers/keypad/models";
import { openMatrixKeypad } from "../../drivers/keypad/matrix-keypad";
import { openStation } from "../../drivers/network/station";
import { HEAD_58 } from "../../drivers/printer/models";
import { openThermalHead } from "../../drivers/printer/thermal-head";
import { openSettings } from "../../drivers/settings/settings";
import { openTones } from "../../drivers/speaker/tones";
import { openCaseSwitch } from "../../drivers/tamper/case-switch";
import { analog } from "../../io/espruino/analog";
import { openClock } from "../../io/espruino/clock";
import { openConsole } from "../../io/espruino/console";
import { pins } from "../../io/espruino/digital";
import { openHash } from "../../io/espruino/hash";
import { openHTTPClient } from "../../io/espruino/http-client";
import { openPixels } from "../../io/espruino/pixels";
import { pwm } from "../../io/espruino/pwm";
import { wire } from "../../io/espruino/serial";
import { openStorage } from "../../io/espruino/storage";
import { openSurvival } from "../../io/espruino/survival";
import { unpack } from "../../io/espruino/unpack";
import { openWiFi } from "../../io/espruino/wifi";
import type { Clock } from "../../ports/clock";
import type { Scanner, ScannerOptions } from "../../ports/scanner";
import type { OpenSPI } from "../../ports/spi";

/** Which part hangs on which pin, and how; what hangs there must fit the chip. */
export interface TerminalPins {
  printer: { receive: Pin; transmit: Pin };
  /** The upper row and the left column first. */
  keypad: { rows: Pin[]; columns: Pin[] };
  display: { clock: Pin; data: Pin; command: Pin; select: Pin };
  speaker: { tone: Pin };
  /** `pullUp`: the chip's own resistor will do. */
  tamper: { contact: Pin; pullUp: boolean };
  /** Absent where the chip or its interpreter senses no voltage. Millivolts of the cell at a reading of 1. */
  battery?: { sense: Pin; fullScaleMv: number };
}

/** TLS has memory of its own there. A handshake with the merchant's key takes some seconds. */
const HTTP_LIMITS = { pieceBytes: 0, connectMs: 6000, answerMs: 8000 };

/**
 * More than a connection to nowhere takes, in which the interpreter stands still: three name servers of 7 s and a
 * connection of 18 s (interpreter facts D.1).
 */
const WATCHDOG_SECONDS = 60;

/**
 * Opens the parts. One that is not plugged in is silent: the terminal starts, and says so where it can.
 * @param panel the way to the panel
 * @param openScanner opens what reads codes
 */
export function openTerminal(
  map: TerminalPins, storageStart: number, panel: OpenSPI, openScanner: (clock: Clock, options: ScannerOptions) => Scanner,
): Device {
  const announce = openConsole(TILL_CONSOLE);
  const clock = openWallClock(openClock());
  const storage = openStorage(storageStart);
  const hash = openHash();
  const settings = openSettings(storage, hash);
  const setting = settings.lookup;
  const battery = map.battery;
  let draws = 0;
  return {
    announce: announce,
    battery: battery && openCell({ analog: analog(battery.sense), fullScaleMv: battery.fullScaleMv, model: LITHIUM_CELL }),
    clock: clock,
    display: openILI9341({
      spi: panel, command: pins([map.display.command]),
      clock: clock, pixels: openPixels(), font: { codes: codes, blocks: blocks, starts: starts }, unpack: unpack, model: ILI9341_320,
    }),
    hash: hash,
    http: openHTTPClient(HTTP_LIMITS),
    network: openStation({
      open: openWiFi, clock: clock,
      chance: function () {
        draws++;
        return (hash.crc32(setting("terminal") + "|" + draws) % 1000) / 1000;
      },
    }, { ssid: setting("wifi.ssid") || "", password: setting("wifi.password") || "" }),
    printer: openThermalHead({ open: wire(Serial3, { rx: map.printer.receive, tx: map.printer.transmit }), clock: clock, model: HEAD_58 }),
    setting: setting,
    saveSetting: settings.save,
    speaker: openTones({ pwm: pwm(map.speaker.tone), clock: clock }),
    storage: storage,
    survival: openSurvival(WATCHDOG_SECONDS),
    tamper: openCaseSwitch({ open: pins([map.tamper.contact]), clock: clock, mode: map.tamper.pullUp ? "inputPullUp" : "input" }),
    openKeypad: function (options) {
      const keypad = map.keypad;
      return openMatrixKeypad({ rows: pins(keypad.rows), columns: pins(keypad.columns), clock: clock, model: MATRIX_4X4 }, options);
    },
    openScanner: function (options) { return openScanner(clock, options); },
  };
}
