/** A repetition reaches so far back, and is so long (the interpreter's settings of heatshrink: 8 and 6 bits). */
const BACK_MAX = 256;
const LENGTH_MAX = 64;
/** Bits of a byte that stands for itself, and of a repetition. */
const BYTE_BITS = 9;
const REPEAT_BITS = 15;

/** Packs bytes into the fewest that the interpreter's `heatshrink` unpacks; its own packer takes what it finds first. */
export function shrink(bytes: string): string {
  const { length } = bytes;
  // What lies before the beginning counts as zeros.
  const text = "\0".repeat(BACK_MAX) + bytes;
  const costs = new Array<number>(length + 1).fill(0);
  const steps = new Array<{ count: number; back: number }>(length);
  for (let at = length - 1; at >= 0; at--) {
    costs[at] = BYTE_BITS + costs[at + 1]!;
    steps[at] = { count: 1, back: 0 };
    const end = Math.min(length, at + LENGTH_MAX);
    for (let back = 1; back <= BACK_MAX; back++) {
      for (let count = 1; at + count <= end && text[BACK_MAX + at + count - 1] === text[BACK_MAX + at + count - 1 - back]; count++) {
        const cost = REPEAT_BITS + costs[at + count]!;
        if (cost >= costs[at]!) continue;
        costs[at] = cost;
        steps[at] = { count, back };
      }
    }
  }
  let bits = "";
  const put = (value: number, count: number) => { bits += value.toString(2).padStart(count, "0"); };
  for (let at = 0; at < length; at += steps[at]!.count) {
    const { count, back } = steps[at]!;
    if (back === 0) put(256 + bytes.charCodeAt(at), BYTE_BITS);
    else put((back - 1) * LENGTH_MAX + count - 1, REPEAT_BITS);
  }
  return bits.replace(/.{1,8}/g, (byte) => String.fromCharCode(parseInt(byte.padEnd(8, "0"), 2)));
}
