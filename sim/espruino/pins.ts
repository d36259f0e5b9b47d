import type { ChipFacts } from "../chips";
import type { Level, Net } from "../pins";
import type { Foreign, Machine } from "./machine";
import { Watches } from "./watches";

/** What hangs on the chip's pins, by their number. */
export type ChipNets = Record<number, Net>;

type Mode = "input" | "input_pullup" | "input_pulldown" | "output" | "opendrain" | "opendrain_pullup" | "analog";

interface ChipPin {
  mode: Mode | undefined;
  /** Set by pinMode: reading and writing leave the mode alone. */
  manual: boolean;
  latch: Level;
  /** Without one the pin reads 0, as on Linux. */
  net: Net | undefined;
}

const MODES = ["analog", "input", "input_pullup", "input_pulldown", "output", "opendrain", "opendrain_pullup"];
const LINUX_PINS = 33;
/** Its timers count to 1,024 at 80 MHz, divided by 1 to 1,024. */
const WAVE_HZ_MIN = 77;
const WAVE_HZ_MAX = 78_125;
const DUTY_STEPS = 1024;
/** Waves of a frequency of their own at one time. */
const WAVES_MAX = 3;

/** Voltages on pins, as shares of what the converter can tell, by their number. */
export type ChipVoltages = Record<number, () => number>;

/** What a chip is and what hangs on it. */
export interface ChipOptions {
  facts: ChipFacts;
  nets: ChipNets;
  voltages: ChipVoltages;
}

/**
 * Pins as on Linux, where they take everything and do nothing, or as on a chip; there a net on a pin that reads the
 * other way round is refused.
 */
export class Chip {
  private readonly pins: ChipPin[];
  private readonly waves = new Set<number>();

  constructor(private readonly machine: Machine, private readonly chip: ChipOptions | undefined) {
    const nets = chip?.nets;
    for (const pin of chip?.facts.inverted ?? []) {
      if (nets?.[pin]) throw new Error(`D${pin} reads inverted: leave it to the button of the board`);
    }
    this.pins = Array.from({ length: chip?.facts.pins ?? LINUX_PINS }, (_, number): ChipPin => {
      return { mode: undefined, manual: false, latch: 0, net: nets?.[number] };
    });
    const { global } = machine;
    this.pins.forEach((_, number) => { global[`D${number}`] = number; });
    this.defineFunctions();
    new Watches(machine, chip?.facts.unwatched ?? [], (pin) => {
      const number = numberOf(pin);
      const one = number === undefined ? undefined : this.pins[number];
      return one && { number: number!, net: one.net, pullUp: () => { this.read(number); one.net?.drive(one, 1, true); } };
    });
    machine.onStop(() => this.pins.forEach(release));
  }

  /** As digitalWrite does it. */
  write(pin: Foreign, level: Level): void {
    const one = this.find(pin);
    one.latch = level;
    if (!one.manual) one.mode = "output";
    if (one.net?.wave) one.net.wave = undefined;
    drive(one);
  }

  /** The pin that a port listens to where it is told none. */
  spiInput(port: string): number | undefined {
    return port === "SPI1" ? this.chip?.facts.spiInput : undefined;
  }

  private read(pin: Foreign): Level {
    const one = this.find(pin);
    if (!one.manual) setMode(one, "input");
    return one.net?.level ?? 0;
  }

  private find(pin: Foreign): ChipPin {
    const one = this.pins[numberOf(pin) ?? -1];
    if (!one) throw this.machine.error("Error", "Invalid pin");
    return one;
  }

  private defineFunctions(): void {
    const { machine } = this;
    Object.assign(machine.global, {
      digitalWrite: machine.native((pins: Foreign, value: Foreign) => {
        if (!Array.isArray(pins)) return this.write(pins, Number(value) !== 0 ? 1 : 0);
        let bits = value === true ? -1 : Math.trunc(Number(value));
        for (const pin of [...pins].reverse()) {
          this.write(pin, (bits & 1) as Level);
          bits >>= 1;
        }
      }),
      digitalRead: machine.native((pins: Foreign) => {
        return Array.isArray(pins) ? pins.reduce((bits: number, pin) => (bits << 1) | this.read(pin), 0) : this.read(pins);
      }),
      pinMode: machine.native((pin: Foreign, mode: Foreign, automatic: Foreign) => {
        const one = this.find(pin);
        one.manual = MODES.includes(mode) && !automatic;
        if (MODES.includes(mode)) setMode(one, mode);
        else if (mode !== undefined && mode !== "auto") throw machine.error("Error", "Unknown pin mode");
      }),
      getPinMode: machine.native((pin: Foreign) => this.find(pin).mode),
      analogWrite: machine.native((pin: Foreign, value: Foreign, options: Foreign) => {
        const hz = Math.trunc(Number(options?.freq) || 0);
        this.makeWave(numberOf(pin) ?? -1, Math.min(Math.max(Number(value) || 0, 0), 1), hz);
      }),
      analogRead: machine.native((pin: Foreign) => {
        const number = numberOf(pin) ?? -1;
        return this.chip?.facts.analog.includes(number) ? (this.chip.voltages[number]?.() ?? 0) : NaN;
      }),
      digitalPulse: machine.native(() => undefined),
      shiftOut: machine.native(() => undefined),
    });
  }

  private makeWave(number: number, value: number, hz: number): void {
    const net = this.pins[number]?.net;
    if (!net || this.chip?.facts.converters.includes(number)) return;
    if (hz < WAVE_HZ_MIN || hz > WAVE_HZ_MAX) throw new Error(`an ESP32 makes no wave of ${hz} Hz`);
    this.waves.add(number);
    if (this.waves.size > WAVES_MAX) throw new Error("no timer is left for another wave");
    const duty = Math.trunc(value * DUTY_STEPS) / DUTY_STEPS;
    net.wave = duty === 0 ? undefined : { hz, duty };
  }
}

function setMode(one: ChipPin, mode: Mode): void {
  one.mode = mode;
  drive(one);
}

/** What the pin does to its net. */
function drive(one: ChipPin): void {
  const { net, mode, latch } = one;
  if (mode === "output") net?.drive(one, latch);
  else if (mode === "input_pullup") net?.drive(one, 1, true);
  else if (mode === "input_pulldown") net?.drive(one, 0, true);
  else if (mode === "opendrain") net?.drive(one, latch === 0 ? 0 : undefined);
  else if (mode === "opendrain_pullup") net?.drive(one, latch, latch === 1);
  else net?.drive(one, undefined);
}

/** The chip lost its power. */
function release(one: ChipPin): void {
  one.net?.drive(one, undefined);
  if (one.net?.wave) one.net.wave = undefined;
}

/** The number of a pin, which may be given by its name. */
export function numberOf(pin: Foreign): number | undefined {
  if (typeof pin === "number") return Math.trunc(pin);
  const [, digits] = (typeof pin === "string" && /^D(\d{1,2})$/.exec(pin)) || [];
  return digits === undefined ? undefined : Number(digits);
}
