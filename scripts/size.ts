import { program } from "commander";
import { wholeFrom } from "../sim/node/options";
import { overBudget } from "./build/budget";
import { buildImage } from "./build/image";
import { kindsOf } from "./build/kinds";
import { changes, grownSince, HISTORY_FILE, lastSizes, record, sizesOf } from "./build/size-history";

interface Options {
  board: string[];
  record?: boolean;
  check?: boolean;
  modules: number;
}

program
  .description(`what the bytes of an image are, by module and by kind, and what changed since the last line of ${HISTORY_FILE}`)
  .option("--board <names...>", "files of hal/boards", ["linux", "esp32"])
  .option("--modules <count>", "so many of the largest modules", wholeFrom(0), 25)
  .option("--record", "add a line to the history")
  .option("--check", "say nothing unless an image is beyond its budget")
  .parse();

const options = program.opts<Options>();
for (const board of options.board) await measure(board);

async function measure(board: string): Promise<void> {
  // The time of the build is a number in the image: always the same, so that sizes can be compared.
  const built = await buildImage({ board, builtMs: 0 });
  const sizes = sizesOf(board, built.program);
  const over = overBudget(board, built.image.length);
  if (over !== undefined) {
    const grown = grownSince(sizes);
    console.error(`size: ${over}${grown === "" ? "" : `; grown since the last line of ${HISTORY_FILE}: ${grown}`}`);
    process.exitCode = 1;
  }
  if (options.check !== true) print();
  if (options.record === true && record(sizes)) console.log(`recorded in ${HISTORY_FILE}`);

  function print(): void {
    const { modules, code, saved } = built.program;
    console.log(`${board}: ${built.image.length} bytes, ${modules.length} modules; ${saved} bytes more before parts of it are packed:`);
    list(Object.entries(kindsOf(code)));
    console.log("\nthe largest modules");
    list(modules.slice(0, options.modules).map(({ path, bytes }) => [path, bytes]));
    const before = lastSizes(board);
    if (before === undefined) return;
    console.log(`\nsince the last line of the history: ${signed(sizes.bytes - before.bytes)} bytes`);
    list(changes(before, sizes).map(({ path, bytes }) => [path, bytes]), signed);
    console.log("");
  }
}

function list(rows: [name: string, bytes: number][], write: (bytes: number) => string = String): void {
  for (const [name, bytes] of rows) console.log(`${write(bytes).padStart(7)}  ${name}`);
}

function signed(bytes: number): string {
  return bytes > 0 ? `+${bytes}` : String(bytes);
}
