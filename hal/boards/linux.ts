// A terminal on a Linux single-board computer or PC: every part on a serial wire of its own, the printer with its buzzer,
// a voice module where there is one. Which device file is which wire is provisioned: `wire.scanner` and so on.

import type { Device } from "../device";
import { openWallClock } from "../drivers/clock/wall-clock";
import { NX3224 } from "../drivers/display/models";
import { openNextion } from "../drivers/display/nextion";
import { ASCII_KEYPAD } from "../drivers/keypad/models";
import { openSerialKeypad } from "../drivers/keypad/serial-keypad";
import { CUTTER_58 } from "../drivers/printer/models";
import { openThermalPrinter } from "../drivers/printer/thermal-printer";
import { PLAIN_SCANNER } from "../drivers/scanner/models";
import { openSerialScanner } from "../drivers/scanner/serial-scanner";
import { openSettings } from "../drivers/settings/settings";
import { openDFPlayer } from "../drivers/speaker/dfplayer";
import { openPrinterBuzzer } from "../drivers/speaker/printer-buzzer";
import { openClock } from "../io/espruino/clock";
import { openConsole } from "../io/espruino/console";
import { deviceFile } from "../io/espruino/device-file";
import { openHash } from "../io/espruino/hash";
import { openHTTPClient } from "../io/espruino/http-client";
import { growMemory } from "../io/espruino/memory";
import { openStorage } from "../io/espruino/storage";
import { openSurvival } from "../io/espruino/survival";
import type { BoardFacts } from "./shared/facts";

/** Where the Linux builds of the interpreter have their storage (the file espruino.flash). */
export const storageStart = 0x10000000;

/** The panel, the printer and the catalogue agree on it. */
export const encoding = "gbk";

export const facts: BoardFacts = {
  interpreter: "linux",
  // The file espruino.flash, from its first byte.
  flash: { address: 0, totalBytes: 262_144, pageBytes: 1024, slotBytes: 106_496, slots: 1 },
  imageBytesMax: 71_500,
  voice: true,
  about: "",
};

/** A program and a TLS connection beside it. */
const MEMORY_BYTES = 200_000;

/** The record buffers of the TLS library that is built into the interpreter there, and some slack. */
const HTTP_LIMITS = { pieceBytes: 24_000, connectMs: 6000, answerMs: 8000 };

/** There it is offered to a developer alone, who asks for it when he starts the interpreter. */
export function closeTelnet(): void {
  return;
}

/** Opens the parts. One whose wire is missing is silent until it is there: the terminal starts, and says so where it can. */
export function openBoard(): Device {
  const announce = openConsole(TILL_CONSOLE);
  growMemory(MEMORY_BYTES);
  const clock = openWallClock(openClock());
  const storage = openStorage(storageStart);
  const hash = openHash();
  const settings = openSettings(storage, hash);
  const setting = settings.lookup;
  const display = deviceFile(Serial4, setting("wire.display") || "/dev/ttyUSB3");
  const keypad = deviceFile(Serial3, setting("wire.keypad") || "/dev/ttyUSB2");
  const printerWire = deviceFile(Serial2, setting("wire.printer") || "/dev/ttyUSB1");
  const scanner = deviceFile(Serial1, setting("wire.scanner") || "/dev/ttyUSB0");
  const printer = openThermalPrinter({ open: printerWire, clock: clock, model: CUTTER_58 });
  const buzzer = openPrinterBuzzer({ serial: printer.serial });
  const volume = parseInt(setting("voice") || "0", 10);
  return {
    announce: announce,
    clock: clock,
    display: openNextion({ open: display, model: NX3224 }),
    hash: hash,
    http: openHTTPClient(HTTP_LIMITS),
    printer: printer,
    setting: setting,
    saveSetting: settings.save,
    speaker: volume > 0 ? openDFPlayer({
      open: deviceFile(Serial5, setting("wire.voice") || "/dev/ttyUSB4"), clock: clock, volume: volume, instead: buzzer,
    }) : buzzer,
    storage: storage,
    // No watchdog: a supervisor starts the interpreter again when it ends.
    survival: openSurvival(0),
    openKeypad: function (options) {
      return openSerialKeypad({ open: keypad, clock: clock, model: ASCII_KEYPAD }, options);
    },
    openScanner: function (options) {
      return openSerialScanner({ open: scanner, clock: clock, model: PLAIN_SCANNER }, options);
    },
  };
}
