import { fromBytes, toBytes } from "../bytes";
import type { Foreign, Machine } from "./machine";

/** The interpreter's settings of heatshrink: how far back a repetition reaches, and how long it is. */
const WINDOW_BITS = 8;
const LENGTH_BITS = 6;

/** `require("heatshrink")`: what unpacks; nothing of ours packs there. */
export function defineHeatshrink(machine: Machine): void {
  const bytesOf = (data: Foreign): Uint8Array => {
    if (typeof data === "string" || (typeof data === "object" && data !== null)) return machine.collect(data);
    throw machine.error("TypeError", `Expecting something iterable, got ${typeof data}`);
  };
  machine.defineModule("heatshrink", () => machine.library({
    decompress: machine.native((data: Foreign) => machine.arrayBuffer(unshrink(bytesOf(data)))),
    compress: machine.native(() => {
      throw machine.error("Error", "compress is not in the stand-in");
    }),
  }));
}

/**
 * A bit 1 and a byte, or a bit 0, how far back less one and how many less one; before the beginning lie zeros. What is cut
 * off at the end is left out.
 */
export function unshrink(packed: Uint8Array): Uint8Array {
  const out: number[] = [];
  let at = 0;
  const left = () => packed.length * 8 - at;
  const bits = (count: number): number => {
    let value = 0;
    for (let end = at + count; at < end; at++) value = value * 2 + ((packed[at >> 3]! >> (7 - (at & 7))) & 1);
    return value;
  };
  while (left() > 0) {
    const isByte = bits(1) === 1;
    if (left() < (isByte ? 8 : WINDOW_BITS + LENGTH_BITS)) break;
    if (isByte) out.push(bits(8));
    else {
      const back = bits(WINDOW_BITS) + 1;
      for (let count = bits(LENGTH_BITS) + 1; count > 0; count--) out.push(out[out.length - back] ?? 0);
    }
  }
  return Uint8Array.from(out);
}

/** The same of a text of bytes. */
export function unshrinkText(packed: string): string {
  return toBytes(unshrink(fromBytes(packed)));
}
