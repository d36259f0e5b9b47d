import type { Bytes } from "../../hal/ports/bytes";
import type { Hash } from "../../hal/ports/hash";

/** A keyed digest: 32 bytes for any message. */
export type Hmac = (message: Bytes) => Bytes;

function padded(key: Bytes, pad: number): Bytes {
  let out = "";
  for (let i = 0; i < 64; i++) out += String.fromCharCode((i < key.length ? key.charCodeAt(i) : 0) ^ pad);
  return out;
}

/**
 * HMAC-SHA256 (RFC 2104) for one key. The two padded keys are made once, so that a message costs the
 * interpreter's two native digests and little else.
 */
export function makeHmac(hash: Hash, key: Bytes): Hmac {
  const short = key.length > 64 ? hash.sha256(key) : key;
  const inner = padded(short, 0x36);
  const outer = padded(short, 0x5c);
  return function (message) { return hash.sha256(outer + hash.sha256(inner + message)); };
}
