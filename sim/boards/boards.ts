import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import type { MakeBoard } from "./board";

/**
 * What each file here that is named as a board in hal/boards exports as `twin`: the parts of that board.
 * @param font the letters of the image, by which panels without letters of their own are read
 */
export type Twin = (font: BitmapFont) => MakeBoard;

/** The twin of a board by its name. Throws with a sentence when there is none. */
export async function twinOf(board: string): Promise<Twin> {
  // Bundlers take along the whole folder for it, so that no list of boards has to be kept.
  const found = /^[\w-]+$/.test(board) ? await import(`./${board}.ts`).catch(() => undefined) as { twin?: Twin } | undefined : undefined;
  if (found?.twin === undefined) throw new Error(`board ${board} has no twin: no file sim/boards/${board}.ts that exports one`);
  return found.twin;
}
