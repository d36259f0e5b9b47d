// Part: none. What stands in each row of a panel that has enough of them.

import type { Bytes } from "../../ports/bytes";
import type { DisplayLine } from "../../ports/display";

/** What a row that a big one, or a code, above it covers is remembered as. */
export const COVERED = "-";

/** For each row of the panel a mark, the same where the same is to be seen, and the line that begins there. */
export interface RowPlan {
  /** "" for an empty row. */
  marks: Bytes[];
  lines: (DisplayLine | undefined)[];
}

function markOf(line: DisplayLine): Bytes {
  return (line.big ? "b" : "n") + (line.align === "center" ? "c" : "l") + line.text;
}

/** Puts lines into rows. A code takes all that is left; a line that has no room, and those behind it, are left out. */
export function planRows(lines: DisplayLine[], rows: number): RowPlan {
  const plan: RowPlan = { marks: [], lines: [] };
  const marks = plan.marks;
  for (const line of lines) {
    const row = marks.length;
    const isBlank = line.text === "" && line.qr === undefined;
    if (row + (line.big ? 2 : 1) > rows) break;
    if (!isBlank) plan.lines[row] = line;
    if (line.qr !== undefined) {
      marks.push("q" + line.qr.join(""));
      while (marks.length < rows) marks.push(COVERED);
      break;
    }
    marks.push(isBlank ? "" : markOf(line));
    if (line.big) marks.push(isBlank ? "" : COVERED);
  }
  while (marks.length < rows) marks.push("");
  return plan;
}
