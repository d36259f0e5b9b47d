/** One character per byte, of a part or of all. */
export function toBytes(array: Uint8Array, from = 0, to = array.length): string {
  let text = "";
  for (let at = from; at < to; at += 8192) {
    // Spread out, the bytes would go through an iterator, ten times slower.
    text += String.fromCharCode.apply(undefined, array.subarray(at, Math.min(at + 8192, to)) as unknown as number[]);
  }
  return text;
}

/** The bytes of a string of characters 0 to 255. Throws RangeError for any other character. */
export function fromBytes(text: string): Uint8Array {
  const array = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code > 255) throw new RangeError(`character ${code} at ${at} is no byte`);
    array[at] = code;
  }
  return array;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, index) => {
  let crc = index;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

/** CRC-32 of IEEE 802.3, unsigned. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ CRC_TABLE[(crc ^ byte) & 255]!;
  return (crc ^ 0xffffffff) >>> 0;
}
