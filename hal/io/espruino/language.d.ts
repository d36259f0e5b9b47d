/**
 * The language as the interpreter has it: this file stands in for TypeScript's own library (`noLib`),
 * so that a built-in which does not exist on the device, or which is wrong there, does not compile.
 * Measured with Espruino 2v29; what is left out on purpose is named where it would stand.
 */

// What the compiler itself wants to know.
interface CallableFunction extends Function {}
interface NewableFunction extends Function {}
interface IArguments {
  readonly length: number;
  [index: number]: any;
}
interface TemplateStringsArray extends ReadonlyArray<string> {}

type Partial<T> = { [P in keyof T]?: T[P] };
type Required<T> = { [P in keyof T]-?: T[P] };
type Readonly<T> = { readonly [P in keyof T]: T[P] };
type Pick<T, K extends keyof T> = { [P in K]: T[P] };
type Record<K extends string | number | symbol, T> = { [P in K]: T };
type Exclude<T, U> = T extends U ? never : T;
type Extract<T, U> = T extends U ? T : never;
type Omit<T, K extends string | number | symbol> = Pick<T, Exclude<keyof T, K>>;
type NonNullable<T> = T & {};
type Parameters<T extends (...list: any) => any> = T extends (...list: infer P) => any ? P : never;
type ReturnType<T extends (...list: any) => any> = T extends (...list: any) => infer R ? R : any;

/** Only so that the compiler accepts `for (… of …)`; there is no Symbol, and the checker says so. */
interface SymbolConstructor {
  readonly iterator: unique symbol;
}
declare const Symbol: SymbolConstructor;
interface Symbol {}
interface IteratorResult<T> {
  done: boolean;
  value: T;
}
interface Iterator<T> {
  next(): IteratorResult<T>;
}
interface Iterable<T> {
  [Symbol.iterator](): Iterator<T>;
}
interface IterableIterator<T> extends Iterator<T> {
  [Symbol.iterator](): IterableIterator<T>;
}

/**
 * `X.prototype.method` of a built-in reads as undefined: only what a program itself put there is
 * found, so the type knows no member.
 */
interface BuiltinPrototype {
  [added: string]: unknown;
}

/** No `name`. `length` is the number of parameters. */
interface Function {
  apply(target: any, list?: ArrayLike<any> | IArguments): any;
  bind(target: any, ...list: any[]): any;
  call(target: any, ...list: any[]): any;
  readonly length: number;
  toString(): string;
  prototype: any;
}
interface FunctionConstructor {
  new (...list: string[]): Function;
  (...list: string[]): Function;
}
declare const Function: FunctionConstructor;

/**
 * Listeners are part of every object: `emit` queues them and returns before they run. No
 * isPrototypeOf, propertyIsEnumerable, toLocaleString.
 */
interface Object {
  constructor: Function;
  toString(): string;
  valueOf(): Object;
  hasOwnProperty(name: string | number): boolean;
  on(event: string, listener: (...list: any[]) => void): void;
  emit(event: string, ...list: any[]): void;
  removeListener(event: string, listener: (...list: any[]) => void): void;
  removeAllListeners(event?: string): void;
}
/**
 * No freeze, seal, is, hasOwn, groupBy, getOwnPropertySymbols; `create` takes no second argument;
 * `defineProperty` cannot hide a property from enumeration.
 */
interface ObjectConstructor {
  new (): Object;
  readonly prototype: Object;
  assign<T, U>(target: T, source: U): T & U;
  assign<T, U, V>(target: T, source1: U, source2: V): T & U & V;
  assign(target: any, ...sources: any[]): any;
  /** `null` gives an object that still inherits. */
  create(prototype: object): any;
  defineProperties(target: any, properties: { [name: string]: PropertyDescriptor }): any;
  defineProperty(target: any, name: string, descriptor: PropertyDescriptor): any;
  entries<T>(target: { [name: string]: T } | ArrayLike<T>): [string, T][];
  entries(target: {}): [string, any][];
  fromEntries<T>(entries: ReadonlyArray<readonly [string, T]>): { [name: string]: T };
  fromEntries(entries: readonly any[][]): any;
  getOwnPropertyDescriptor(target: any, name: string): PropertyDescriptor | undefined;
  getOwnPropertyNames(target: any): string[];
  getPrototypeOf(target: any): any;
  keys(target: {}): string[];
  setPrototypeOf(target: any, prototype: object | null): any;
  values<T>(target: { [name: string]: T } | ArrayLike<T>): T[];
  values(target: {}): any[];
}
declare const Object: ObjectConstructor;
interface PropertyDescriptor {
  configurable?: boolean;
  writable?: boolean;
  value?: any;
  get?(): any;
  set?(value: any): void;
}

