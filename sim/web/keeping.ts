import type { DatedDeed } from "../session/deed";
import type { World } from "../session/recording";
import type { Stage } from "./stage";

/** What a page that goes away leaves for the next: what was done, and when it ended. */
export interface Kept {
  /** SHA-256 of the image that ran. */
  image: string;
  world: World;
  deeds: DatedDeed[];
  nowMs: number;
  payer: string;
}

const HEAD = "tinytill.session";
const PIECE = "tinytill.deeds.";
/** Deeds are written in pieces, so that a long day does not write all of them again with each. */
const PIECE_DEEDS = 200;

/** Keeps what a stage does in a browser's storage. Where the storage takes nothing, nothing is kept. */
export class Keeping {
  constructor(private readonly storage: Storage) {}

  /** Of the last page, or undefined: there is nothing, or it is of an image that this page does not have. */
  read(imageOf: (board: string) => string | undefined): Kept | undefined {
    try {
      const head = this.storage.getItem(HEAD);
      if (head === null) return undefined;
      const kept = { ...JSON.parse(head) as Kept & { pieces: number }, deeds: [] as DatedDeed[] };
      if (imageOf(kept.world.board) !== kept.image) return undefined;
      for (let piece = 0; piece < kept.pieces; piece++) {
        kept.deeds.push(...JSON.parse(this.storage.getItem(PIECE + piece)!) as DatedDeed[]);
      }
      return kept;
    } catch {
      return undefined;
    }
  }

  /** Writes the end of what was done, and the time. */
  write(stage: Stage): void {
    const { session, world, payer } = stage;
    const pieces = Math.ceil(session.deeds.length / PIECE_DEEDS);
    const { sha256: image } = stage.worlds.imageOf(world.board);
    try {
      // The last piece may have become full since.
      for (let piece = Math.max(0, pieces - 2); piece < pieces; piece++) {
        const deeds = session.deeds.slice(piece * PIECE_DEEDS, (piece + 1) * PIECE_DEEDS);
        this.storage.setItem(PIECE + piece, JSON.stringify(deeds));
      }
      this.storage.setItem(HEAD, JSON.stringify({ image, world, pieces, nowMs: session.nowMs, payer: payer.value }));
    } catch {
      // Full or forbidden: a reload begins anew then.
    }
  }
}
