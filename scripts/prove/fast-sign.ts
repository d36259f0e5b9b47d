import type { Fields } from "../../sim/gateway/protocol/fields";
import { type SignAlgorithm, sign as trueSign, verify as trueVerify } from "../../sim/gateway/protocol/sign";

export { algorithmOf, type SignAlgorithm } from "../../sim/gateway/protocol/sign";

const REMEMBERED_MAX = 20_000;
const signed = new Map<string, string>();
/** By the document itself: `fast-xml.ts` gives the same one for the same bytes. */
const verified = new WeakMap<Fields, { key: string; right: boolean }>();

/** The gateway's signature, worked out once for each message. */
export function sign(fields: Fields, key: string, algorithm: SignAlgorithm): string {
  const text = `${Object.keys(fields).join()}\n${Object.values(fields).join("\n")}\n${key}${algorithm}`;
  const found = signed.get(text);
  if (found !== undefined) return found;
  if (signed.size >= REMEMBERED_MAX) signed.clear();
  const signature = trueSign(fields, key, algorithm);
  signed.set(text, signature);
  return signature;
}

/** The gateway's check, made once for each document. */
export function verify(fields: Fields, key: string, algorithm: SignAlgorithm): boolean {
  const known = verified.get(fields);
  if (known !== undefined && known.key === key) return known.right;
  const right = trueVerify(fields, key, algorithm);
  verified.set(fields, { key, right });
  return right;
}
