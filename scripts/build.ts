import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { program } from "commander";
import { overBudget } from "./build/budget";
import { BuildFailure, bundle, type BundleResult } from "./build/bundle";
import { checkTypes } from "./build/types";

interface Options {
  board: string;
  out: string;
  minify: boolean;
  console?: boolean;
  counting?: boolean;
  types: boolean;
}

program
  .description("checks and bundles the image of a board into <out>/<board>/tinytill.js")
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
  const boards = readdirSync("hal/boards").filter((file) => /^[\w-]+\.ts$/.test(file)).map((file) => file.slice(0, -3));
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
  const image = await bundle({
    board: options.board,
    minify: options.minify,
    console: options.console,
    counting: options.counting,
    builtMs: commitTimeMs(),
  });
  write(image);
  report(image);
  const over =
    options.minify && options.counting !== true ? overBudget(options.board, image.bytes) : undefined;
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

function write(image: BundleResult): void {
  const folder = join(options.out, options.board);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "tinytill.js"), image.code, "latin1");
  const { version, bytes, sha256, modules } = image;
  writeFileSync(
    join(folder, "manifest.json"),
    `${JSON.stringify({ board: options.board, version, bytes, sha256, modules }, null, 2)}\n`,
  );
}

function report(image: BundleResult): void {
  for (const module of image.modules) console.log(`${String(module.bytes).padStart(7)}  ${module.path}`);
  console.log(`${String(image.bytes).padStart(7)}  ${join(options.out, options.board, "tinytill.js")}`);
}
