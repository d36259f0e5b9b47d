import vm from "node:vm";
import type { Realm } from "../espruino/realm";

const compiled = new Map<string, vm.Script>();
const COMPILED_MAX = 32;

/** A fresh vm context without anything of Node. Scripts are compiled once however often they are booted. */
export function makeNodeRealm(): Realm {
  const context = vm.createContext(Object.create(null), { microtaskMode: "afterEvaluate" });
  const global = vm.runInContext("globalThis", context) as Record<string, any>;
  return { global, run: (source, name) => compile(source, name).runInContext(context) };
}

function compile(source: string, name: string): vm.Script {
  const key = `${name}\n${source}`;
  const known = compiled.get(key);
  if (known) return known;
  if (compiled.size >= COMPILED_MAX) compiled.delete(compiled.keys().next().value!);
  const script = new vm.Script(source, { filename: name });
  compiled.set(key, script);
  return script;
}