interface Boolean {
  valueOf(): boolean;
}
interface BooleanConstructor {
  new (value?: any): Boolean;
  <T>(value?: T): boolean;
}
declare const Boolean: BooleanConstructor;

/** No toPrecision, toExponential, toLocaleString. `toFixed` rounds halves in its own way: never for money. */
interface Number {
  toFixed(digits?: number): string;
  toString(radix?: number): string;
  valueOf(): number;
}
/** No isInteger, isFinite, isNaN, isSafeInteger, MAX_SAFE_INTEGER, EPSILON, parseInt, parseFloat. */
interface NumberConstructor {
  new (value?: any): Number;
  (value?: any): number;
  readonly prototype: BuiltinPrototype;
  readonly MAX_VALUE: number;
  readonly MIN_VALUE: number;
  readonly NaN: number;
  readonly NEGATIVE_INFINITY: number;
  readonly POSITIVE_INFINITY: number;
}
declare const Number: NumberConstructor;

/**
 * Bytes: characters above 255 do not exist on boards. No at, codePointAt, localeCompare, matchAll,
 * normalize, search, trimStart, trimEnd, HTML methods. `split` knows no limit. `replace` with a
 * function works for a RegExp only.
 */
interface String {
  charAt(index: number): string;
  charCodeAt(index: number): number;
  concat(...list: any[]): string;
  endsWith(text: string, end?: number): boolean;
  includes(text: string, start?: number): boolean;
  indexOf(text: string, start?: number): number;
  lastIndexOf(text: string, start?: number): number;
  readonly length: number;
  match(pattern: RegExp | string): RegExpMatch | null;
  padEnd(length: number, fill?: string): string;
  padStart(length: number, fill?: string): string;
  removeAccents(): string;
  repeat(count: number): string;
  replace(pattern: string, by: string): string;
  replace(pattern: RegExp, by: string | ((...list: any[]) => any)): string;
  replaceAll(pattern: string | RegExp, by: string): string;
  slice(start?: number, end?: number): string;
  split(separator?: string | RegExp): string[];
  startsWith(text: string, start?: number): boolean;
  substr(start: number, length?: number): string;
  substring(start: number, end?: number): string;
  toLowerCase(): string;
  toString(): string;
  toUpperCase(): string;
  trim(): string;
  valueOf(): string;
  readonly [index: number]: string;
  [Symbol.iterator](): IterableIterator<string>;
}
/** No fromCodePoint, raw. `fromCharCode` keeps the low byte. */
interface StringConstructor {
  new (value?: any): String;
  (value?: any): string;
  readonly prototype: BuiltinPrototype;
  fromCharCode(...codes: number[]): string;
}
declare const String: StringConstructor;

interface ArrayLike<T> {
  readonly length: number;
  readonly [index: number]: T;
}
interface ReadonlyArray<T> {
  readonly length: number;
  readonly [index: number]: T;
  concat(...list: (T | ReadonlyArray<T>)[]): T[];
  every(test: (value: T, index: number, list: T[]) => unknown, target?: any): boolean;
  filter<S extends T>(test: (value: T, index: number, list: T[]) => value is S, target?: any): S[];
  filter(test: (value: T, index: number, list: T[]) => unknown, target?: any): T[];
  find(test: (value: T, index: number, list: T[]) => unknown): T | undefined;
  findIndex(test: (value: T, index: number, list: T[]) => unknown): number;
  forEach(run: (value: T, index: number, list: T[]) => void, target?: any): void;
  includes(value: T, start?: number): boolean;
  indexOf(value: T, start?: number): number;
  join(separator?: string): string;
  map<U>(run: (value: T, index: number, list: T[]) => U, target?: any): U[];
  reduce(run: (sum: T, value: T, index: number, list: T[]) => T): T;
  reduce<U>(run: (sum: U, value: T, index: number, list: T[]) => U, start: U): U;
  slice(start?: number, end?: number): T[];
  some(test: (value: T, index: number, list: T[]) => unknown, target?: any): boolean;
  toString(): string;
  [Symbol.iterator](): IterableIterator<T>;
}
/**
 * `length` cannot be assigned. No at, copyWithin, entries, findLast, flat, flatMap, keys,
 * lastIndexOf, reduceRight, values. `sort` is not stable. Index access walks a list.
 */
