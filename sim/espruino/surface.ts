import type { Foreign, Machine } from "./machine";
import { changeViews } from "./views";
import { GLOBALS, MEMBERS, STATICS, TYPED_ARRAY_MEMBERS } from "./surface-names";

const TYPED_ARRAYS = [
  "Int8",
  "Uint8",
  "Uint8Clamped",
  "Int16",
  "Uint16",
  "Int32",
  "Uint32",
  "Float32",
  "Float64",
];

/**
 * Makes a fresh realm's language that of the interpreter: takes out what it lacks, and changes what
 * it does otherwise as far as built-ins allow. Syntax is the dialect checker's part.
 */
export function restrictSurface(machine: Machine): void {
  const { global, intrinsics } = machine;
  const arrays = TYPED_ARRAYS.map((name) => global[`${name}Array`] as Foreign);
  const shared = Object.getPrototypeOf(arrays[0]) as Foreign;
  const errors = [intrinsics.Error, intrinsics.TypeError, intrinsics.SyntaxError, intrinsics.ReferenceError];
  keep(global, GLOBALS);
  for (const [name, names] of Object.entries(STATICS)) keep(global[name], names);
  for (const [name, names] of Object.entries(MEMBERS)) keep(global[name].prototype, names);
  keep(shared, ["prototype"]);
  keep(shared.prototype, TYPED_ARRAY_MEMBERS);
  for (const array of arrays) {
    keep(array, ["length", "prototype"]);
    keep(array.prototype, ["constructor"]);
  }
  changeErrors(machine, errors);
  changeText(machine);
  changeNumbers(machine);
  changeObjects(machine);
  changeLists(machine, shared.prototype);
  changeBuffers(machine);
  changeViews(machine, TYPED_ARRAYS.map((name) => `${name}Array`));
  addEvents(machine);
}

/** Removes the string-named members that are not listed; symbols carry the language's own protocols. */
function keep(target: Foreign, names: string[]): void {
  for (const name of Object.getOwnPropertyNames(target)) {
    if (!names.includes(name)) Reflect.deleteProperty(target, name);
  }
}

/** Gives methods to a realm object the way built-ins have them: not enumerable. */
function define(
  machine: Machine,
  target: Foreign,
  methods: Record<string, (this: any, ...args: any[]) => unknown>,
): void {
  for (const [name, method] of Object.entries(methods)) {
    Object.defineProperty(target, name, {
      value: machine.pure(method),
      enumerable: false,
      writable: true,
      configurable: true,
    });
  }
}

/** Errors have a `type` and no `name`, and the special ones are no Errors. */
function changeErrors(machine: Machine, errors: Foreign[]): void {
  const types = ["Error", "TypeError", "SyntaxError", "ReferenceError"];
  const toText = machine.pure(function (this: Foreign) {
    return this.message === undefined || this.message === ""
      ? String(this.type)
      : `${this.type}: ${this.message}`;
  });
  errors.forEach((error, index) => {
    const { prototype } = error;
    delete prototype.name;
    delete prototype.message;
    if (index > 0) {
      Object.setPrototypeOf(prototype, machine.intrinsics.Object.prototype);
      Object.setPrototypeOf(error, machine.intrinsics.Function.prototype);
    }
    for (const [name, value] of [
      ["type", types[index]],
      ["toString", toText],
    ]) {
      Object.defineProperty(prototype, name as string, {
        value,
        enumerable: false,
        writable: true,
        configurable: true,
      });
    }
  });
}

/**
 * Where a text is found: the interpreter takes the beginning of the needle for the whole where the text
 * ends behind it, and looks from no place behind the last possible one.
 */
function find(text: string, needle: string, from: Foreign): number {
  if (needle.length > text.length) return -1;
  const start = Math.min(typeof from === "number" ? Math.max(0, Math.trunc(from)) : 0, text.length - needle.length + 1);
  if (needle === "") return start < text.length ? start : -1;
  const whole = text.indexOf(needle, start);
  if (whole >= 0) return whole;
  for (let at = Math.max(start, text.length - needle.length + 1); at < text.length; at++) {
    if (needle.startsWith(text.slice(at))) return at;
  }
  return -1;
}

