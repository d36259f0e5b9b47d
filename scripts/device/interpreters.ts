import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { LINUX_ADDRESS } from "../../sim/espruino/flash";
import { runScript } from "./run-script";
import { withFolder } from "./folder";

/** A build of the interpreter that runs on this machine, as it describes itself. */
export interface Interpreter {
  path: string;
  /** `process.env.BOARD` and version. */
  name: string;
  /** Bytes of its flash, and of what one erase clears. */
  flashBytes: number;
  pageBytes: number;
  /** How many variables it has, or undefined when their number grows. */
  variables: number | undefined;
  variableBytes: number;
}

/** Found interpreters; none: why. */
export interface FoundInterpreters {
  paths: string[];
  reason: string;
}

/** Takes `ESPRUINO=/path[:/path2…]`, else `espruino-linux` on the PATH. Throws when a named one cannot be run. */
export function findInterpreters(environment: NodeJS.ProcessEnv = process.env): FoundInterpreters {
  const named = (environment.ESPRUINO ?? "").split(delimiter).filter((path) => path !== "");
  for (const path of named) {
    if (!isExecutable(path)) throw new Error(`ESPRUINO names ${path}, which cannot be run`);
  }
  if (named.length > 0) return { paths: named, reason: "" };
  const found = (environment.PATH ?? "").split(delimiter)
    .map((folder) => join(folder, "espruino-linux")).find(isExecutable);
  if (found !== undefined) return { paths: [found], reason: "" };
  return { paths: [], reason: "ESPRUINO is not set and there is no espruino-linux on the PATH" };
}

/** Asks an interpreter what it is. */
export async function describeInterpreter(path: string): Promise<Interpreter> {
  // Only where the number of variables grows is there room for as many bytes as all of them hold.
  const script = `var e=process.env,m=process.memory();
var page=require("Flash").getPage(${LINUX_ADDRESS}).length;
print("IS "+JSON.stringify({b:e.BOARD,v:e.VERSION,f:e.STORAGE||e.FLASH,p:page,t:m.total,s:m.blocksize}));
if(new Uint8Array(m.total*m.blocksize).length)print("GROWS");`;
  const output = await withFolder((folder) => runScript(path, script, folder));
  const line = /^.*IS (\{.*\})/m.exec(output.replaceAll("\r", ""));
  if (line === null) throw new Error(`${path} does not answer like the interpreter:\n${output.slice(-500)}`);
  const answer = JSON.parse(line[1]!) as { b: string; v: string; f: number; p: number; t: number; s: number };
  return {
    path, name: `${answer.b} ${answer.v}`, flashBytes: answer.f, pageBytes: answer.p,
    variables: /^GROWS/m.test(output) ? undefined : answer.t, variableBytes: answer.s,
  };
}

/** Whether a program of the system can be started: socat makes the pseudo-terminals. */
export function hasProgram(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(name, ["-V"], (error) => resolve((error as NodeJS.ErrnoException | null)?.code !== "ENOENT"));
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
