import { type Answer, writeAnswer as trueWrite } from "../../sim/gateway/message";

export type { Answer, Signing } from "../../sim/gateway/message";

const REMEMBERED_MAX = 4_000;
const written = new Map<string, string>();

/** The gateway's message, signed and written once for the same fields. */
export function writeAnswer(answer: Answer): string {
  const { fields, signing } = answer;
  if (signing === undefined || answer.groups !== undefined) return trueWrite(answer);
  let key = signing.algorithm + signing.key;
  for (const name in fields) key += `\n${name}=${fields[name]}`;
  const found = written.get(key);
  if (found !== undefined) return found;
  if (written.size >= REMEMBERED_MAX) written.clear();
  const text = trueWrite(answer);
  written.set(key, text);
  return text;
}
