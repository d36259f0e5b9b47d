import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { VirtualClock } from "../../../sim/clock";
import { Flash, LINUX_FLASH } from "../../../sim/espruino/flash";
import {
  createInterpreter,
  type Interpreter,
  type InterpreterOptions,
} from "../../../sim/espruino/interpreter";
import { Network } from "../../../sim/network";
import { makeNodeRealm } from "../../../sim/node/realm";

export interface StandIn {
  clock: VirtualClock;
  network: Network;
  flash: Flash;
  interpreter: Interpreter;
  /** Lines printed so far. */
  lines: string[];
}

/** A stand-in that is off, with a small world around it. */
export function makeStandIn(options: Partial<InterpreterOptions> = {}): StandIn {
  const clock = options.clock ?? new VirtualClock();
  const network = options.network ?? new Network();
  const flash = options.flash ?? new Flash(LINUX_FLASH);
  const interpreter = createInterpreter({
    realm: makeNodeRealm,
    serial: {},
    ...options,
    clock,
    network,
    flash,
  });
  return { clock, network, flash, interpreter, lines: interpreter.console };
}

/** Boots and runs a script as the console would. */
export function runStandIn(
  source: string,
  options: Partial<InterpreterOptions> & { advanceMs?: number } = {},
): StandIn {
  const standIn = makeStandIn(options);
  standIn.interpreter.boot();
  standIn.interpreter.run(source);
  standIn.clock.advance(options.advanceMs ?? 10_000);
  return standIn;
}

/** The lines that a script prints for comparing. */
export function marked(lines: string[]): string[] {
  return lines.filter((line) => /^(> |Uncaught )/.test(line));
}

/** Interpreters named in ESPRUINO (separated as in PATH), else `espruino-linux` on the PATH. */
export function findInterpreters(): string[] {
  const named = process.env.ESPRUINO;
  if (named !== undefined) return named.split(delimiter).filter((path) => path !== "" && existsSync(path));
  const found = (process.env.PATH ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "espruino-linux"))
    .find(existsSync);
  return found === undefined ? [] : [found];
}

export interface RealRun {
  lines: string[];
  /** What is in flash afterwards, if anything was written. */
  flash: Uint8Array | undefined;
}

/** Runs a script in a real interpreter, in a fresh directory and with standard input open, until it quits. */
export async function runReal(
  path: string,
  source: string,
  flash?: Uint8Array,
  timeoutMs = 10_000,
): Promise<RealRun> {
  const directory = mkdtempSync(join(tmpdir(), "tinytill-"));
  try {
    writeFileSync(join(directory, "script.js"), source, "latin1");
    if (flash) writeFileSync(join(directory, "espruino.flash"), flash);
    const text = await new Promise<string>((resolve, reject) => {
      const child = spawn(path, ["script.js"], { cwd: directory, stdio: ["pipe", "pipe", "pipe"] });
      let output = "";
      const timer = setTimeout(() => child.kill("SIGKILL"), timeoutMs);
      child.stdout.setEncoding("latin1").on("data", (part: string) => {
        output += part;
      });
      child.on("error", reject);
      child.on("close", () => {
        clearTimeout(timer);
        resolve(output);
      });
    });
    const image = join(directory, "espruino.flash");
    return {
      lines: text.replaceAll("\r", "").replaceAll("\x1b[J", "\n").split("\n"),
      flash: existsSync(image) ? new Uint8Array(readFileSync(image)) : undefined,
    };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
