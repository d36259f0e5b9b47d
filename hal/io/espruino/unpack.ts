import type { Bytes } from "../../ports/bytes";

/** Unpacks what the build packed (scripts/build/shrink.ts), by one call of the interpreter. */
export function unpack(packed: Bytes): Bytes {
  return E.toString(require("heatshrink").decompress(packed));
}
