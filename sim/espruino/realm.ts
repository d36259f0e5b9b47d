import { readTokens } from "./tokens";

/**
 * A separate JavaScript world: its own global object and its own built-ins, nothing of its maker.
 * Node makes one with `vm`, a page with an iframe.
 */
export interface Realm {
  /** The world's global object. */
  readonly global: Record<string, any>;
  /** Runs a script in it and gives the value of its last expression. */
  run(source: string, name: string): unknown;
}

/** Makes a fresh realm; every boot takes a new one. */
export type MakeRealm = () => Realm;

/** A realm that reads scripts of the interpreter's tokens. */
export function tokenRealm(realm: Realm): Realm {
  return { global: realm.global, run: (source, name) => realm.run(readTokens(source), name) };
}

/** The realm's own constructors, taken before anything in it could change them. */
export interface Intrinsics {
  Object: ObjectConstructor;
  Function: FunctionConstructor;
  Array: ArrayConstructor;
  ArrayBuffer: ArrayBufferConstructor;
  Uint8Array: Uint8ArrayConstructor;
  DataView: DataViewConstructor;
  Date: DateConstructor;
  Error: ErrorConstructor;
  TypeError: ErrorConstructor;
  SyntaxError: ErrorConstructor;
  ReferenceError: ErrorConstructor;
  JSON: JSON;
  String: StringConstructor;
  Number: NumberConstructor;
  RegExp: RegExpConstructor;
  Math: Math;
}

export function takeIntrinsics(realm: Realm): Intrinsics {
  const names =
    "Object,Function,Array,ArrayBuffer,Uint8Array,DataView,Date,Error,TypeError,SyntaxError," +
    "ReferenceError,JSON,String,Number,RegExp,Math";
  return realm.run(`({${names}})`, "intrinsics") as Intrinsics;
}
