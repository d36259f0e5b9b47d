import type { VirtualClock } from "../clock";
import type { AccessPoint } from "../devices/access-point";
import type { Network } from "../network";
import { ESP32, type ChipFacts } from "../chips";
import { defineCrypto } from "./crypto";
import { defineDate } from "./dates";
import { defineEngine } from "./engine";
import { defineFiles } from "./files";
import { Flash } from "./flash";
import { defineGraphics } from "./graphics";
import { defineGlobals, type BoardFacts } from "./globals";
import { defineHeatshrink } from "./heatshrink";
import { defineHTTP } from "./http";
import { defineI2C, type I2CBuses } from "./i2c";
import { describe, Machine } from "./machine";
import { Chip, type ChipNets, type ChipVoltages } from "./pins";
import { definePromise } from "./promises";
import { tokenRealm, type MakeRealm } from "./realm";
import { defineSerial, type SerialWires } from "./serial";
import { StorageFormat } from "./storage-format";
import { defineStorage } from "./storage-modules";
import { defineSPI, type SPIBuses } from "./spi";
import { restrictSurface } from "./surface";
import { defineWifi } from "./wifi";

export interface InterpreterOptions {
  /** Makes the realm of each boot. */
  realm: MakeRealm;
  clock: VirtualClock;
  flash: Flash;
  /** The terminal's ends of the wires, by the path that the image opens or by port name. */
  serial: SerialWires;
  /** The buses behind I2C1 to I2C3; a port without one behaves as on Linux. */
  i2c?: I2CBuses;
  /** The chip; an ESP32 where `pins` or `voltages` are given, else pins behave as on Linux. */
  chip?: ChipFacts;
  /** What hangs on the pins of the chip. */
  pins?: ChipNets;
  /** What its converter senses. */
  voltages?: ChipVoltages;
  /** The buses behind SPI1 and SPI2; what is sent to a port without one is lost. */
  spi?: SPIBuses;
  network: Network;
  /** What the radio of an ESP32 finds; without it there is no radio and the network is there from the start. */
  accessPoint?: AccessPoint;
  /** Files that `require("fs")` sees, by path; kept over boots. */
  files?: Map<string, Uint8Array>;
  board?: Partial<BoardFacts>;
  /** One way through the network, milliseconds. */
  latencyMs?: number;
  /** From a restart asked for by the image to its boot, milliseconds. */
  restartMs?: number;
  /** Lines that a console would show. */
  onConsole?: (line: string) => void;
  /** The power is gone, whoever took it. */
  onPowerOff?: () => void;
  /** The image restarted itself; it boots again by itself after `restartMs`. */
  onReboot?: () => void;
}

const BOARD: BoardFacts = { board: "LINUX", version: "2v29.277", variables: 16_383, variableBytes: 14 };
const BOOT_FILES = [".boot0", ".boot1", ".boot2", ".boot3"];

/** A stand-in for the interpreter on one board: boots what is in flash, in virtual time. */
export interface Interpreter {
  readonly flash: Flash;
  /** Lines printed since the first boot, also those that the image had switched off. */
  readonly console: string[];
  /** Exceptions that nothing in the image took, since the first boot. */
  readonly uncaught: unknown[];
  /** Times the storage was compacted since the first boot: in the field that must never happen. */
  readonly compactions: number;
  readonly running: boolean;
  /** Switches on. Does nothing while it runs. */
  boot(): void;
  /** Cuts the power: nothing of the image runs any more, what was queued is gone, flash stays as it is. */
  powerOff(): void;
  /** Raises one of the interpreter's error flags, such as MEMORY, CALLBACK or FIFO_FULL. */
  raiseErrorFlag(flag: string): void;
  /** Runs a script in the realm that runs now, as the console would: for tests of the stand-in itself. */
  run(source: string): unknown;
  /** Whether there is a console: not while it is off, and not once the image has taken it away. */
  readonly listening: boolean;
  /** Evaluates an expression as a console packet does, and gives its value as the console writes it down; undefined: it threw. */
  evaluate(expression: string): string | undefined;
}

