import { createHash } from "node:crypto";
import { HEAD_BYTES, IMAGE_MARK, NAME_BYTES } from "../../firmware/update/image";
import { fromBytes } from "../../sim/bytes";
import type { FlashImage } from "../../sim/installing";
import { flashOf } from "./board-data";
import { bundle, type BundleOptions, type BundleResult } from "./bundle";

/** All that a build makes of the sources. */
export interface BuiltImage extends FlashImage {
  program: BundleResult;
  sha256: string;
}

/** Flash of the boards is erased in pages of so much. */
const PAGE_BYTES = 4096;

/** Builds the loader and the image of a board: the same sources give the same bytes. Throws BuildFailure. */
export async function buildImage(options: BundleOptions): Promise<BuiltImage> {
  const { board, root, version } = options;
  const [boot, program] = await Promise.all([
    bundle({ board, root, version, entry: "firmware/boot.ts", run: "eval(program)" }), bundle(options),
  ]);
  const image = withHead(program, board);
  // An image for looking at, or one that counts, may be bigger than any that is sold.
  const slotBytes = Math.max(flashOf(board, root).slotBytes, Math.ceil(image.length / PAGE_BYTES) * PAGE_BYTES);
  return {
    program, image, loader: fromBytes(boot.tokens), slotBytes,
    sha256: createHash("sha256").update(image).digest("hex"),
  };
}

/** The program behind the head that the loader and updates know it by (firmware/update/image.ts). */
function withHead(program: BundleResult, board: string): Uint8Array {
  const image = new Uint8Array(HEAD_BYTES + program.bytes);
  const name = (text: string) => fromBytes(text.slice(0, NAME_BYTES));
  image.set(fromBytes(IMAGE_MARK));
  new DataView(image.buffer).setUint32(4, program.bytes);
  image.set(name(board), 8);
  image.set(name(program.version), 8 + NAME_BYTES);
  image.set(createHash("sha256").update(program.tokens, "latin1").digest(), HEAD_BYTES - 32);
  image.set(fromBytes(program.tokens), HEAD_BYTES);
  return image;
}
