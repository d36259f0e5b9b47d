import type { Fail } from "./drawing";
import type { Foreign } from "./machine";

/** E's work on many numbers at once. */
export interface Bulk {
  sum(list: Foreign): number;
  variance(list: Foreign, mean: Foreign): number;
  convolve(kernel: Foreign, list: Foreign, offset: Foreign): number;
  mapInPlace(from: Foreign, to: Foreign, map: Foreign, bits: Foreign): void;
}

export function makeBulk(fail: Fail): Bulk {
  /** What a list of any kind holds, in numbers: text holds the codes of its characters, a buffer its bytes. */
  function numbers(list: Foreign, message: string): ArrayLike<number> {
    if (typeof list === "string") return Uint8Array.from(list, (character) => character.charCodeAt(0));
    if (isBuffer(list)) return new Uint8Array(list);
    if (ArrayBuffer.isView(list)) return list as Uint8Array;
    if (!Array.isArray(list)) fail(message);
    return (list as unknown[]).map(Number);
  }

  return {
    sum: (list) => {
      const found = numbers(list, `First argument must be Array, not ${kindOf(list)}`);
      let sum = 0;
      for (let index = 0; index < found.length; index++) if (!Array.isArray(list) || index in list) sum += found[index]!;
      return sum;
    },
    variance: (list, mean) => {
      const found = numbers(list, `First argument must iterable, not ${kindOf(list)}`);
      let sum = 0;
      for (let index = 0; index < found.length; index++) sum += (found[index]! - mean) ** 2;
      return sum;
    },
    convolve: (kernel, list, offset) => {
      const message = `Expecting first 2 arguments to be iterable, not ${kindOf(kernel)} and ${kindOf(list)}`;
      const factors = numbers(kernel, message);
      const found = numbers(list, message);
      if (found.length === 0) fail("E.convolve with an empty second list ends the interpreter");
      const from = (Math.trunc(Number(offset ?? 0)) % found.length) + found.length;
      let sum = 0;
      for (let index = 0; index < factors.length; index++) sum += factors[index]! * found[(from + index) % found.length]!;
      return sum;
    },
    mapInPlace: (from, to, map, bits) => {
      if (!isBytes(from) || !isBytes(to)) fail("First 2 arguments should be array buffers");
      if (map !== undefined && typeof map !== "function" && !Array.isArray(map) && !isBytes(map)) {
        fail("Third argument should be a function or array");
      }
      mapInPlace(viewOf(from), viewOf(to), isBuffer(map) ? viewOf(map) : map, Number(bits ?? 0), fail);
    },
  };
}

/** Bits are taken from the elements, highest first (lowest first for negative `bits`), and mapped. */
function mapInPlace(from: Uint8Array, to: Uint8Array, map: Foreign, bits: number, fail: Fail): void {
  const elementBits = from.BYTES_PER_ELEMENT * 8;
  const size = Math.abs(bits) || elementBits;
  if (elementBits > 16 || size > 16) fail("E.mapInPlace of elements of more than 16 bits is not in the stand-in");
  const mask = 2 ** size - 1;
  let held = 0;
  let heldBits = 0;
  let at = 0;
  for (let out = 0; out < to.length && (at < from.length || heldBits >= size); out++) {
    const index = at;
    while (heldBits < size) {
      const element = from[at++] ?? 0;
      held = bits < 0 ? held | (element << heldBits) : (held << elementBits) | element;
      heldBits += elementBits;
    }
    const value = bits < 0 ? held & mask : (held >> (heldBits - size)) & mask;
    if (bits < 0) held >>= size;
    heldBits -= size;
    if (typeof map === "function") to[out] = map(value, index);
    else to[out] = map === undefined ? value : map[value];
  }
}

function viewOf(data: Foreign): Uint8Array {
  return isBuffer(data) ? new Uint8Array(data) : data;
}

function isBytes(data: Foreign): boolean {
  return isBuffer(data) || ArrayBuffer.isView(data);
}

/** Also of another realm. */
function isBuffer(data: Foreign): boolean {
  return Object.prototype.toString.call(data) === "[object ArrayBuffer]";
}

/** What the interpreter calls a value in its errors. */
function kindOf(value: Foreign): string {
  if (value === undefined || value === null) return String(value);
  const kinds: Record<string, string> = { number: "Number", boolean: "Boolean", function: "Function", object: "Object" };
  return kinds[typeof value] ?? "String";
}
