import { createHash, createHmac } from "node:crypto";

/** What is published. */
export interface Publication {
  board: string;
  version: string;
  /** Name of the image's file beside the manifest. */
  file: string;
  image: Uint8Array;
  /** A multiple of the board's flash page. */
  pieceBytes: number;
  /** The update key that the terminals were provisioned with. */
  key: Uint8Array;
}

/** The manifest of an image (docs/UPDATE.md), signed: the text of the file `manifest`. */
export function makeManifest(publication: Publication): string {
  const { board, version, file, image, pieceBytes, key } = publication;
  const hashes: string[] = [];
  for (let at = 0; at < image.length; at += pieceBytes) {
    hashes.push(createHash("sha256").update(image.subarray(at, at + pieceBytes)).digest("hex").toUpperCase());
  }
  const head = `board=${board}\nversion=${version}\nfile=${file}\nbytes=${image.length}\n`
    + `piece=${pieceBytes}\nhashes=${hashes.join("")}\n`;
  return `${head}sign=${createHmac("sha256", key).update(head, "latin1").digest("hex").toUpperCase()}\n`;
}
