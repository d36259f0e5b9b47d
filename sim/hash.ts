import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Hash } from "../hal/ports/hash";
import { crc32, fromBytes, toBytes } from "./bytes";

/** The Hash port without an interpreter. */
export const hostHash: Hash = {
  sha256: (data) => toBytes(sha256(fromBytes(data))),
  crc32: (data) => crc32(fromBytes(data)),
  hex: (data) => bytesToHex(fromBytes(data)).toUpperCase(),
};
