import type { Command } from "commander";
import { wholeFrom } from "../../sim/node/options";
import { BoardConsole } from "./console";
import { LinkError } from "./link-error";
import { openPort } from "./port";

const BAUD_MIN = 300;
const BAUD_MAX = 4_000_000;
const STOPS = ["SIGINT", "SIGTERM"] as const;

/** What every tool that talks to a board is told. */
export interface PortChoice {
  port: string;
  baud: number;
}

/** Adds the options that choose the board's port. */
export function withPort(command: Command): Command {
  return command
    .requiredOption("--port <name>", "the board's console: /dev/ttyUSB0, COM3, or tcp://host:2323")
    .option("--baud <bits>", "speed of a serial port, bits per second", wholeFrom(BAUD_MIN, BAUD_MAX), 115_200);
}

/**
 * Opens the board's console, works with it and closes it. Throws LinkError; a Ctrl-C too ends in one, so that it is said
 * what is on the board then.
 */
export async function withConsole<T>(choice: PortChoice, use: (console: BoardConsole) => Promise<T>): Promise<T> {
  const console = await BoardConsole.open(await openPort(choice.port, choice));
  const stop = () => console.stop();
  for (const signal of STOPS) process.once(signal, stop);
  try {
    return await use(console);
  } finally {
    for (const signal of STOPS) process.off(signal, stop);
    await console.close();
  }
}

/** Runs a tool to its end; what a person can mend is told in sentences, with exit code 1. */
export async function runTool(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof LinkError)) throw error;
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}
