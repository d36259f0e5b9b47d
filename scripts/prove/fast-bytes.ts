import { fromBytes as trueFromBytes } from "../../sim/bytes";
import { remember } from "../../sim/proof/remember";

/** Bytes that were made of a text keep it; nobody changes bytes that cross the wire. */
interface Bytes extends Uint8Array {
  text?: string;
}

/** The same as `sim/bytes.ts`, by Node's buffers. */
export function toBytes(array: Bytes): string {
  return array.text ?? Buffer.from(array.buffer, array.byteOffset, array.length).toString("latin1");
}

/** The same as `sim/bytes.ts`, made once for each text. Throws RangeError for a character that is no byte. */
export const fromBytes: (text: string) => Uint8Array = remember((text) => {
  const array: Bytes = trueFromBytes(text);
  array.text = text;
  return array;
});

export { crc32 } from "../../sim/bytes";
