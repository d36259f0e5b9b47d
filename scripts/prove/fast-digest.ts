import { hash } from "node:crypto";

/** The same as `sim/proof/digest.ts`, by Node; nothing is remembered, since no text comes twice. */
export function digestOf(data: string | Uint8Array): string {
  return hash("sha256", data, "hex");
}
