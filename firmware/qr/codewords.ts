import type { Bytes } from "../../hal/ports/bytes";

/** Level M of ISO/IEC 18004 table 9, by version: all codewords, correction codewords of a block, blocks. */
const TOTAL = [0, 26, 44, 70, 100, 134, 172, 196, 242, 292];
const CORRECTION = [0, 10, 16, 26, 18, 24, 16, 18, 22, 22];
const BLOCKS = [0, 1, 1, 1, 2, 2, 4, 4, 4, 5];
/** The largest version here; above it the count of bytes takes another form. */
const VERSION_MAX = 9;

function dataCount(version: number): number {
  return (TOTAL[version] as number) - (CORRECTION[version] as number) * (BLOCKS[version] as number);
}

/** The smallest version that holds so many bytes at level M, or 0: at most 180. */
export function versionFor(length: number): number {
  for (let version = 1; version <= VERSION_MAX; version++) {
    if (length + 2 <= dataCount(version)) return version;
  }
  return 0;
}

/** Mode (bytes), count, the bytes, end and filler, half a byte out of step as the standard has it. */
function dataOf(text: Bytes, count: number): Uint8Array {
  const data = new Uint8Array(count);
  const length = text.length;
  data[0] = 0x40 | (length >> 4);
  let low = length & 15;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    data[i + 1] = (low << 4) | (code >> 4);
    low = code & 15;
  }
  data[length + 1] = low << 4;
  for (let i = length + 2; i < count; i++) data[i] = (i - length) & 1 ? 0x11 : 0xec;
  return data;
}

/** Powers of 2 in GF(256) with polynomial 0x11d, twice over, and the logarithms of 1 to 255 behind them. */
function fieldTables(): Uint8Array {
  const field = new Uint8Array(768);
  let value = 1;
  for (let power = 0; power < 255; power++) {
    field[power] = value;
    field[power + 255] = value;
    field[512 + value] = power;
    value <<= 1;
    if (value > 255) value ^= 0x11d;
  }
  return field;
}

/** Logarithms of the coefficients of the generator polynomial, highest first, without the leading 1. */
function generatorLogs(count: number, field: Uint8Array): Uint8Array {
  const poly = new Uint8Array(count);
  poly[count - 1] = 1;
  for (let root = 0; root < count; root++) {
    for (let i = 0; i < count; i++) {
      const old = poly[i] as number;
      let value = old === 0 ? 0 : field[(field[512 + old] as number) + root] as number;
      if (i + 1 < count) value ^= poly[i + 1] as number;
      poly[i] = value;
    }
  }
  for (let i = 0; i < count; i++) poly[i] = field[512 + (poly[i] as number)] as number;
  return poly;
}

/** Divides one block and leaves the remainder at `to`, one every `gap`. */
function correct(
  data: Uint8Array, start: number, end: number, logs: Uint8Array, field: Uint8Array, out: Uint8Array, to: number, gap: number,
): void {
  const count = logs.length;
  const rest = new Uint8Array(count + 1);
  for (let i = start; i < end; i++) {
    const factor = (data[i] as number) ^ (rest[0] as number);
    const log = field[512 + factor] as number;
    for (let j = 0; j < count; j++) {
      rest[j] = (rest[j + 1] as number) ^ (factor === 0 ? 0 : field[log + (logs[j] as number)] as number);
    }
  }
  for (let j = 0; j < count; j++) out[to + j * gap] = rest[j] as number;
}

/** All codewords of a text, interleaved as they are placed (ISO/IEC 18004, 7.4 to 7.6). */
export function codewordsOf(text: Bytes, version: number): Uint8Array {
  const count = dataCount(version);
  const blocks = BLOCKS[version] as number;
  const data = dataOf(text, count);
  const out = new Uint8Array(TOTAL[version] as number);
  const field = fieldTables();
  const logs = generatorLogs(CORRECTION[version] as number, field);
  const short = Math.floor(count / blocks);
  const firstLong = blocks - (count - short * blocks);
  let start = 0;
  for (let block = 0; block < blocks; block++) {
    const length = short + (block < firstLong ? 0 : 1);
    for (let i = 0; i < length; i++) {
      const at = i < short ? i * blocks + block : short * blocks + block - firstLong;
      out[at] = data[start + i] as number;
    }
    correct(data, start, start + length, logs, field, out, count + block, blocks);
    start += length;
  }
  return out;
}
