import { existsSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const known = new Map<string, ts.Program>();

/** The device's sources as the compiler understands them for a board; undefined where the boards have no configuration. */
export function deviceProgram(root: string, board: string): ts.Program | undefined {
  const path = join(root, "tsconfig.board.json");
  if (!existsSync(path)) return undefined;
  const key = `${root}\n${board}`;
  let program = known.get(key);
  if (program === undefined) known.set(key, (program = createProgram(root, path, board)));
  return program;
}

function createProgram(root: string, path: string, board: string): ts.Program {
  const { config } = ts.readConfigFile(path, ts.sys.readFile) as { config: unknown };
  const paths = { "@board": [`./hal/boards/${board}.ts`] };
  const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, root, { paths }, path);
  return ts.createProgram(fileNames.filter((name) => !name.includes("/on-device/")), options);
}

/** Whether a file declares the interpreter's own. */
export function isInterpreters(file: ts.SourceFile): boolean {
  return /\/espruino\/[\w-]+\.d\.ts$/.test(file.fileName);
}
