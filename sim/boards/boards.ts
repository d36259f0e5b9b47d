import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import type { MakeBoard } from "./board";

/**
 * What each file here that is named as a board in hal/boards exports as `twin`: the parts of that board.
 * @param font the letters of the image, by which panels without letters of their own are read
 */
export type Twin = (font: BitmapFont) => MakeBoard;

/** The twin of a board by its name. Throws with a sentence when there is none, or when it does not load. */
export async function twinOf(board: string): Promise<Twin> {
  // Bundlers take along the whole folder for it, so that no list of boards has to be kept.
  const wrong = (why: string, cause?: unknown) => new Error(`board ${board} has no twin in sim/boards/${board}.ts: ${why}`, { cause });
  if (!/^[\w-]+$/.test(board)) throw wrong("that is no name of a board");
  const { twin } = await import(`./${board}.ts`).catch((error: Error) => { throw wrong(error.message, error); }) as { twin?: Twin };
  if (twin === undefined) throw wrong("it exports none");
  return twin;
}
