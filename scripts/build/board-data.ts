import { existsSync } from "node:fs";
import { join } from "node:path";
import * as esbuild from "esbuild";
import type { BoardFacts, FlashFacts } from "../../hal/boards/shared/facts";

/** Pins by part and signal, as a board's file names them; what is no pin stands there too. */
export type PinMap = Record<string, Record<string, unknown>>;

/** What a board's file says and the build or a tool needs: it runs none of the file's code. */
export interface BoardData {
  facts: BoardFacts;
  /** Absent where parts hang on device files. */
  pins?: PinMap;
}

/** Pins of the interpreter are globals; here they are their numbers. */
const PINS = Object.fromEntries(Array.from({ length: 64 }, (_, pin) => [`D${pin}`, String(pin)]));

const known = new Map<string, BoardData>();

/** Reads the file of a board in `hal/boards`. Throws when there is none, or it says no facts. */
export function boardData(board: string, root = process.cwd()): BoardData {
  const folder = join(root, "hal/boards");
  const path = join(folder, `${board}.ts`);
  const data = known.get(path) ?? readBoard(folder, board, path);
  known.set(path, data);
  return data;
}

/** How a board's storage area is divided. */
export function flashOf(board: string, root?: string): FlashFacts {
  return boardData(board, root).facts.flash;
}

function readBoard(folder: string, board: string, path: string): BoardData {
  if (!existsSync(path)) throw new Error(`there is no board ${board}: no file hal/boards/${board}.ts`);
  // What the rest of the file imports is left out with the rest: nothing here needs it.
  const built = esbuild.buildSync({
    stdin: {
      contents: `import * as board from "./${board}"; export const data = { facts: board.facts, pins: board.pins };`,
      resolveDir: folder,
    },
    bundle: true, format: "iife", globalName: "board", write: false, define: PINS, packages: "external", logLevel: "silent",
  });
  const read = new Function("require", `${built.outputFiles[0]!.text}; return board.data;`) as (require: () => object) => BoardData;
  const data = read(() => ({}));
  if (data.facts === undefined) throw new Error(`hal/boards/${board}.ts exports no facts (hal/boards/shared/facts.ts)`);
  return data;
}
