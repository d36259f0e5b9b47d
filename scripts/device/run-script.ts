import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Runs a script in an interpreter, without boot code, on the flash that is in `folder`, until no
 * timer is left. Gives all it printed, errors too. Throws when it takes longer than `limitMs`.
 * @param under a command that runs the interpreter's
 */
export function runScript(
  interpreter: string, script: string, folder: string, limitMs = 20_000, under: readonly string[] = [],
): Promise<string> {
  writeFileSync(join(folder, "script.js"), script, "latin1");
  return new Promise((resolve, reject) => {
    // The input stays open: at its end the console would fill with junk.
    const [command = interpreter, ...words] = [...under, interpreter, "script.js"];
    const process = spawn(command, words, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    let output = "";
    process.stdout.on("data", (data: Buffer) => { output += data.toString("latin1"); });
    process.stderr.resume();
    const limit = setTimeout(() => {
      process.kill("SIGKILL");
      reject(new Error(`the script did not end in ${limitMs} ms:\n${output.slice(-500)}`));
    }, limitMs);
    process.on("error", reject);
    process.on("close", () => {
      clearTimeout(limit);
      resolve(output);
    });
  });
}
