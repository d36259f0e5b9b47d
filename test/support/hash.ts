import { createHash } from "node:crypto";
import type { Hash } from "../../hal/ports/hash";
import { crc32, fromBytes } from "../../sim/bytes";

/** The Hash port over Node's own digests. */
export const nodeHash: Hash = {
  sha256: (data) => createHash("sha256").update(data, "latin1").digest("binary"),
  crc32: (data) => crc32(fromBytes(data)),
  hex: (data) => Buffer.from(data, "latin1").toString("hex").toUpperCase(),
};
