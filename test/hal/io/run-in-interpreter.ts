import * as esbuild from "esbuild";
import { dialectOptions } from "../../../scripts/build/options";
import { withFolder } from "../../../scripts/device/folder";
import { type Interpreter } from "../../../scripts/device/interpreters";
import { writeFlash } from "../../../scripts/device/flash";
import type { FlashFile } from "../../../sim/provisioning";
import { runScript } from "../../../scripts/device/run-script";

/**
 * Runs device code in a real interpreter and gives what it reported with `tell(value)`, in order.
 * `imports` are lines that import adapters; paths are relative to hal/io/espruino. It ends when no timer is left.
 */
export async function runInInterpreter(
  interpreter: Interpreter, imports: string, body: string, files: FlashFile[] = [],
): Promise<unknown[]> {
  const tell = 'function tell(value){print("TOLD "+JSON.stringify(value));}\n';
  const built = await esbuild.build({
    ...dialectOptions,
    stdin: { contents: imports + tell + body, resolveDir: "hal/io/espruino", loader: "ts" },
    bundle: true,
    format: "cjs",
    platform: "neutral",
    external: ["http", "fs", "crypto", "Storage", "Flash"],
    write: false,
  });
  const output = await withFolder(async (folder) => {
    if (files.length > 0) await writeFlash(interpreter, folder, files);
    return runScript(interpreter.path, built.outputFiles[0]!.text, folder);
  });
  const error = /Uncaught .*/.exec(output);
  if (error !== null) throw new Error(error[0]);
  return [...output.matchAll(/TOLD (.*)/g)].map((match) => JSON.parse(match[1]!.trim()) as unknown);
}
