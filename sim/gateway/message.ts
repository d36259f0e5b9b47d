import type { Fields } from "./protocol/fields";
import { sign, type SignAlgorithm } from "./protocol/sign";
import { buildXml } from "./protocol/xml";

/** Key and algorithm that the answer to a request is signed with. */
export interface Signing {
  key: string;
  algorithm: SignAlgorithm;
}

/** An answer before it is signed and written. Refusals on the communication level have no `signing`. */
export interface Answer {
  fields: Fields;
  signing?: Signing;
  /** Nested elements, outside the signature. */
  groups?: Record<string, Fields>;
  /** Sent in place of a message. */
  file?: { body: Uint8Array; contentType?: string };
}

/** The answer as text: empty fields left out, the signature last. */
export function writeAnswer(answer: Answer): string {
  const fields: Fields = {};
  for (const name of Object.keys(answer.fields)) {
    if (answer.fields[name] !== "") fields[name] = answer.fields[name]!;
  }
  const { signing } = answer;
  if (signing !== undefined) fields["sign"] = sign(fields, signing.key, signing.algorithm);
  return buildXml(fields, answer.groups);
}
