import type { Bytes } from "../../hal/ports/bytes";

/** Added to the length of a sentence that is stored as it is. */
const PLAIN = 128;
/** Sentences whose places are stored: every so many of them, as a power of two. */
const GROUP_BITS = 3;

/**
 * The sentences of one language as the build packs them (scripts/build/pack-texts.ts): all of them, each behind its length;
 * a byte from `first` on, counted in a circle, is one of `words`, any other stands for itself.
 */
export interface PackedTexts {
  texts: Bytes;
  /** Where every eighth sentence begins, two bytes each. */
  groups: Bytes;
  words: Bytes;
  /** Where each word begins, and where the last one ends, less `step` for each word before it. */
  starts: Bytes;
  step: number;
  first: number;
}

function unpack(packed: PackedTexts, text: Bytes): Bytes {
  const words = packed.words;
  const starts = packed.starts;
  const step = packed.step;
  const first = packed.first;
  const count = starts.length - 1;
  let out = "";
  for (const stored of text) {
    const word = (stored.charCodeAt(0) - first) & 255;
    if (word >= count) {
      out += stored;
      continue;
    }
    const start = starts.charCodeAt(word);
    out += words.substr(start + word * step, starts.charCodeAt(word + 1) + step - start);
  }
  return out;
}

/** The sentence number `index`. */
export function unpackText(packed: PackedTexts, index: number): Bytes {
  const texts = packed.texts;
  const group = (index >> GROUP_BITS) * 2;
  let at = packed.groups.charCodeAt(group) * 256 + packed.groups.charCodeAt(group + 1);
  for (let before = index & 7; before > 0; before--) at += (texts.charCodeAt(at) & 127) + 1;
  const length = texts.charCodeAt(at);
  return length >= PLAIN ? texts.substr(at + 1, length - PLAIN) : unpack(packed, texts.substr(at + 1, length));
}
