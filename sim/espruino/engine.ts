import { crc32 } from "../bytes";
import { makeBulk } from "./bulk";
import { Halt } from "./event-loop";
import type { Foreign, Machine } from "./machine";

/** What E needs from the machine's owner. */
export interface EngineHooks {
  /** E.reboot(), load(): start again. Called after the machine has stopped. */
  restart(): void;
  /** reset(): start again without the program. */
  reset(): void;
  /** quit(): stay off. */
  quit(): void;
  /** The watchdog was armed (seconds) or kicked. */
  watchdog(seconds: number | undefined): void;
  /** E.setConsole: false when the console is taken off. */
  console: { isOn(): boolean; turn(on: boolean): void };
  setTimeZone(hours: number): void;
}

/** The console's device. */
const CONSOLE = "USB";

/** E, and the globals that end the program. */
export function defineEngine(machine: Machine, hooks: EngineHooks): void {
  const flags: Record<string, number> = {
    deepSleep: 0,
    unsafeFlash: 0,
    unsyncFiles: 0,
    pretokenise: 0,
    jitDebug: 0,
    onErrorSave: 0,
    onErrorFlash: 0,
  };
  const end = (then: () => void) => (): never => {
    machine.loop.stop();
    then();
    throw new Halt();
  };
  let seed = 0x1234_5678;
  const members: Record<string, (...args: Foreign[]) => unknown> = {
    toString: (...data) => machine.textOf(machine.collect(...data)),
    toUint8Array: (...data) => machine.uint8Array(machine.collect(...data)),
    toArrayBuffer: (text) =>
      typeof text === "string" ? machine.arrayBuffer(machine.bytesOf(text)) : undefined,
    toFlatString: (...data) => machine.textOf(machine.collect(...data)),
    toJS: (value) => JSON.stringify(value).replace(/"([A-Za-z_]\w*)":/g, "$1:"),
    CRC32: (data) => (isData(data) ? crc32(machine.collect(data)) : undefined),
    clip: (value, low, high) => Math.min(Math.max(value, low), high),
    ...makeBulk(machine.fail),
    reverseByte: (value) =>
      parseInt((value & 255).toString(2).padStart(8, "0").split("").reverse().join(""), 2),
    // The same numbers after every start: no secret may come from them.
    hwRand: () => {
      seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fff_ffff;
      return seed;
    },
    getErrorFlags: () => machine.array([]),
    getFlags: () => machine.object(flags),
    setFlags: (changed) => {
      Object.assign(flags, changed);
    },
    getSizeOf: () => 1,
    getTemperature: () => NaN,
    getAnalogVRef: () => NaN,
    // Every buffer lies in one piece here; where nobody knows.
    getAddressOf: () => 0x2000_0000,
    getConsole: () => (hooks.console.isOn() ? CONSOLE : null),
    setConsole: (device) => hooks.console.turn(device !== null),
    enableWatchdog: (seconds) => hooks.watchdog(Number(seconds)),
    kickWatchdog: () => hooks.watchdog(undefined),
    setTimeZone: (hours) => hooks.setTimeZone(Number(hours)),
    reboot: end(hooks.restart),
    isUTF8: () => false,
  };
  for (const name of NOTHING) members[name] = () => undefined;
  for (const name of NOT_HERE) {
    members[name] = () => { throw machine.error("Error", `E.${name} is not in the stand-in`); };
  }
  const library: Record<string, unknown> = {};
  for (const [name, member] of Object.entries(members)) library[name] = machine.native(member);
  machine.global.E = machine.library(library);
  machine.global.load = machine.native(end(hooks.restart));
  machine.global.reset = machine.native(end(hooks.reset));
  machine.global.quit = machine.native(end(hooks.quit));
}

/** Members that may be called and change nothing that the stand-in models. */
const NOTHING = `
  defrag dumpFragmentation dumpVariables dumpStr lockConsole setPassword setDST setClock getClock
  srand stopEventPropagation getPowerUsage unmountSD connectSDCard`.trim().split(/\s+/);

/** Members that exist on boards and that no image of ours may need without the stand-in learning them. */
const NOT_HERE = `
  FFT HSBtoRGB asUTF8 asm compiledC decodeUTF8 fromUTF8 internal lookupNoCase memoryArea
  memoryMap nativeCall openFile pipe setBootCode`.trim().split(/\s+/);

function isData(data: Foreign): boolean {
  return typeof data === "string" || (typeof data === "object" && data !== null);
}
