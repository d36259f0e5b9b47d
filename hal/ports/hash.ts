import type { Bytes } from "./bytes";

/** The interpreter's native digests and codings. */
export interface Hash {
  /** 32 bytes. */
  sha256(data: Bytes): Bytes;
  /** IEEE 802.3, as an unsigned 32-bit integer. */
  crc32(data: Bytes): number;
  /** Two of 0-9A-F for each byte. */
  hex(data: Bytes): Bytes;
}
