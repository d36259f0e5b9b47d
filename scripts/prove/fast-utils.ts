import { utf8ToBytes as trueUtf8ToBytes } from "@noble/hashes/utils.js";
import { remember } from "../../sim/proof/remember";

export { bytesToHex } from "@noble/hashes/utils.js";

/** The same as the library's, made once for each text. */
export const utf8ToBytes: (text: string) => Uint8Array = remember((text) => {
  const array: Uint8Array & { text?: string } = trueUtf8ToBytes(text);
  array.text = Buffer.from(array.buffer, array.byteOffset, array.length).toString("latin1");
  return array;
});
