import { createHmac, hash } from "node:crypto";

/** Bytes that were digested once keep the digest; `fast-bytes.ts` and `fast-utils.ts` give the same ones for the same text. */
interface Digested extends Uint8Array {
  digest?: Uint8Array;
}

/** The same as the library's: 32 bytes. */
export function sha256(data: Digested): Uint8Array {
  return data.digest ??= new Uint8Array(hash("sha256", data, "buffer"));
}

/** The same as the library's for SHA-256, the only digest that the proof's world signs with. */
export function hmac(by: unknown, key: Uint8Array, message: Uint8Array): Uint8Array {
  if (by !== sha256) throw new Error("only HMAC-SHA256 is made fast");
  return new Uint8Array(createHmac("sha256", key).update(message).digest());
}
