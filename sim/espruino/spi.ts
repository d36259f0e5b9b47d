import { exchange, type SPIBus } from "../spi-bus";
import type { Foreign, Machine } from "./machine";
import { type Chip, numberOf } from "./pins";

/** Buses by the name of the port that they hang on ("SPI1"). */
export type SPIBuses = Record<string, SPIBus>;

const OPTIONS = ["sck", "miso", "mosi", "baud", "mode", "order", "bits"];
/** What a port does that was not set up. */
const UNSET = { hz: 100_000, mode: 0 };

/** A read lies on the stack first; a board has 25,000 bytes of that in all, and ends without a word beyond them. */
const READ_BYTES_MAX = 16_000;

interface Setup {
  hz: number;
  mode: number;
  /** The number of the pin that it listens to; without one its standard pin. */
  input?: number;
}

/** SPI1 to SPI3. What nobody answers to comes back as all ones. */
export function defineSPI(machine: Machine, buses: SPIBuses, chip: Chip): void {
  const prototype = machine.object();
  const setups = new Map<Foreign, Setup>();
  const names = new Map<Foreign, string>();
  const members: Record<string, (this: Foreign, ...args: Foreign[]) => unknown> = {
    setup(options) {
      setups.set(this, readOptions(machine, options));
    },
    write(...data) {
      // Pins are numbers here: one behind something else is taken for a pin, as the interpreter can tell them apart.
      const select = data.length > 1 && typeof data.at(-1) === "number" ? data.pop() : undefined;
      send(this, machine.collect(...data), select);
    },
    send(data, select) {
      if (data === undefined) throw machine.error("TypeError", "Expecting Number or iterable, got undefined");
      const bytes = machine.collect(data);
      if (typeof data !== "string" && bytes.length > READ_BYTES_MAX) {
        throw new Error(`${bytes.length} bytes at a time are more than the stack of a board takes`);
      }
      const back = send(this, bytes, select);
      if (typeof data === "number") return back[0];
      return typeof data === "string" ? machine.textOf(back) : machine.uint8Array(back);
    },
  };
  for (const [name, member] of Object.entries(members)) {
    Object.defineProperty(prototype, name, { value: machine.native(member), enumerable: false, writable: true, configurable: true });
  }
  machine.global.SPI = machine.native(function () { throw machine.error("Error", "a bus on any pins is not in the stand-in"); });
  for (let number = 1; number <= 3; number++) {
    const port = Object.create(prototype) as Foreign;
    names.set(port, `SPI${number}`);
    machine.global[`SPI${number}`] = port;
  }

  function send(port: Foreign, bytes: Uint8Array, select: Foreign): Uint8Array {
    if (select !== undefined) chip.write(select, 0);
    const name = names.get(port) ?? "";
    const { hz, mode, input } = setups.get(port) ?? UNSET as Setup;
    const bus = buses[name];
    const back = exchange(bus ?? { parts: [] }, bytes.slice(), { hz, mode });
    if (select !== undefined) chip.write(select, 1);
    const isHeard = bus?.input !== undefined && bus.input === (input ?? chip.spiInput(name));
    return isHeard ? back : back.fill(255);
  }
}

function readOptions(machine: Machine, options: Foreign): Setup {
  if (options === undefined) return UNSET;
  if (typeof options !== "object" || options === null) {
    const kind = typeof options === "number" ? "Number" : typeof options === "string" ? "String" : "Function";
    throw machine.error("Error", `Expecting Object or undefined, got ${options === null ? "null" : kind}`);
  }
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name)) throw machine.error("Error", `Unknown option "${name}"`);
  }
  const { order, baud = UNSET.hz, mode = 0, miso } = options;
  if (order !== undefined && order !== "msb" && order !== "lsb") {
    throw machine.error("Error", "SPI order should be 'msb' or 'lsb'");
  }
  const hz = Math.trunc(Number(baud)) || 0;
  if (hz < 100) throw machine.error("Error", "Invalid SPI baud rate");
  return { hz, mode: Math.trunc(Number(mode)) & 3, ...(miso === undefined ? {} : { input: numberOf(miso) ?? -1 }) };
}
