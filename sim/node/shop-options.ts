import { boardFont } from "../../scripts/build/font";
import { buildImage, type BuiltImage } from "../../scripts/build/image";
import { twinOf } from "../boards/boards";
import type { World } from "../session/recording";
import type { ShopOptions } from "../shop";
import { createCertificates } from "./certificates";
import { makeNodeRealm } from "./realm";

const images = new Map<string, Promise<BuiltImage>>();

/** Sources do not change while a process runs. */
function imageOf(board: string): Promise<BuiltImage> {
  const image = images.get(board) ?? buildImage({ board });
  images.set(board, image);
  return image;
}

/** What a session of a world begins with: the board's image as the sources make it now, and its parts. */
export async function shopOptionsOf(world: World): Promise<ShopOptions & { image: BuiltImage }> {
  const { board, seed, settings } = world;
  const twin = await twinOf(board);
  const image = await imageOf(board);
  const client = await (await createCertificates()).client("merchant");
  return { image, board: twin(boardFont(".", "gbk")), realm: makeNodeRealm, client, seed, settings };
}