interface Array<T> extends ReadonlyArray<T> {
  [index: number]: T;
  fill(value: T, start?: number, end?: number): this;
  pop(): T | undefined;
  push(...list: T[]): number;
  /** Takes the first `value` out (the interpreter's own). */
  remove(value: T): T | undefined;
  reverse(): T[];
  shift(): T | undefined;
  sort(compare?: (a: T, b: T) => number): this;
  splice(start: number, count?: number, ...list: T[]): T[];
  unshift(...list: T[]): number;
}
/** No from, of. */
interface ArrayConstructor {
  new <T = any>(length?: number): T[];
  new <T>(...list: T[]): T[];
  <T = any>(length?: number): T[];
  <T>(...list: T[]): T[];
  readonly prototype: BuiltinPrototype;
  isArray(value: any): value is any[];
}
declare const Array: ArrayConstructor;

/** Has neither slice nor isView. */
interface ArrayBuffer {
  readonly byteLength: number;
}
interface ArrayBufferConstructor {
  new (length: number): ArrayBuffer;
  readonly prototype: BuiltinPrototype;
}
declare const ArrayBuffer: ArrayBufferConstructor;

/** `slice` gives a plain array; `subarray` and `byteOffset` reach to 65,535. */
interface TypedArray {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  readonly length: number;
  [index: number]: number;
  every(test: (value: number, index: number) => unknown): boolean;
  fill(value: number, start?: number, end?: number): this;
  filter(test: (value: number, index: number) => unknown): number[];
  find(test: (value: number, index: number) => unknown): number | undefined;
  findIndex(test: (value: number, index: number) => unknown): number;
  forEach(run: (value: number, index: number) => void): void;
  includes(value: number, start?: number): boolean;
  indexOf(value: number, start?: number): number;
  join(separator?: string): string;
  map(run: (value: number, index: number) => number): this;
  reduce(run: (sum: number, value: number, index: number) => number, start?: number): number;
  reverse(): this;
  set(list: ArrayLike<number>, offset?: number): void;
  slice(start?: number, end?: number): number[];
  some(test: (value: number, index: number) => unknown): boolean;
  sort(compare?: (a: number, b: number) => number): this;
  subarray(start?: number, end?: number): this;
  toString(): string;
  [Symbol.iterator](): IterableIterator<number>;
}
/** No from, of; a string is not an array of bytes here: E.toUint8Array. */
interface TypedArrayConstructor<T> {
  new (length: number): T;
  new (list: ArrayLike<number>): T;
  new (buffer: ArrayBuffer, offset?: number, length?: number): T;
  readonly prototype: BuiltinPrototype;
}
interface Uint8Array extends TypedArray {}
interface Uint8ClampedArray extends TypedArray {}
interface Int8Array extends TypedArray {}
interface Uint16Array extends TypedArray {}
interface Int16Array extends TypedArray {}
interface Uint24Array extends TypedArray {}
interface Uint32Array extends TypedArray {}
interface Int32Array extends TypedArray {}
interface Float32Array extends TypedArray {}
interface Float64Array extends TypedArray {}
declare const Uint8Array: TypedArrayConstructor<Uint8Array>;
declare const Uint8ClampedArray: TypedArrayConstructor<Uint8ClampedArray>;
declare const Int8Array: TypedArrayConstructor<Int8Array>;
declare const Uint16Array: TypedArrayConstructor<Uint16Array>;
declare const Int16Array: TypedArrayConstructor<Int16Array>;
declare const Uint24Array: TypedArrayConstructor<Uint24Array>;
declare const Uint32Array: TypedArrayConstructor<Uint32Array>;
declare const Int32Array: TypedArrayConstructor<Int32Array>;
declare const Float32Array: TypedArrayConstructor<Float32Array>;
declare const Float64Array: TypedArrayConstructor<Float64Array>;

interface DataView {
  readonly buffer: ArrayBuffer;
  readonly byteLength: number;
  readonly byteOffset: number;
  getFloat32(offset: number, littleEndian?: boolean): number;
  getFloat64(offset: number, littleEndian?: boolean): number;
  getInt8(offset: number): number;
  getInt16(offset: number, littleEndian?: boolean): number;
  getInt32(offset: number, littleEndian?: boolean): number;
  getUint8(offset: number): number;
  getUint16(offset: number, littleEndian?: boolean): number;
  getUint32(offset: number, littleEndian?: boolean): number;
  setFloat32(offset: number, value: number, littleEndian?: boolean): void;
  setFloat64(offset: number, value: number, littleEndian?: boolean): void;
  setInt8(offset: number, value: number): void;
  setInt16(offset: number, value: number, littleEndian?: boolean): void;
  setInt32(offset: number, value: number, littleEndian?: boolean): void;
  setUint8(offset: number, value: number): void;
  setUint16(offset: number, value: number, littleEndian?: boolean): void;
  setUint32(offset: number, value: number, littleEndian?: boolean): void;
}
interface DataViewConstructor {
  new (buffer: ArrayBuffer, offset?: number, length?: number): DataView;
  readonly prototype: { [added: string]: never };
}
declare const DataView: DataViewConstructor;

