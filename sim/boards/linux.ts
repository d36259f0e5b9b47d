import { ASCII_KEYPAD } from "../../hal/drivers/keypad/models";
import type { VirtualClock } from "../clock";
import { createDFPlayer } from "../devices/dfplayer";
import { createKeypad } from "../devices/keypad";
import { createNextionPanel } from "../devices/nextion-panel";
import { createScanner } from "../devices/scanner";
import { createThermalPrinter } from "../devices/thermal-printer";
import { LINUX_FLASH } from "../espruino/flash";
import { createWire } from "../wire";
import type { SimulatedBoard } from "./board";

const WIRES = ["scanner", "printer", "keypad", "display", "voice"] as const;
const VOICE_BAUD = 9600;

/** Every part on a serial wire of its own, behind a device file named after it. */
export function linux(clock: VirtualClock): SimulatedBoard {
  const wires = {
    scanner: createWire(clock), printer: createWire(clock), keypad: createWire(clock), display: createWire(clock),
    voice: createWire(clock, VOICE_BAUD),
  };
  const printer = createThermalPrinter({ wire: wires.printer.part, clock });
  const keypad = createKeypad({ wire: wires.keypad.part, clock, model: ASCII_KEYPAD });
  const scanner = createScanner({ wire: wires.scanner.part, clock });
  const voice = createDFPlayer({ wire: wires.voice.part, clock });
  return {
    voice,
    panel: createNextionPanel({ wire: wires.display.part }),
    printer,
    flash: LINUX_FLASH,
    interpreter: {
      serial: Object.fromEntries(WIRES.map((part) => [`/dev/${part}`, wires[part].terminal])),
      files: new Map(WIRES.map((part) => [`/dev/${part}`, new Uint8Array(0)])),
    },
    settings: Object.fromEntries(WIRES.map((part) => [`wire.${part}`, `/dev/${part}`])),
    sounds: () => printer.sounds().length + voice.heard.length,
    keyDown: (key) => keypad.press(key),
    scan: (code, options) => scanner.scan(code, options),
    cut() { for (const wire of Object.values(wires)) wire.cut(); },
  };
}

/** Its panel has letters of its own. */
export const twin = () => linux;
