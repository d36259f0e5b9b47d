import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectControl, type RemoteControl } from "../../../sim/node/control";

const root = fileURLToPath(new URL("../../..", import.meta.url));

/** The gateway as its command serves it, in a process of its own, and what it printed and wrote for clients. */
export interface Served {
  address: string;
  control: RemoteControl;
  /** Everything printed so far. */
  output(): string;
  /** Waits until the output matches; gives the first group, or all. Throws when the process has ended. */
  printed(pattern: RegExp): Promise<string>;
  directory: string;
  /** A file of the client's directory, and its mode. */
  file(name: string): string;
  mode(name: string): number;
  /** Types one line on its standard input. */
  type(line: string): void;
  /** Waits for the end of the process; gives its exit code. */
  quit(): Promise<number | null>;
}

/** Starts `npm run gateway` without npm, on free ports. It is killed after a while whatever happens. */
export async function serveGateway(words: readonly string[] = []): Promise<Served> {
  const directory = mkdtempSync(join(tmpdir(), "gateway-"));
  const script = ["--import", "tsx", "sim/node/gateway.ts", "--port", "0", "--control-port", "0", "--directory", directory];
  const child = spawn(process.execPath, [...script, ...words], { cwd: root });
  const giveUp = setTimeout(() => child.kill("SIGKILL"), 60_000);
  let output = "";
  child.stdout.on("data", (part: Buffer) => { output += part.toString("utf8"); });
  child.stderr.on("data", (part: Buffer) => { output += part.toString("utf8"); });
  const printed = (pattern: RegExp): Promise<string> => until(child, () => output, pattern);
  return {
    address: await printed(/(https:\/\/localhost:[0-9]+)/),
    control: connectControl(await printed(/(http:\/\/127\.0\.0\.1:[0-9]+)/)),
    output: () => output,
    printed,
    directory,
    file: (name) => readFileSync(join(directory, name), "utf8"),
    mode: (name) => statSync(join(directory, name)).mode,
    type: (line) => { child.stdin.write(`${line}\n`); },
    async quit() {
      child.stdin.write("quit\n");
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      clearTimeout(giveUp);
      rmSync(directory, { recursive: true });
      return child.exitCode;
    },
  };
}

async function until(child: ChildProcess, output: () => string, pattern: RegExp): Promise<string> {
  for (;;) {
    const match = pattern.exec(output());
    if (match !== null) return match[1] ?? match[0];
    if (child.exitCode !== null || child.signalCode !== null) throw new Error(`ended early: ${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
