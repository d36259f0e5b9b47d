import { program } from "commander";
import { examine } from "./link/doctor";

program.description("says what of the tool chain is on this machine, and what to install").parse();

const found = await examine();
for (const { name, text, state, advice } of found) {
  console.log(`${state === "ok" ? "ok      " : state.padEnd(8)}  ${name}: ${text}`);
  if (state !== "ok") console.log(`            ${advice}`);
}
process.exitCode = found.some(({ state }) => state === "missing") ? 1 : 0;
