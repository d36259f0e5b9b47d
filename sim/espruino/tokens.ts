import { FIRST_WORD, INT16, INT8, STRING16, STRING8, WORDS, ZERO } from "./token-codes";

/**
 * Gives the text of a script whose words, strings and numbers may be stored as the interpreter's tokens
 * (interpreter facts, section G); plain text comes back as it is. A byte that is no token stays.
 */
export function readTokens(code: string): string {
  if (!/[\x8a-\xd5]/.test(code)) return code;
  let text = "";
  let at = 0;
  const byte = (): number => code.charCodeAt(at++);
  while (at < code.length) {
    if (/["'`]/.test(code[at]!) || (code[at] === "/" && BEFORE_REGEX.test(text))) {
      const end = closing(code, at);
      text += code.slice(at, end);
      at = end;
      continue;
    }
    const token = byte();
    if (token >= FIRST_WORD && token < FIRST_WORD + WORDS.length) text += ` ${WORDS[token - FIRST_WORD]!} `;
    else if (token === STRING8 || token === STRING16) {
      const length = byte() | (token === STRING16 ? byte() << 8 : 0);
      text += JSON.stringify(code.slice(at, at + length));
      at += length;
    } else if (token === ZERO) text += " 0 ";
    else if (token === INT8) text += ` ${(byte() << 24) >> 24} `;
    else if (token === INT16) text += ` ${((byte() | (byte() << 8)) << 16) >> 16} `;
    else text += String.fromCharCode(token);
  }
  return text;
}

/** A slash after this begins a regular expression. */
const BEFORE_REGEX = /(^|[!%&*+\-/<=>?[{}(,;:] ?|\breturn )$/;

/** Where the string or regular expression that begins at `from` is over: what stands in it is no token. */
function closing(code: string, from: number): number {
  let at = from + 1;
  while (at < code.length && code[at] !== code[from]) at += code[at] === "\\" ? 2 : 1;
  return at + 1;
}
