import { isDigits } from "./characters";

/** What a scanned text is. */
export type CodeKind = "payment" | "otherWallet" | "unknown";

/**
 * Sorts a scanned text without asking the network (protocol reference 5.1): 18 digits that begin
 * with 10 to 16 may be a WeChat Pay code, the gateway decides; 16 to 24 digits that begin with 25 to
 * 30 are another scheme's; anything else is no payment code at all.
 */
export function kindOfCode(text: string): CodeKind {
  const length = text.length;
  if (length < 16 || length > 24 || !isDigits(text)) return "unknown";
  const prefix = parseInt(text.substr(0, 2), 10);
  if (length === 18 && prefix >= 10 && prefix <= 16) return "payment";
  return prefix >= 25 && prefix <= 30 ? "otherWallet" : "unknown";
}
