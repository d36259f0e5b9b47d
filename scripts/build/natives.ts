import ts from "typescript";
import { findScopes } from "../dialect/scopes";

/** Functions of the interpreter that need no object to be called on. */
const NATIVES = new Set(["Math.floor", "Math.ceil", "Math.max", "Math.min", "Object.assign", "String.fromCharCode", "parseInt"]);
/** A name takes three variables for ever: it has to save so many bytes of flash. */
const WORTH_BYTES = 60;

/**
 * Gives functions of the interpreter that a script calls often a short name at its beginning: the script becomes
 * shorter, and the interpreter finds the name before all others, where it would look for its own behind all of them.
 */
export function nameNatives(code: string): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const uses = new Map<string, ts.Node[]>();
  for (const name of findScopes(file).outside) {
    const { parent } = name;
    const isObject = ts.isPropertyAccessExpression(parent) && parent.expression === name;
    const node = isObject ? parent : name;
    const text = node.getText(file);
    if (NATIVES.has(text)) uses.set(text, [...(uses.get(text) ?? []), node]);
  }
  const free = freeNames(code);
  const named = new Map<ts.Node, string>();
  const declared: string[] = [];
  for (const [text, nodes] of [...uses].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1))) {
    const name = free[0]!;
    if (nodes.length * (text.length - name.length) - text.length - name.length < WORTH_BYTES) continue;
    free.shift();
    declared.push(`${name}=${text}`);
    for (const node of nodes) named.set(node, name);
  }
  if (declared.length === 0) return code;
  let out = `var ${declared.join(",")};\n`;
  let at = 0;
  for (const [node, name] of [...named].sort((a, b) => a[0].pos - b[0].pos)) {
    out += code.slice(at, node.getStart(file)) + name;
    at = node.end;
  }
  return out + code.slice(at);
}

/** Names of two characters that a script has no use for. */
export function freeNames(code: string): string[] {
  const taken = new Set(code.match(/[A-Za-z_$][\w$]*/g));
  const letters = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"];
  return letters.flatMap((letter) => [`${letter}$`, `${letter}_`]).filter((name) => !taken.has(name));
}
