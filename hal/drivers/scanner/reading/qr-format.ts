/** What the formats of each bit of data add (ISO/IEC 18004, annex C): the format of a number is the sum of those of its bits. */
const BASIS = [0x537, 0xa6e, 0x11eb, 0x23d6, 0x429b];
const ALWAYS = 0x5412;
/** Wrong bits in both copies together; two formats differ in seven of a copy. */
const WRONG_MAX = 6;

/** How a code is to be read: level 0 M, 1 L, 2 H, 3 Q; mask 0 to 7; mirrored as seen from behind. */
export interface Format { level: number; mask: number; isMirrored: boolean }

function ones(value: number): number {
  return value.toString(2).split("1").length - 1;
}

/** Both copies of the format bits, 30 of them, highest first: the second in the upper half of the sum. */
function copiesOf(cells: Uint8Array, size: number, across: number, down: number): number[] {
  let first = 0;
  let second = 0;
  for (let bit = 14; bit >= 0; bit--) {
    const y = bit < 6 ? bit : bit < 8 ? bit + 1 : 8;
    const x = bit < 8 ? 8 : bit < 9 ? 7 : 14 - bit;
    first = first << 1 | cells[y * down + x * across] as number;
    second = second << 1 | cells[bit < 8 ? 8 * down + (size - 1 - bit) * across : (size - 15 + bit) * down + 8 * across] as number;
  }
  return [first, second];
}

function codesOf(): Uint16Array {
  const codes = new Uint16Array(32);
  codes[0] = ALWAYS;
  let half = 1;
  for (const base of BASIS) {
    for (let i = 0; i < half; i++) codes[half + i] = codes[i] as number ^ base;
    half *= 2;
  }
  return codes;
}

function formatFrom(data: number, side: number): Format {
  return { level: data >> 3, mask: data & 7, isMirrored: side > 0 };
}

/** The format that a copy is, seen from the front or from behind, or that both are nearest to; undefined where none is. */
export function formatOf(cells: Uint8Array, size: number): Format | undefined {
  const codes = codesOf();
  const copies = copiesOf(cells, size, 1, size + 1).concat(copiesOf(cells, size, size + 1, 1));
  for (let i = 0; i < 4; i++) {
    const data = codes.indexOf(copies[i] as number);
    if (data >= 0) return formatFrom(data, i >> 1);
  }
  let best: Format | undefined;
  let least = WRONG_MAX + 1;
  for (let data = 0; data < 32; data++) {
    const code = codes[data] as number;
    const wrong = ones(code ^ copies[0] as number) + ones(code ^ copies[1] as number);
    if (wrong >= least) continue;
    least = wrong;
    best = formatFrom(data, 0);
  }
  return best;
}
