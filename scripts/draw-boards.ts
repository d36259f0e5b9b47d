import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { drawBoard, tableOf } from "./boards/picture";
import { type PinnedBoard, pinnedBoards } from "./boards/pins";

/** A folder of the documents, with a picture and a page for each board. */
export const DRAWINGS = "docs/hardware";

function pageOf({ board, lines, about }: PinnedBoard): string {
  return `# Board \`${board}\`

Made by \`npm run draw:boards\` from hal/boards/${board}.ts; [HARDWARE.md](../HARDWARE.md) says what to buy.

${about.trim()}

![the wires of board ${board}](${board}.svg)

${tableOf(lines)}
`;
}

/** Every drawn file by its name in that folder, from the boards' own pin maps. */
export function drawings(root = process.cwd()): Record<string, string> {
  const files: Record<string, string> = {};
  for (const one of pinnedBoards(root)) {
    files[`${one.board}.svg`] = drawBoard(one.board, one.chip, one.lines);
    files[`${one.board}.md`] = pageOf(one);
  }
  return files;
}

if (process.argv[1]?.endsWith("draw-boards.ts") === true) {
  mkdirSync(DRAWINGS, { recursive: true });
  for (const [name, content] of Object.entries(drawings())) {
    writeFileSync(join(DRAWINGS, name), content);
    console.log(join(DRAWINGS, name));
  }
}
