import type { Bytes } from "../../ports/bytes";
import type { Hash } from "../../ports/hash";

/** The interpreter's native digests and codings; nothing is done per byte in the program. */
export function openHash(): Hash {
  const digest = require("crypto").SHA256;
  const digits = E.toUint8Array("0123456789ABCDEF");
  return {
    sha256: function (data: Bytes): Bytes { return E.toString(digest(data)); },
    crc32: function (data: Bytes) { return E.CRC32(data); },
    hex: function (data: Bytes): Bytes {
      const text = new Uint8Array(data.length * 2);
      E.mapInPlace(E.toUint8Array(data), text, digits, 4);
      return E.toString(text);
    },
  };
}
