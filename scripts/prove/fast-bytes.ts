import { fromBytes as trueFromBytes } from "../../sim/bytes";
import { remember } from "../../sim/proof/remember";

/** Bytes that were made of a text keep it; nobody changes bytes that cross the wire. */
interface Bytes extends Uint8Array {
  text?: string;
  view?: Buffer;
}

/** The same as `sim/bytes.ts`, by Node's buffers. */
export function toBytes(array: Bytes, from?: number, to?: number): string {
  if (array.text !== undefined) return from === undefined ? array.text : array.text.slice(from, to);
  return (array.view ??= Buffer.from(array.buffer, array.byteOffset, array.length)).toString("latin1", from, to);
}

/** The same as `sim/bytes.ts`, made once for each text. Throws RangeError for a character that is no byte. */
export const fromBytes: (text: string) => Uint8Array = remember((text) => {
  const array: Bytes = /[^\0-\xff]/.test(text) ? trueFromBytes(text) : Buffer.from(text, "latin1");
  array.text = text;
  return array;
});

export { crc32 } from "../../sim/bytes";