/** Strings are bytes: no character beyond 255 comes from a built-in, and only ASCII has two cases. */
function changeText(machine: Machine): void {
  const { prototype } = machine.intrinsics.String;
  const { toUpperCase, toLowerCase, replace } = String.prototype;
  // The realm's own, whose lists are the realm's.
  const { split } = prototype;
  const notASCII = /[^\x00-\x7f]/;
  const { fromCharCode } = String;
  define(machine, machine.intrinsics.String, {
    fromCharCode: function (...codes: number[]) {
      if (codes.length === 1) return fromCharCode(codes[0]! & 255);
      return fromCharCode.apply(
        null,
        codes.map((code) => code & 255),
      );
    },
  });
  // Of a typed array nobody can watch it; a list has nothing there.
  for (let index = 1; index <= 16; index++) {
    const before = () => machine.fail(`Field or method "-${index}" does not already exist, and can't create it on String`);
    Object.defineProperty(prototype, `-${index}`, { get: machine.pure(before), enumerable: false, configurable: true });
  }
  define(machine, prototype, {
    toUpperCase: function (this: string) {
      return notASCII.test(this)
        ? this.replace(/[a-z]+/g, (part) => part.toUpperCase())
        : toUpperCase.call(this);
    },
    toLowerCase: function (this: string) {
      return notASCII.test(this)
        ? this.replace(/[A-Z]+/g, (part) => part.toLowerCase())
        : toLowerCase.call(this);
    },
    // The second argument of split is not looked at, and a text much shorter than the separator has no parts.
    split: function (this: string, separator: Foreign) {
      if (typeof separator === "string" && separator.length > this.length + 1) return split.call("", "" as Foreign);
      return split.call(this, separator);
    },
    indexOf: function (this: string, needle: Foreign, from: Foreign) {
      return find(String(this), String(needle), from);
    },
    includes: function (this: string, needle: Foreign, from: Foreign) {
      return find(String(this), String(needle), from) >= 0;
    },
    replace: function (this: string, pattern: Foreign, replacement: Foreign) {
      // A function is only called for a regular expression; else its text is put in.
      if (typeof replacement === "function" && typeof pattern !== "string")
        return Reflect.apply(replace, this, [pattern, replacement]);
      if (typeof pattern === "string") {
        const at = find(this, pattern, 0);
        return at < 0 ? String(this) : this.slice(0, at) + String(replacement) + this.slice(at + pattern.length);
      }
      // Only groups are known in the text; every other dollar is a dollar.
      return Reflect.apply(replace, this, [pattern, String(replacement).replace(/\$(?!\d)/g, "$$$$")]);
    },
  });
}

