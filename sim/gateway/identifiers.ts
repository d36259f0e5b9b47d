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

/** Finds payers by the id that an appid has for them; each is digested once. */
export class Openids {
  private readonly byAppid = new Map<string, { openids: Set<string>; counted: number }>();

  /** @param payers everybody; may grow */
  constructor(private readonly payers: readonly { id: string }[]) {}

  has(openid: string, appid: string): boolean {
    let known = this.byAppid.get(appid);
    if (known === undefined) this.byAppid.set(appid, known = { openids: new Set(), counted: 0 });
    for (; known.counted < this.payers.length; known.counted++) {
      known.openids.add(openidOf(this.payers[known.counted]!.id, appid));
    }
    return known.openids.has(openid);
  }
}