/** Classes of characters, `*`, `+`, `?`, `^`, `$` and plain captures; the checker refuses the rest. */
interface RegExp {
  exec(text: string): RegExpMatch | null;
  test(text: string): boolean;
  lastIndex: number;
  readonly source: string;
  readonly flags: string;
}
/** The whole match, then its captures: no `groups`. With flag g of `match` all matches instead. */
interface RegExpMatch extends Array<string> {
  readonly index: number;
}
interface RegExpConstructor {
  new (pattern: string, flags?: string): RegExp;
  (pattern: string, flags?: string): RegExp;
  readonly prototype: BuiltinPrototype;
}
declare const RegExp: RegExpConstructor;

/** No `name`: branch on `type` or on a field of your own. `new TypeError() instanceof Error` is false. */
interface Error {
  message: string;
  readonly type: string;
  stack?: string;
  toString(): string;
}
/** No `cause`, no captureStackTrace. */
interface ErrorConstructor {
  new (message?: string): Error;
  (message?: string): Error;
  readonly prototype: BuiltinPrototype;
}
declare const Error: ErrorConstructor;
declare const InternalError: ErrorConstructor;
declare const ReferenceError: ErrorConstructor;
declare const SyntaxError: ErrorConstructor;
declare const TypeError: ErrorConstructor;

/** Neither a replacer nor a reviver; a deep or circular value becomes ` ... ` in silence. */
interface JSON {
  parse(text: string): unknown;
  stringify(value: any): string;
}
declare const JSON: JSON;

/** No cbrt, clz32, fround, hypot, imul, log10, log2, trunc. Chance comes through a port, not from here. */
interface Math {
  readonly E: number;
  readonly LN10: number;
  readonly LN2: number;
  readonly LOG10E: number;
  readonly LOG2E: number;
  readonly PI: number;
  readonly SQRT1_2: number;
  readonly SQRT2: number;
  abs(value: number): number;
  acos(value: number): number;
  asin(value: number): number;
  atan(value: number): number;
  atan2(y: number, x: number): number;
  ceil(value: number): number;
  /** `value` held between `min` and `max` (the interpreter's own). */
  clip(value: number, min: number, max: number): number;
  cos(value: number): number;
  exp(value: number): number;
  floor(value: number): number;
  log(value: number): number;
  max(...list: number[]): number;
  min(...list: number[]): number;
  pow(base: number, power: number): number;
  /** Rounds halves away from zero below zero, unlike other engines. */
  round(value: number): number;
  sign(value: number): number;
  sin(value: number): number;
  sqrt(value: number): number;
  tan(value: number): number;
  /** Whole remainder, never negative (the interpreter's own). */
  wrap(value: number, limit: number): number;
}
declare const Math: Math;

/** No finally, race, allSettled, any. Reactions are queued events: timers already due come first. */
interface PromiseLike<T> {
  then<R = T, F = never>(
    done?: ((value: T) => R | PromiseLike<R>) | null,
    failed?: ((reason: any) => F | PromiseLike<F>) | null,
  ): PromiseLike<R | F>;
}
interface Promise<T> {
  then<R = T, F = never>(
    done?: ((value: T) => R | PromiseLike<R>) | null,
    failed?: ((reason: any) => F | PromiseLike<F>) | null,
  ): Promise<R | F>;
  catch<F = never>(failed?: ((reason: any) => F | PromiseLike<F>) | null): Promise<T | F>;
}
interface PromiseConstructor {
  new <T>(
    run: (resolve: (value: T | PromiseLike<T>) => void, reject: (reason?: any) => void) => void,
  ): Promise<T>;
  readonly prototype: BuiltinPrototype;
  all<T>(list: readonly (T | PromiseLike<T>)[]): Promise<T[]>;
  reject<T = never>(reason?: any): Promise<T>;
  resolve(): Promise<void>;
  resolve<T>(value: T | PromiseLike<T>): Promise<T>;
}
declare const Promise: PromiseConstructor;

declare const Infinity: number;
declare const NaN: number;
declare function atob(base64: string): string;
declare function btoa(bytes: string): string;
declare function decodeURIComponent(text: string): string;
declare function encodeURIComponent(text: string): string;
declare function isFinite(value: any): boolean;
declare function isNaN(value: any): boolean;
declare function parseFloat(text: any): number;
declare function parseInt(text: any, radix?: number): number;
