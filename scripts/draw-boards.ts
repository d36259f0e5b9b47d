import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { drawBoard, tableOf } from "./boards/picture";
import { CHIP_OF, linesOf } from "./boards/pins";

const GUIDE = "docs/HARDWARE.md";

/** The guide with its tables of wires as they are now: each stands between two comments that name its board. */
export function withTables(guide: string, tables: Record<string, string>): string {
  let text = guide;
  for (const [board, table] of Object.entries(tables)) {
    const place = new RegExp(`(<!-- wires of ${board} -->\\n)[^]*?(<!-- end -->)`);
    if (!place.test(text)) throw new Error(`${GUIDE} has no place for the wires of ${board}`);
    text = text.replace(place, `$1\n${table}\n\n$2`);
  }
  return text;
}

/** Every drawn file by its path, from the boards' own pin maps. */
export async function drawings(): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  const tables: Record<string, string> = {};
  for (const [board, chip] of Object.entries(CHIP_OF)) {
    const lines = await linesOf(board);
    files[`docs/hardware/${board}.svg`] = drawBoard(board, chip, lines);
    tables[board] = tableOf(lines);
  }
  files[GUIDE] = withTables(readFileSync(GUIDE, "utf8"), tables);
  return files;
}

if (process.argv[1]?.endsWith("draw-boards.ts") === true) {
  mkdirSync("docs/hardware", { recursive: true });
  for (const [path, content] of Object.entries(await drawings())) {
    writeFileSync(path, content);
    console.log(path);
  }
}
