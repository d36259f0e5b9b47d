import type { Pixels } from "../../hal/ports/pixels";
import { fromBytes } from "../../sim/bytes";

/** Keeps the contract of the port. */
export const simulatedPixels: Pixels = {
  ofBits(bits, times) {
    const lights = [...fromBytes(bits)].flatMap((byte) => Array.from({ length: 8 }, (_, bit) => (byte >> (7 - bit)) & 1));
    return Uint16Array.from(lights.flatMap((light) => Array<number>(times).fill(light * 0xffff))).buffer;
  },
  ofText: (text) => Uint16Array.from([...text].map((light) => (light === "1" ? 0xffff : 0))).buffer,
};
