import type { SPIBus } from "../spi-bus";
import type { Foreign, Machine } from "./machine";
import type { Chip } from "./pins";

/** Buses by the name of the port that they hang on ("SPI1"). */
export type SPIBuses = Record<string, SPIBus>;

const OPTIONS = ["sck", "miso", "mosi", "baud", "mode", "order", "bits"];
/** What a port does that was not set up. */
const UNSET = { hz: 100_000, mode: 0 };

/** SPI1 to SPI3. Nothing answers: what comes back is all ones. */
export function defineSPI(machine: Machine, buses: SPIBuses, chip: Chip): void {
  const prototype = machine.object();
  const timings = new Map<Foreign, { hz: number; mode: number }>();
  const names = new Map<Foreign, string>();
  const members: Record<string, (this: Foreign, ...args: Foreign[]) => unknown> = {
    setup(options) {
      timings.set(this, readOptions(machine, options));
    },
    write(...data) {
      // Pins are numbers here: one behind something else is taken for a pin, as the interpreter can tell them apart.
      const select = data.length > 1 && typeof data.at(-1) === "number" ? data.pop() : undefined;
      send(this, machine.collect(...data), select);
    },
    send(data, select) {
      const bytes = machine.collect(data);
      send(this, bytes, select);
      const back = new Uint8Array(bytes.length).fill(255);
      if (typeof data === "number") return 255;
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

  function send(port: Foreign, bytes: Uint8Array, select: Foreign): void {
    if (select !== undefined) chip.write(select, 0);
    const copy = bytes.slice();
    for (const part of buses[names.get(port) ?? ""]?.parts ?? []) part.transfer(copy, timings.get(port) ?? UNSET);
    if (select !== undefined) chip.write(select, 1);
  }
}

function readOptions(machine: Machine, options: Foreign): { hz: number; mode: number } {
  if (options === undefined) return UNSET;
  if (typeof options !== "object" || options === null) {
    const kind = typeof options === "number" ? "Number" : typeof options === "string" ? "String" : "Function";
    throw machine.error("Error", `Expecting Object or undefined, got ${options === null ? "null" : kind}`);
  }
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name)) throw machine.error("Error", `Unknown option "${name}"`);
  }
  const { order, baud = UNSET.hz, mode = 0 } = options;
  if (order !== undefined && order !== "msb" && order !== "lsb") {
    throw machine.error("Error", "SPI order should be 'msb' or 'lsb'");
  }
  const hz = Math.trunc(Number(baud)) || 0;
  if (hz < 100) throw machine.error("Error", "Invalid SPI baud rate");
  return { hz, mode: Math.trunc(Number(mode)) & 3 };
}
