/** So long works a piece before the browser has its turn, milliseconds. */
const PIECE_MS = 12;

/**
 * Does long work in pieces, one a frame.
 * @param piece works until `isLate` says that the browser wants its turn; true: all is done
 * @param between called before each turn of the browser; false: enough
 */
export async function inPieces(piece: (isLate: () => boolean) => boolean, between: () => boolean): Promise<void> {
  for (;;) {
    const sinceMs = performance.now();
    if (piece(() => performance.now() - sinceMs > PIECE_MS) || !between()) return;
    // A page that is not seen has no frames.
    await new Promise((resolve) => document.hidden ? setTimeout(resolve) : requestAnimationFrame(resolve));
  }
}
