import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { type Twin, twinOf } from "../boards/boards";
import { fromBytes } from "../bytes";
import type { World } from "../session/recording";
import type { Session } from "../session/session";
import { beginTapped } from "../session/wires";
import type { ClientCertificate, ShopOptions } from "../shop";
import { makeFrameRealm } from "./realm";

/** One board's image, as the build writes it down for the page; bytes as Base64. */
export interface ImageData {
  loader: string;
  image: string;
  slotBytes: number;
  version: string;
  sha256: string;
  /** The setting `voice` gives it a voice. */
  canSpeak: boolean;
}

/** All that the page needs of the build, as `world.json`; bytes as Base64. */
export interface WorldData {
  images: Record<string, ImageData>;
  /** The letters that images bring along. */
  font: BitmapFont;
  /** Made by the build for this page alone. */
  client: { keyDer: string; certificateDer: string; fingerprint: string };
}

/** What sessions of any board begin with. */
export class Worlds {
  readonly font: BitmapFont;
  private readonly client: ClientCertificate;

  private constructor(private readonly data: WorldData, private readonly twins: Record<string, Twin>) {
    const { codes, blocks, starts } = data.font;
    this.font = { codes: atob(codes), blocks: atob(blocks), starts: atob(starts) };
    const { keyDer, certificateDer, fingerprint } = data.client;
    this.client = { keyDer: bytesOf(keyDer), certificateDer: bytesOf(certificateDer), fingerprint };
  }

  /** With the twin of each board that the page has an image of. */
  static async open(data: WorldData): Promise<Worlds> {
    const boards = Object.keys(data.images);
    const twins = await Promise.all(boards.map(twinOf));
    return new Worlds(data, Object.fromEntries(boards.map((board, at) => [board, twins[at]!])));
  }

  /** Boards that the page has images of. */
  get boards(): string[] {
    return Object.keys(this.data.images);
  }

  /** Version and digest of a board's image. Throws where there is none. */
  imageOf(board: string): { version: string; sha256: string } {
    return this.find(board);
  }

  /** Whether a terminal with this board can be given a voice. */
  canSpeak(board: string): boolean {
    return this.find(board).canSpeak;
  }

  /** The shop of a world. Throws where its board has no image here. */
  shopOf({ board, seed, settings }: World): ShopOptions {
    const { loader, image, slotBytes } = this.find(board);
    return {
      image: { loader: bytesOf(loader), image: bytesOf(image), slotBytes },
      board: this.twins[board]!(this.font), realm: makeFrameRealm, client: this.client, seed, settings,
    };
  }

  /** A session of a world, nothing switched on, with all that crosses its wire. */
  begin(world: World): Session {
    return beginTapped(this.shopOf(world));
  }

  private find(board: string): ImageData {
    const found = Object.hasOwn(this.data.images, board) ? this.data.images[board] : undefined;
    if (found === undefined) throw new Error(`this page has no image of board ${board}`);
    return found;
  }
}

function bytesOf(base64: string): Uint8Array {
  return fromBytes(atob(base64));
}
