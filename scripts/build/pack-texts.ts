import type { PackedTexts } from "../../firmware/text/packed";

/** Shorter ones are stored as they are: labels of slips, which are wanted quickly. */
const PACKED_BYTES_MIN = 20;
const WORD_BYTES_MAX = 16;
const LENGTH_MAX = 127;
/** So many texts are found by their place together (GROUP_BITS in firmware/text/packed.ts). */
export const GROUP = 8;
const PIECES_MAX = 65_536;
/** So often the words are chosen anew, but for so many. */
const ROUNDS = 6;
const WORST = 40;

/**
 * Packs texts (of bytes) so that `unpackText` finds each by its number: pairs of pieces that stand together often become
 * words, which are named by bytes that no text needs.
 */
export function packTexts(texts: string[]): PackedTexts {
  // Bytes of two-byte characters begin at A1 in GB 2312; ASCII among them is rare enough to be words.
  const isWide = texts.some((text) => /[\x80-\xff]/.test(text));
  const [first, limit] = isWide ? [0, 0xa1] : [0x80, 0xa0];
  const isCode = (byte: string) => ((byte.charCodeAt(0) - first) & 255) < limit;
  const long = texts.filter((text) => text.length >= PACKED_BYTES_MIN);
  const words = chooseWords(long, isCode, limit);
  const codes = new Map(words.map((word, index) => [word, String.fromCharCode((first + index) & 255)]));
  const stored = texts.map((text) => {
    if (text.length < PACKED_BYTES_MIN) return String.fromCharCode(LENGTH_MAX + 1 + text.length) + text;
    const packed = cut(text, (piece) => codes.has(piece) || (piece.length === 1 && !isCode(piece)))
      .map((piece) => codes.get(piece) ?? piece).join("");
    if (packed.length > LENGTH_MAX) throw new Error(`This text is too long to be packed: ${text}`);
    return String.fromCharCode(packed.length) + packed;
  });
  return { texts: stored.join(""), groups: placesOf(stored), words: words.join(""), ...startsOf(words), first };
}

function placesOf(stored: string[]): string {
  let at = 0;
  let places = "";
  stored.forEach((text, index) => {
    if (index % GROUP === 0) places += String.fromCharCode(at >> 8, at & 255);
    at += text.length;
  });
  return places;
}

/** One byte for each word: the words are sorted by their length, so that what is left fits. */
function startsOf(words: string[]): { starts: string; step: number } {
  for (let step = 1; step < WORD_BYTES_MAX; step++) {
    let at = 0;
    const starts = [...words, ""].map((word, index) => {
      at += word.length;
      return at - word.length - index * step;
    });
    if (starts.every((start) => start >= 0 && start < 256)) return { starts: String.fromCharCode(...starts), step };
  }
  throw new Error("The words of the texts cannot be numbered");
}

/**
 * The words that are worth their place, longest first. What is chosen first is often of no use beside what is chosen later:
 * in a few rounds the worst words make room for others.
 */
function chooseWords(texts: string[], isCode: (byte: string) => boolean, limit: number): string[] {
  /** Pieces by their number, those of one byte by the byte. */
  const names = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte));
  let lists = texts.map((text) => [...text].map((byte) => byte.charCodeAt(0)));
  for (let round = 0; ;) {
    const used = [...new Set(lists.flat())].map((piece) => names[piece]!).filter((name) => name.length > 1 || isCode(name));
    const pair = used.length < limit ? bestPair(lists, names) : undefined;
    if (pair !== undefined) {
      names.push(names[pair[0]]! + names[pair[1]]!);
      lists = lists.map((list) => joined(list, pair, names.length - 1));
    } else if (round++ === ROUNDS) return used.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
    else lists = withoutWorst(texts, new Set(used)).map((pieces) => pieces.map((piece) => names.indexOf(piece)));
  }
}

/** The texts in pieces of fewer words. */
function withoutWorst(texts: string[], words: Set<string>): string[][] {
  const cutBy = (known: Set<string>) => texts.map((text) => cut(text, (piece) => piece.length === 1 || known.has(piece)));
  const counts = new Map<string, number>();
  for (const piece of cutBy(words).flat()) counts.set(piece, (counts.get(piece) ?? 0) + 1);
  const saved = (word: string) => (counts.get(word) ?? 0) * (word.length - 1) - word.length;
  const sorted = [...words].filter((word) => word.length > 1).sort((a, b) => saved(b) - saved(a) || (a < b ? -1 : 1));
  return cutBy(new Set(sorted.slice(0, -WORST)));
}

/** The two pieces that stand together most often, if a word for them saves more than it takes. */
function bestPair(lists: number[][], names: string[]): [number, number] | undefined {
  const counts = new Map<number, number>();
  for (const list of lists) {
    for (let at = 0; at + 1 < list.length; at++) {
      const pair = list[at]! * PIECES_MAX + list[at + 1]!;
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
      // Of three that are alike, only two go together.
      if (list[at] === list[at + 1] && list[at + 2] === list[at]) at++;
    }
  }
  let best: [number, number] | undefined;
  let most = 0;
  for (const [pair, count] of counts) {
    const [first, second] = [Math.floor(pair / PIECES_MAX), pair % PIECES_MAX];
    const length = names[first]!.length + names[second]!.length;
    if (count <= most || length > WORD_BYTES_MAX || count <= length + 1) continue;
    [best, most] = [[first, second], count];
  }
  return best;
}

function joined(list: number[], [first, second]: [number, number], both: number): number[] {
  const out: number[] = [];
  for (let at = 0; at < list.length; at++) {
    const isPair = list[at] === first && list[at + 1] === second;
    out.push(isPair ? both : list[at]!);
    if (isPair) at++;
  }
  return out;
}

/** The fewest pieces that make up the text. */
function cut(text: string, isPiece: (piece: string) => boolean): string[] {
  const best: string[][] = [[]];
  for (let end = 1; end <= text.length; end++) {
    for (let start = Math.max(0, end - WORD_BYTES_MAX); start < end; start++) {
      const before = best[start];
      const piece = text.slice(start, end);
      if (before === undefined || !isPiece(piece)) continue;
      if (best[end] === undefined || before.length + 1 < best[end]!.length) best[end] = [...before, piece];
    }
  }
  const pieces = best[text.length];
  if (pieces === undefined) throw new Error(`This text cannot be packed: ${text}`);
  return pieces;
}
