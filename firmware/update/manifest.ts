import type { Bytes } from "../../hal/ports/bytes";
import type { Hash } from "../../hal/ports/hash";
import { makeHmac } from "../protocol/hmac";

/**
 * What an update is, as the merchant's server gives it and the update key signs it: lines of name=value, the
 * last one `sign`, the HMAC-SHA256 of all before it (docs/UPDATE.md).
 */
export interface Manifest {
  board: Bytes;
  version: Bytes;
  /** Name of the image beside the manifest. */
  file: Bytes;
  /** Length of the image. */
  bytes: number;
  /** Length of every piece but the last. */
  pieceBytes: number;
  /** SHA-256 of each piece, 64 of 0-9A-F, one behind the other. */
  hashes: Bytes;
}

/** No manifest is longer: an image of 1 MB in pieces of 4 KB. */
export const MANIFEST_BYTES_MAX = 20_000;

const HASH_DIGITS = 64;
const SIGN = "\nsign=";

function numberIn(text: Bytes | undefined): number {
  const value = parseInt(text as Bytes, 10);
  return value >= 1 && value <= 4_000_000 ? value : 0;
}

function isFileName(text: Bytes | undefined): boolean {
  if (!text || text.length > 64) return false;
  for (const char of text) {
    if ("abcdefghijklmnopqrstuvwxyz0123456789.-".indexOf(char) < 0) return false;
  }
  return true;
}

/** Gives the manifest that this text is, or undefined when the key did not sign it or it cannot be used. */
export function readManifest(text: Bytes, hash: Hash, key: Bytes): Manifest | undefined {
  const at = text.indexOf(SIGN);
  if (at < 0 || at + SIGN.length > text.length) return undefined;
  const hmac = makeHmac(hash, key);
  const given = text.substr(at + SIGN.length, HASH_DIGITS);
  // Compared by their digests, so that the time it takes tells nothing.
  if (hmac(given) !== hmac(hash.hex(hmac(text.substr(0, at + 1))))) return undefined;
  const values: Record<string, Bytes> = {};
  for (const line of text.substr(0, at).split("\n")) {
    const equals = line.indexOf("=");
    if (equals > 0) values[line.substr(0, equals)] = line.substr(equals + 1);
  }
  const bytes = numberIn(values.bytes);
  const pieceBytes = numberIn(values.piece);
  const hashes = values.hashes || "";
  if (!bytes || !pieceBytes || !values.board || !values.version || !isFileName(values.file)) return undefined;
  if (hashes.length !== Math.ceil(bytes / pieceBytes) * HASH_DIGITS) return undefined;
  return {
    board: values.board, version: values.version, file: values.file as Bytes, bytes: bytes, pieceBytes: pieceBytes, hashes: hashes,
  };
}

/** The digest that piece `index` has to have. */
export function hashOfPiece(manifest: Manifest, index: number): Bytes {
  return manifest.hashes.substr(index * HASH_DIGITS, HASH_DIGITS);
}

/** Whether version `a`, such as "0.10.2", comes after `b`. */
export function isNewer(a: Bytes, b: Bytes): boolean {
  const left = a.split(".");
  const right = b.split(".");
  for (let at = 0; at < 3; at++) {
    const difference = parseInt(left[at] || "0", 10) - parseInt(right[at] || "0", 10);
    if (difference !== 0) return difference > 0;
  }
  return false;
}
