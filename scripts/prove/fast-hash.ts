import { hash } from "node:crypto";
import type { Hash } from "../../hal/ports/hash";
import { hostHash as trueHash } from "../../sim/hash";

/** The same as `sim/hash.ts`, by Node. */
export const hostHash: Hash = {
  sha256: (data) => hash("sha256", Buffer.from(data, "latin1"), "binary"),
  crc32: trueHash.crc32,
  hex: (data) => Buffer.from(data, "latin1").toString("hex").toUpperCase(),
};
