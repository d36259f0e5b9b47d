import type { Bytes } from "../../../ports/bytes";
import type { GreyPicture } from "../../../ports/camera";

/** Looks for a code in a picture, a moment at a time. */
export interface PictureReader {
  /** Forgets the picture before. */
  begin(picture: GreyPicture): void;
  /**
   * Works for a moment: at most some 8,000 tokens (a tenth of a second on a microcontroller). `isDone` with `code` absent:
   * nothing in this picture.
   */
  work(): { isDone: boolean; code?: Bytes };
}
