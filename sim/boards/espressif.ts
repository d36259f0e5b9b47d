import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { MATRIX_4X4 } from "../../hal/drivers/keypad/models";
import type { ChipFacts } from "../chips";
import { createAccessPoint } from "../devices/access-point";
import type { SimulatedArduCAM } from "../devices/arducam";
import { type Buzzer, createBuzzer } from "../devices/buzzer";
import { createDFPlayer } from "../devices/dfplayer";
import { createILI9341 } from "../devices/ili9341";
import { createKeyMatrix } from "../devices/key-matrix";
import { createThermalHead, QR204 } from "../devices/thermal-head";
import { ESP32_FLASH } from "../espruino/flash";
import type { I2CBus } from "../i2c-bus";
import { Net } from "../pins";
import type { SPIBus } from "../spi-bus";
import { createWire, type WireEnd } from "../wire";
import type { MakeBoard, SimulatedBoard } from "./board";
import { cameraSight, engineSight } from "./sight";

/** Where a person soldered the parts of such a terminal: GPIO numbers. */
export interface Soldered {
  chip: ChipFacts;
  scanner?: { receive: number; transmit: number };
  /** In place of a scanner, on the display's bus; `input` is where its wire back hangs. */
  camera?: { select: number; input: number; bus: string };
  printer: { receive: number; transmit: number };
  rows: number[];
  columns: number[];
  display: { command: number; select: number };
  speaker: number;
  /** On a UART of its own, or beside the scanner on the transmitting half of its. */
  voice?: { receive?: number; transmit: number; busy?: number };
  tamper: number;
  battery?: number;
}

/** A terminal on a chip of Espressif: its case can be opened. */
export type EspressifTerminal = SimulatedBoard & Required<Pick<SimulatedBoard, "openCase" | "closeCase">> & {
  /** Where codes are read by a camera: the part, and the bus of its sensor. */
  camera?: SimulatedArduCAM;
  sensorBus?: I2CBus;
};

const STORAGE_ADDRESS = 0x32_0000;
const SSID = "shop";
const PASSWORD = "simulated password";
const BAUD = 9600;
/** Tones nearer to each other are one sound. */
const QUIET_MS = 200;

function soundsOf(buzzer: Buzzer): number {
  const heard = buzzer.heard();
  return heard.length === 0 ? 0 : 1 + heard.filter(({ hz, ms }) => hz === 0 && ms >= QUIET_MS).length;
}

/** One port whose receiving half hangs on one part and whose transmitting half on another. */
function halves(from: WireEnd, to: WireEnd): WireEnd {
  return {
    write: (bytes) => to.write(bytes),
    get onData() { return from.onData; },
    set onData(listener) { from.onData = listener; },
  };
}

/**
 * Makes such terminals in a shop with WiFi, the case closed and the cell half full.
 * @param font the letters of the image, by which the panel is read
 */
export function soldered(on: Soldered, font: BitmapFont): (...given: Parameters<MakeBoard>) => EspressifTerminal {
  return (clock, settings = {}) => {
    const printerWire = createWire(clock, BAUD);
    const voiceWire = createWire(clock, BAUD);
    const printer = createThermalHead({ wire: printerWire.part, clock, make: QR204 });
    const matrix = createKeyMatrix({ clock, model: MATRIX_4X4 });
    const [command, select, cameraSelect, speaker, contact] = [new Net(), new Net(), new Net(), new Net(), new Net()];
    const pins: Record<number, Net> = {
      [on.display.command]: command, [on.display.select]: select, [on.speaker]: speaker, [on.tamper]: contact,
    };
    const busy = on.voice?.busy === undefined ? undefined : pins[on.voice.busy] = new Net();
    const voice = on.voice && createDFPlayer({ wire: voiceWire.part, clock, ...busy && { busy } });
    const engine = on.scanner && engineSight(clock, on.voice !== undefined && settings.voice !== undefined);
    const eye = on.camera && cameraSight(clock, pins[on.camera.select] = cameraSelect);
    const sight = engine ?? eye!;
    on.rows.forEach((pin, row) => { pins[pin] = matrix.rows[row]!; });
    on.columns.forEach((pin, column) => { pins[pin] = matrix.columns[column]!; });
    const panel = createILI9341({ clock, select, command, font });
    const bus: SPIBus = { parts: [panel, ...eye ? [eye.part] : []], ...on.camera && { input: on.camera.input } };
    const buzzer = createBuzzer({ clock, net: speaker });
    const pressed = {};
    // The board's resistor; the closed case connects the contact to ground.
    contact.drive(matrix, 1, true);
    contact.drive(pressed, 0);
    const terminal: EspressifTerminal = {
      panel,
      printer,
      flash: { ...ESP32_FLASH, startAddress: STORAGE_ADDRESS },
      interpreter: {
        chip: on.chip, pins, spi: { SPI1: bus }, ...eye && { i2c: { [on.camera!.bus]: eye.bus } },
        voltages: on.battery === undefined ? {} : { [on.battery]: () => terminal.voltage! },
        accessPoint: createAccessPoint(clock, { ssid: SSID, password: PASSWORD }),
        board: { board: on.chip.name.replace("-", "") },
        serial: {
          ...on.voice && (engine
            ? { [`Serial2:${on.scanner!.receive},${on.voice.transmit}`]: halves(engine.wire, voiceWire.terminal) }
            : { [`Serial2:${on.voice.receive},${on.voice.transmit}`]: voiceWire.terminal }),
          ...engine && { [`Serial2:${on.scanner!.receive},${on.scanner!.transmit}`]: engine.wire },
          [`Serial3:${on.printer.receive},${on.printer.transmit}`]: printerWire.terminal,
        },
      },
      settings: { "wifi.ssid": SSID, "wifi.password": PASSWORD, tamper: "on" },
      ...(on.battery === undefined ? {} : { voltage: 0.57 }),
      get isOpen() { return contact.level === 1; },
      openCase: () => contact.drive(pressed, undefined),
      closeCase: () => contact.drive(pressed, 0),
      get looking() { return sight.looking; },
      ...eye && { lens: eye.lens, camera: eye.camera, sensorBus: eye.bus },
      get onTone() { return buzzer.onTone; },
      set onTone(listener) { buzzer.onTone = listener; },
      ...voice && { voice },
      sounds: () => soundsOf(buzzer) + (voice?.heard.length ?? 0),
      keyDown: (key) => matrix.press(key),
      scan: (code, options) => sight.scan(code, options),
      cut() {
        sight.cut();
        printerWire.cut();
        voiceWire.cut();
      },
    };
    return terminal;
  };
}

