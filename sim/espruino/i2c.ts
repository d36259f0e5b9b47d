import type { I2CBus } from "../i2c-bus";
import type { Foreign, Machine } from "./machine";

/** Buses by the name of the port that they hang on ("I2C1"). */
export type I2CBuses = Record<string, I2CBus>;

const OPTIONS = ["scl", "sda", "bitrate"];
/** A read lies on the stack first; a board has 25,000 bytes of that in all. */
const READ_BYTES_MAX = 20_000;

/**
 * I2C1 to I2C3 as on ESP32, where a transfer that fails is an exception. A port without a bus takes everything and
 * reads zeros, as on Linux (where it is whatever lay in memory).
 */
export function defineI2C(machine: Machine, buses: I2CBuses): void {
  const prototype = machine.object();
  const busOf = new Map<Foreign, I2CBus>();
  const ready = new Set<Foreign>();
  const members: Record<string, (this: Foreign, ...args: Foreign[]) => unknown> = {
    setup(options) {
      checkOptions(machine, options);
      ready.add(this);
    },
    writeTo(address, ...data) {
      const bytes = machine.collect(...data);
      if (bytes.length > 0) transfer(this, "jshI2CWrite", (bus) => bus.write(addressOf(address), bytes));
    },
    readFrom(address, count) {
      return read(this, addressOf(address), count);
    },
    readReg(address, register, count) {
      const bytes = Uint8Array.of(register & 255);
      transfer(this, "jshI2CWrite", (bus) => bus.write(addressOf(address), bytes));
      return read(this, addressOf(address), count);
    },
  };
  for (const [name, member] of Object.entries(members)) {
    Object.defineProperty(prototype, name, { value: machine.native(member), enumerable: false, writable: true, configurable: true });
  }
  machine.global.I2C = machine.native(function () { throw machine.error("Error", "a bus on any pins is not in the stand-in"); });
  for (let number = 1; number <= 3; number++) {
    const port = Object.create(prototype) as Foreign;
    machine.global[`I2C${number}`] = port;
    const bus = buses[`I2C${number}`];
    if (bus) busOf.set(port, bus);
  }

  function read(port: Foreign, address: number, asked: Foreign): Foreign {
    const count = Math.trunc(Number(asked)) || 0;
    if (count <= 0) return undefined;
    if (count > READ_BYTES_MAX) throw machine.error("Error", "Not enough stack memory for data");
    return machine.uint8Array(transfer(port, "jshI2CRead", (bus) => bus.read(address, count)) ?? new Uint8Array(count));
  }

  /** What the bus gave; undefined for nothing. */
  function transfer(
    port: Foreign, caller: string, run: (bus: I2CBus) => ReturnType<I2CBus["read"] | I2CBus["write"]>,
  ): Uint8Array | undefined {
    const bus = busOf.get(port);
    if (!bus) return undefined;
    if (!ready.has(port)) throw machine.error("Error", `${caller}:, unknown error code 259`);
    const ended = run(bus);
    if (ended === "refused") throw machine.error("Error", `${caller}: slave doesn't ACK the transfer`);
    if (ended === "stuck") throw machine.error("Error", `${caller}:, Operation timeout because the bus is busy`);
    return ended === "done" ? undefined : ended;
  }
}

/** Seven bits go over the wire, whatever was given. */
function addressOf(given: Foreign): number {
  const number = typeof given === "object" && given !== null ? given.address : given;
  return Math.trunc(Number(number) || 0) & 127;
}

function checkOptions(machine: Machine, options: Foreign): void {
  if (options === undefined) return;
  if (typeof options !== "object" || options === null) {
    const kind = options === null ? "null" : typeof options === "number" ? "Number" : typeof options === "string" ? "String" : "Function";
    throw machine.error("Error", `Expecting Object or undefined, got ${kind}`);
  }
  for (const name of Object.keys(options)) {
    if (!OPTIONS.includes(name)) throw machine.error("Error", `Unknown option "${name}"`);
  }
  if (Number(options.bitrate) < 100) throw machine.error("Error", "Invalid I2C bitrate");
}
