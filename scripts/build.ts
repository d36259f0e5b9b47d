import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { program } from "commander";
import { overBudget } from "./build/budget";
import { BuildFailure } from "./build/bundle";
import { buildImage } from "./build/image";
import { boardNames, checkTypes } from "./build/types";
import { writeImage } from "./build/write-image";

interface Options {
  board: string;
  out: string;
  minify: boolean;
  console?: boolean;
  counting?: boolean;
  types: boolean;
}

program
  .description("checks and builds the image of a board into <out>/<board>: as text, to be flashed (HEX, BIN), to be fetched")
  .requiredOption("--board <name>", "a file of hal/boards")
  .option("--out <folder>", "where the image goes", "dist")
  .option("--no-minify", "readable, for looking at")
  .option("--no-types", "leave out the type check")
  .option("--console", "keep the interpreter's console: development only")
  .option("--counting", "an image that counts how deep it calls")
  .parse();

const options = program.opts<Options>();
try {
  await run();
} catch (error) {
  if (!(error instanceof BuildFailure)) throw error;
  console.error(error.message);
  console.error(`build: ${error.findings.length} errors`);
  process.exitCode = 1;
}

async function run(): Promise<void> {
  const boards = boardNames(process.cwd());
  if (!boards.includes(options.board)) {
    console.error(`build: there is no board ${options.board}; boards: ${boards.join(", ")}`);
    process.exitCode = 1;
    return;
  }
  const types = options.types ? checkTypes(process.cwd(), [options.board], "device") : [];
  if (types.length > 0) {
    for (const finding of types) console.error(finding);
    console.error(`build: ${types.length} errors`);
    process.exitCode = 1;
    return;
  }
  const built = await buildImage({
    board: options.board,
    minify: options.minify,
    console: options.console,
    counting: options.counting,
    builtMs: commitTimeMs(),
  });
  const folder = join(options.out, options.board);
  writeImage(folder, options.board, built, options.console === true);
  for (const module of built.program.modules) console.log(`${String(module.bytes).padStart(7)}  ${module.path}`);
  console.log(`${String(built.image.length).padStart(7)}  ${join(folder, "tinytill.img")}`);
  const over =
    options.minify && options.counting !== true ? overBudget(options.board, built.image.length) : undefined;
  if (over === undefined) return;
  console.error(`build: ${over}`);
  process.exitCode = 1;
}

/** Of the sources, so that the same sources give the same bytes: SOURCE_DATE_EPOCH (seconds), or the last commit; else 0. */
function commitTimeMs(): number {
  const seconds = process.env.SOURCE_DATE_EPOCH
    ?? spawnSync("git", ["log", "-1", "--format=%ct"], { encoding: "utf8" }).stdout;
  return (Number.parseInt(seconds, 10) || 0) * 1000;
}
