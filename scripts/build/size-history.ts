import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import type { BundleResult } from "./bundle";

/**
 * One line for each recorded change, the newest last; its date is that of the commit. Lines of two branches both stay
 * when they meet (`.gitattributes`).
 */
export const HISTORY_FILE = "docs/history/size.jsonl";

/** The sizes of one image, in bytes. */
export interface Sizes {
  board: string;
  /** The beginning of the digest of the image, built as if at 1970. */
  image: string;
  bytes: number;
  modules: Record<string, number>;
}

/** What a history says of a bundle. */
export function sizesOf(board: string, { tokens, bytes, modules }: BundleResult): Sizes {
  return {
    board, image: createHash("sha256").update(tokens, "latin1").digest("hex").slice(0, 12), bytes,
    modules: Object.fromEntries(modules.map((module) => [module.path, module.bytes])),
  };
}

/** The newest sizes of a board; undefined where there are none. */
export function lastSizes(board: string, file = HISTORY_FILE): Sizes | undefined {
  if (!existsSync(file)) return undefined;
  const lines = readFileSync(file, "utf8").split("\n").filter((line) => line !== "");
  return lines.map((line) => JSON.parse(line) as Sizes).filter((sizes) => sizes.board === board).pop();
}

/** Adds a line, unless the newest one of the board is about the same image. Tells whether it did. */
export function record(sizes: Sizes, file = HISTORY_FILE): boolean {
  if (lastSizes(sizes.board, file)?.image === sizes.image) return false;
  appendFileSync(file, `${JSON.stringify(sizes)}\n`);
  return true;
}

/** Modules whose size changed, with the difference in bytes, the biggest growth first; gone and new ones too. */
export function changes(before: Sizes, after: Sizes): { path: string; bytes: number }[] {
  const paths = new Set([...Object.keys(before.modules), ...Object.keys(after.modules)]);
  return [...paths].map((path) => ({ path, bytes: (after.modules[path] ?? 0) - (before.modules[path] ?? 0) }))
    .filter(({ bytes }) => bytes !== 0)
    .sort((a, b) => b.bytes - a.bytes || (a.path < b.path ? -1 : 1));
}

/** Which modules grew since the newest line of the history, in words; "" where none did or there is no line. */
export function grownSince(after: Sizes, file = HISTORY_FILE): string {
  const before = lastSizes(after.board, file);
  const grown = before === undefined ? [] : changes(before, after).filter(({ bytes }) => bytes > 0).slice(0, 5);
  return grown.map(({ path, bytes }) => `${path} +${bytes}`).join(", ");
}
