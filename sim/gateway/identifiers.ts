import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";
import { LETTERS } from "./random";

/** The payer's id under one appid: always the same for the two, unlike under any other appid. */
export function openidOf(payerId: string, appid: string): string {
  const digest = sha256(utf8ToBytes(`${payerId}/${appid}`));
  let text = "o";
  for (let at = 0; at < 27; at++) text += LETTERS[digest[at]! % LETTERS.length]!;
  return text;
}
