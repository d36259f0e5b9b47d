import { spawnSync } from "node:child_process";
import { program } from "commander";

/** The whole truth about the working tree, cheapest first. `npm run check -- --skip tests` leaves one out. */
const STEPS: [name: string, script: string, args: string[]][] = [
  ["types", "types", []],
  ["tidy", "tidy", []],
  ["dialect", "dialect", []],
  ["image", "build", ["--", "--board", "linux"]],
  ["size", "size", ["--", "--check"]],
  ["tests", "test", []],
];

const { skip } = program.option("--skip <steps...>", "steps to leave out", []).parse().opts<{ skip: string[] }>();
const failed: string[] = [];
for (const [name, script, args] of STEPS) {
  if (skip.includes(name)) continue;
  console.log(`\n-- ${name}`);
  const run = spawnSync("npm", ["run", "--silent", script, ...args], { stdio: "inherit" });
  if (run.status !== 0) failed.push(name);
}
console.log(failed.length === 0 ? "\ncheck: all well" : `\ncheck: failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;
