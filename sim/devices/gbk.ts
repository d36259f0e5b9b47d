// The Encoding Standard's decoder: Node and browsers have it; declared because the core knows neither.
declare class TextDecoder {
  constructor(label: string);
  decode(bytes: Uint8Array): string;
}

const decoder = new TextDecoder("gbk");

/** Text of GBK bytes; what is no character becomes U+FFFD. */
export function decodeGBK(bytes: Uint8Array): string {
  return decoder.decode(bytes);
}

/** Cells that a text takes: two for a Chinese character and its punctuation, one for all else. */
export function cellsOf(text: string): number {
  let cells = 0;
  for (const char of text) cells += char < "\u2e80" ? 1 : 2;
  return cells;
}
