import type { Bytes } from "../../hal/ports/bytes";

/** A byte from here on begins a character of two bytes and two columns (GBK, GB 18030 double-byte part). */
const DOUBLE_BYTE = 0x81;
/** Both bytes of the wide space. */
const WIDE_SPACE = 0xa1;

/** Full stop, comma, semicolon, colon, question mark, quote and bracket that close: no row begins with one of them. */
const CLOSING = ["\xa1\xa3", "\xa3\xac", "\xa3\xbb", "\xa3\xba", "\xa3\xbf", "\xa1\xb1", "\xa3\xa9"];

/** Between two things that each belong together, such as keys and what they do: two spaces or a wide one. */
function isGap(text: Bytes, at: number): boolean {
  const code = text.charCodeAt(at);
  return (code === 32 || code === WIDE_SPACE) && text.charCodeAt(at + 1) === code;
}

/** How many bytes of the text go on one row: up to the last gap, else the last space, or between two wide characters. */
function rowEnd(text: Bytes, columns: number): number {
  let at = 0;
  let end = 0;
  let gap = 0;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    const next = at + (code >= DOUBLE_BYTE ? 2 : 1);
    if (isGap(text, at)) gap = at;
    if (next > columns) return gap || (code === 32 ? at : end || at || next);
    if (code === 32 || code >= DOUBLE_BYTE) end = next;
    at = next;
  }
  return at;
}

/** The text in rows of at most `columns` bytes; a word too long for a row is cut, a wide character never. */
export function wrap(text: Bytes, columns: number): Bytes[] {
  const rows: Bytes[] = [];
  let rest = text;
  while (rest.length > columns) {
    let end = rowEnd(rest, columns);
    // The character before goes with it.
    while (end > 2 && CLOSING.indexOf(rest.substr(end, 2)) >= 0) end -= 2;
    rows.push(rest.substr(0, end).trim());
    rest = rest.substr(isGap(rest, end) ? end + 2 : end).trim();
  }
  if (rest !== "") rows.push(rest);
  return rows;
}
