import type { Bytes } from "./bytes";

/** Makes pixels of 16 bits each: all ones where it is light, all zeros where it is dark. */
export interface Pixels {
  /** Each bit, the highest of a byte first, as `times` pixels one after the other; 1 is light. 1 to 256 bytes. */
  ofBits(bits: Bytes, times: 1 | 2): ArrayBuffer;
  /** Each character, "1" for light and "0" for dark. */
  ofText(text: Bytes): ArrayBuffer;
}
