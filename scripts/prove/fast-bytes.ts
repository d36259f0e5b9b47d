/** The same as `sim/bytes.ts`, by Node's buffers. */
export function toBytes(array: Uint8Array): string {
  return Buffer.from(array.buffer, array.byteOffset, array.length).toString("latin1");
}

/** The same as `sim/bytes.ts`. Throws RangeError for a character that is no byte. */
export function fromBytes(text: string): Uint8Array {
  const array = new Uint8Array(text.length);
  Buffer.from(array.buffer).write(text, "latin1");
  return array;
}

export { crc32 } from "../../sim/bytes";
