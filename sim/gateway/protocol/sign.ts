import { hmac } from "@noble/hashes/hmac.js";
import { md5 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import type { Fields } from "./fields";

export type SignAlgorithm = "MD5" | "HMAC-SHA256";

/** The algorithm a request asks for with `sign_type`; undefined for a name that does not exist. */
export function algorithmOf(fields: Fields): SignAlgorithm | undefined {
  const name = fields["sign_type"] || "MD5";
  return name === "MD5" || name === "HMAC-SHA256" ? name : undefined;
}

/** Signature of a message, upper-case hex, over all fields but `sign` and empty ones (reference 2.1). */
export function sign(fields: Fields, key: string, algorithm: SignAlgorithm): string {
  const text = utf8ToBytes(textToSign(fields, key));
  const digest = algorithm === "MD5" ? md5(text) : hmac(sha256, utf8ToBytes(key), text);
  return bytesToHex(digest).toUpperCase();
}

/** True when `sign` is there and is exactly right, in the time that a whole comparison takes. */
export function verify(fields: Fields, key: string, algorithm: SignAlgorithm): boolean {
  const given = fields["sign"] ?? "";
  const right = sign(fields, key, algorithm);
  let difference = given.length ^ right.length;
  for (let at = 0; at < right.length; at++) difference |= right.charCodeAt(at) ^ given.charCodeAt(at);
  return difference === 0;
}

function textToSign(fields: Fields, key: string): string {
  const names = Object.keys(fields).filter((name) => name !== "sign" && fields[name] !== "");
  // The default order is by UTF-16 units, which for element names (ASCII) is the order of bytes.
  const pairs = names.sort().map((name) => `${name}=${fields[name]}`);
  return [...pairs, `key=${key}`].join("&");
}