export function createInterpreter(options: InterpreterOptions): Interpreter {
  const { clock, flash } = options;
  const facts = { ...BOARD, ...options.board };
  const { pins, voltages } = options;
  const chipFacts = options.chip ?? (pins || voltages ? ESP32 : undefined);
  const chip = chipFacts && { facts: chipFacts, nets: pins ?? {}, voltages: voltages ?? {} };
  const files = options.files ?? new Map<string, Uint8Array>();
  const console: string[] = [];
  const uncaught: unknown[] = [];
  let machine: Machine | undefined;
  let shown = true;
  let restarting = false;
  let cancelRestart: (() => void) | undefined;
  let cancelWatchdog: (() => void) | undefined;
  let watchdogMs = 0;
  /** Since when there is power: a chip's system time counts from there, over restarts. */
  let powerMs: number | undefined;
  let compactions = 0;

  function boot(): void {
    bootWith(true);
  }

  /** `reset()` leaves the program out. */
  function bootWith(program: boolean): void {
    if (machine) return;
    cancelRestart?.();
    restarting = false;
    const made = makeMachine();
    machine = made;
    if (!made.storage.isValid()) {
      made.print("Storage is corrupt.");
      made.storage.eraseAll();
    }
    bootFiles(made, program);
  }

  function makeMachine(): Machine {
    shown = true;
    const print = (line: string): void => {
      console.push(line);
      if (shown) options.onConsole?.(line);
    };
    const made = new Machine(tokenRealm(options.realm()), clock, flash, print, (exception) => uncaught.push(exception));
    powerMs ??= clock.nowMs;
    if (chip) made.epochMs = powerMs;
    made.storage.onCompact = () => {
      compactions++;
      made.print("Compacting... ");
    };
    restrictSurface(made);
    const dates = defineDate(made);
    definePromise(made);
    defineGlobals(made, facts);
    defineSPI(made, options.spi ?? {}, new Chip(made, chip));
    defineEngine(made, {
      restart,
      reset: () => startAgain(() => bootWith(false)),
      quit: powerOff,
      watchdog,
      console: {
        isOn: () => shown,
        turn: (on) => { shown = on; },
      },
      setTimeZone: (hours) => dates.setTimeZone(hours),
    });
    defineSerial(made, options.serial);
    defineI2C(made, options.i2c ?? {});
    defineStorage(made);
    defineCrypto(made);
    defineHeatshrink(made);
    defineGraphics(made);
    const { accessPoint, network } = options;
    defineHTTP(made, accessPoint ? defineWifi(made, accessPoint, network) : network, options.latencyMs ?? 10);
    defineFiles(made, files);
    flash.onPowerCut = () => powerOff();
    return made;
  }

  function bootFiles(made: Machine, program: boolean): void {
    const storage = new StorageFormat(flash);
    const main = storage.find(".bootrst") || !program ? ".bootrst" : ".bootcde";
    for (const name of [...BOOT_FILES, main]) {
      const code = storage.read(name);
      if (!code) continue;
      made.loop.guard(() => made.realm.run(made.textOf(code), name));
      made.loop.checkErrors();
    }
    made.emitNow(made.global.E, "init", []);
    made.loop.checkErrors();
    if (made.loop.alive && made.global.onInit !== undefined) {
      made.loop.call(made.global.onInit, undefined, []);
      made.loop.checkErrors();
    }
  }

  function powerOff(): void {
    powerMs = undefined;
    stop();
    options.onPowerOff?.();
  }

  function stop(): void {
    cancelRestart?.();
    restarting = false;
    cancelWatchdog?.();
    watchdogMs = 0;
    const stopped = machine;
    machine = undefined;
    stopped?.loop.stop();
  }

  function restart(): void {
    startAgain(boot);
  }

  function startAgain(begin: () => void): void {
    stop();
    options.onReboot?.();
    restarting = true;
    cancelRestart = clock.after(options.restartMs ?? 300, begin);
  }

  /** Armed with seconds; every kick starts the time again. An image that stops kicking is restarted. */
  function watchdog(seconds: number | undefined): void {
    if (seconds !== undefined) watchdogMs = seconds * 1000;
    cancelWatchdog?.();
    if (watchdogMs > 0) cancelWatchdog = clock.after(watchdogMs, restart);
  }

  function running(): Machine {
    if (!machine) throw new Error("the interpreter is off");
    return machine;
  }

  return {
    flash,
    console,
    uncaught,
    boot,
    powerOff,
    get compactions() {
      return compactions;
    },
    get running() {
      return machine !== undefined;
    },
    get listening() {
      return machine !== undefined && shown;
    },
    evaluate: (expression) => {
      const { loop, realm, global } = running();
      let value: string | undefined;
      loop.guard(() => {
        const found = realm.run(`(${expression}\n)`, "console");
        value = found === undefined ? "undefined" : String(global.E.toJS(found));
      });
      loop.checkErrors();
      // A restart that the expression asked for comes behind the answer; after a cut of power there is none.
      return value ?? (restarting ? "undefined" : undefined);
    },
    raiseErrorFlag: (flag) => machine?.raiseFlag(flag),
    run: (source) => {
      let value: unknown;
      const { loop, realm } = running();
      loop.guard(() => {
        value = realm.run(source, "console");
      });
      loop.checkErrors();
      return value;
    },
  };
}

export { describe as describeException };
