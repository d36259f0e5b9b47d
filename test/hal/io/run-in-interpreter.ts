import * as esbuild from "esbuild";
import { dialectOptions } from "../../../scripts/build/options";
import { withFolder } from "../../../scripts/device/folder";
import { type Interpreter } from "../../../scripts/device/interpreters";
import { writeFlash } from "../../../scripts/device/flash";
import type { FlashFile } from "../../../sim/provisioning";
import { runScript } from "../../../scripts/device/run-script";
import { writeFile } from "../../../sim/espruino/storage-format";
import type { StandIn } from "../../sim/espruino/support";

/** Device code as one script; `imports` are lines that import adapters, paths are relative to hal/io/espruino. */
export async function bundleScript(imports: string, body: string): Promise<string> {
  const tell = 'function tell(value){print("TOLD "+JSON.stringify(value));}\n';
  const built = await esbuild.build({
    ...dialectOptions,
    stdin: { contents: imports + tell + body, resolveDir: "hal/io/espruino", loader: "ts" },
    bundle: true,
    format: "cjs",
    platform: "neutral",
    external: ["http", "fs", "crypto", "Storage", "Flash", "heatshrink", "Wifi", "TelnetServer"],
    write: false,
  });
  return built.outputFiles[0]!.text;
}

/** What a script reported with `tell(value)`, in order. */
export function told(output: string): unknown[] {
  const error = /Uncaught .*/.exec(output);
  if (error !== null) throw new Error(error[0]);
  return [...output.matchAll(/TOLD (.*)/g)].map((match) => JSON.parse(match[1]!.trim()) as unknown);
}

/** Runs device code in a real interpreter and gives what it reported. It ends when no timer is left. */
export async function runInInterpreter(
  interpreter: Interpreter, imports: string, body: string, files: FlashFile[] = [],
): Promise<unknown[]> {
  const script = await bundleScript(imports, body);
  return told(await withFolder(async (folder) => {
    if (files.length > 0) writeFlash(interpreter, folder, files);
    return runScript(interpreter.path, script, folder);
  }));
}

/** The same in the stand-in, for so long. */
export async function runInStandIn(
  standIn: StandIn, imports: string, body: string, files: FlashFile[] = [], advanceMs = 60_000,
): Promise<unknown[]> {
  const script = await bundleScript(imports, body);
  for (const file of files) writeFile(standIn.flash, file.name, file.data, file.size);
  standIn.interpreter.boot();
  standIn.interpreter.run(`(function(){${script}})()`);
  standIn.clock.advance(advanceMs);
  return told(standIn.lines.join("\n"));
}
