import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import type { MakeBoard } from "./board";
import { esp32 } from "./esp32";
import { esp32s3 } from "./esp32s3";
import { linux } from "./linux";

const BOARDS: Record<string, (font: BitmapFont) => MakeBoard> = { esp32, esp32s3, linux: () => linux };

/** Boards that a session can begin with, the usual one first. */
export const BOARD_NAMES: readonly string[] = Object.keys(BOARDS);

/**
 * The parts of a board by its name. Throws with a sentence when there is no such board.
 * @param font the letters of the image, by which panels without letters of their own are read
 */
export function partsOf(board: string, font: BitmapFont): MakeBoard {
  const make = Object.hasOwn(BOARDS, board) ? BOARDS[board] : undefined;
  if (make === undefined) throw new Error(`there is no board ${board}; boards: ${BOARD_NAMES.join(", ")}`);
  return make(font);
}
