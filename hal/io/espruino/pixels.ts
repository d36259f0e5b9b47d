import type { Bytes } from "../../ports/bytes";
import type { Pixels } from "../../ports/pixels";

/** Pixels, made by one call of the interpreter for each piece: a loop would take a hundred times as long. */
export function openPixels(): Pixels {
  const once = new Uint16Array([0, 0xffff]);
  const twice = new Uint32Array([0, 0xffffffff]);
  const digits = new Uint16Array(50);
  digits[49] = 0xffff;
  return {
    ofBits: function (bits: Bytes, times: 1 | 2): ArrayBuffer {
      const count = bits.length * 8;
      const pixels = times === 2 ? new Uint32Array(count) : new Uint16Array(count);
      E.mapInPlace(E.toUint8Array(bits), pixels, times === 2 ? twice : once, 1);
      return pixels.buffer;
    },
    ofText: function (text: Bytes): ArrayBuffer {
      const pixels = new Uint16Array(text.length);
      E.mapInPlace(E.toUint8Array(text), pixels, digits);
      return pixels.buffer;
    },
  };
}
