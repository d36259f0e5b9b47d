import { createHash, createHmac } from "node:crypto";

function digest(name: string, data: Uint8Array): Uint8Array {
  return new Uint8Array(createHash(name).update(data).digest());
}

/** The same as the library's: 32 bytes. */
export function sha256(data: Uint8Array): Uint8Array {
  return digest("sha256", data);
}

/** The same as the library's for SHA-256, the only digest that the proof's world signs with. */
export function hmac(hash: unknown, key: Uint8Array, message: Uint8Array): Uint8Array {
  if (hash !== sha256) throw new Error("only HMAC-SHA256 is made fast");
  return new Uint8Array(createHmac("sha256", key).update(message).digest());
}