function changeNumbers(machine: Machine): void {
  const { Math: math, Number: number } = machine.intrinsics;
  // The constants that it lacks cannot be taken out of the realm's own Number.
  const replaced = machine.pure((...values: Foreign[]) =>
    values.length === 0 ? 0 : Number(values[0]),
  ) as Foreign;
  for (const name of STATICS.Number!) if (name !== "length") replaced[name] = (number as Foreign)[name];
  Object.defineProperty(number.prototype, "constructor", {
    value: replaced,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  machine.global.Number = replaced;
  let seed = 0x2545f491;
  define(machine, math, {
    // Halves go away from zero.
    round: (value: Foreign) => (Number(value) < 0 ? -Math.round(-value) : Math.round(value)),
    // The same numbers after every start, as on boards without a source of chance.
    random: () => {
      seed ^= seed << 13;
      seed ^= seed >>> 17;
      seed ^= seed << 5;
      return (seed >>> 0) / 4_294_967_296;
    },
    randInt: (limit: number) => Math.floor(math.random() * (limit || 4_294_967_296)),
    clip: (value: number, low: number, high: number) => Math.min(Math.max(value, low), high),
    wrap: (value: number, limit: number) => ((value % limit) + limit) % limit,
  });
}

function changeObjects(machine: Machine): void {
  const { JSON: json, Object: objects } = machine.intrinsics;
  const { create, defineProperty } = Object;
  const { stringify } = JSON;
  const { parse } = json;
  const capitals = (character: string): string =>
    `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
  const listed = (_: string, value: unknown): unknown =>
    ArrayBuffer.isView(value) ? Array.from(value as Uint8Array) : value;
  define(machine, objects, {
    create: (prototype: Foreign, properties: Foreign) => {
      if (properties !== undefined) throw machine.error("Error", "propertiesObject is not supported yet");
      return create(prototype);
    },
    // Everything stays enumerable.
    defineProperty: (target: Foreign, name: Foreign, descriptor: Foreign) =>
      defineProperty(target, name, { ...descriptor, enumerable: true, configurable: true }),
  });
  define(machine, json, {
    // No replacer; what is not printable ASCII is escaped, in capitals.
    stringify: (value: Foreign, _replacer: Foreign, indent: Foreign) => {
      const text: string = stringify(value, listed, indent) ?? "null";
      return text
        .replace(/[\x7f-\uffff]/g, capitals)
        .replace(/\\u00[01][0-9a-f]/g, (code) => `\\u${code.slice(2).toUpperCase()}`);
    },
    // No reviver; an escape gives one byte.
    parse: (text: Foreign) => {
      const source = String(text);
      if (!source.includes("\\u")) return parse(source);
      return parse(
        source.replace(/\\(\\|u[0-9a-f]{2}(?=[0-9a-f]{2}))/gi, (part) => (part === "\\\\" ? part : "\\u00")),
      );
    },
  });
}

function changeLists(machine: Machine, typed: Foreign): void {
  const { slice, filter } = Array.prototype;
  define(machine, typed, {
    // Plain lists, not typed ones.
    filter: function (this: Foreign, test: Foreign, self: Foreign) {
      return machine.array(filter.call(this, test, self));
    },
    slice: function (this: Foreign, start: Foreign, end: Foreign) {
      return machine.array(slice.call(this, start, end));
    },
  });
}

/** A buffer can be indexed like the bytes in it, as far as digests are long. */
function changeBuffers(machine: Machine): void {
  const { ArrayBuffer: buffer, Uint8Array: bytes } = machine.intrinsics;
  const get = (name: string, read: (this: ArrayBuffer) => unknown): void => {
    Object.defineProperty(buffer.prototype, name, {
      get: machine.pure(read as Foreign),
      enumerable: false,
      configurable: true,
    });
  };
  for (let index = 0; index < 64; index++)
    get(String(index), function () {
      return new bytes(this)[index];
    });
  get("length", function () {
    return this.byteLength;
  });
}

/** Every object can have listeners; they are kept in visible members, as in the interpreter. */
function addEvents(machine: Machine): void {
  const listen = (target: Foreign, event: Foreign, listener: Foreign, first: boolean): void => {
    checkEvent(machine, target, event);
    if (typeof listener !== "function" && typeof listener !== "string") {
      throw machine.error("TypeError", "Second argument must be a function or a String");
    }
    const key = `#on${event}`;
    const before = Array.isArray(target[key]) ? target[key] : target[key] === undefined ? [] : [target[key]];
    // A new list: one that is being called does not get the new listener.
    target[key] = machine.array(first ? [listener, ...before] : [...before, listener]);
    const held = event === "data" ? machine.heldData(target) : undefined;
    if (held !== undefined) machine.emit(target, "data", [held]);
  };
  define(machine, machine.intrinsics.Object.prototype, {
    on: function (this: Foreign, event: Foreign, listener: Foreign) {
      listen(this, event, listener, false);
    },
    addListener: function (this: Foreign, event: Foreign, listener: Foreign) {
      listen(this, event, listener, false);
    },
    prependListener: function (this: Foreign, event: Foreign, listener: Foreign) {
      listen(this, event, listener, true);
    },
    emit: function (this: Foreign, event: Foreign, ...args: Foreign[]) {
      checkEvent(machine, this, event);
      if (args.length > 4) throw machine.error("TypeError", "Too many arguments (>4)");
      machine.emit(this, event, args);
    },
    removeListener: function (this: Foreign, event: Foreign, listener: Foreign) {
      checkEvent(machine, this, event);
      const list = this[`#on${event}`];
      const at = Array.isArray(list) ? list.indexOf(listener) : -1;
      if (at >= 0) list.splice(at, 1);
    },
    removeAllListeners: function (this: Foreign, event: Foreign) {
      if (event !== undefined) {
        checkEvent(machine, this, event);
        delete this[`#on${event}`];
      } else for (const key of Object.keys(this)) if (key.startsWith("#on")) delete this[key];
    },
    clone: function (this: Foreign) {
      return Array.isArray(this) ? machine.array(this) : Object.assign(machine.object(), this);
    },
  });
}

function checkEvent(machine: Machine, target: Foreign, event: Foreign): void {
  if (target === null || (typeof target !== "object" && typeof target !== "function")) {
    throw machine.error("TypeError", "Parent must be an object - not a String, Integer, etc");
  }
  if (typeof event !== "string") throw machine.error("TypeError", "First argument must be String");
}
