import ts from "typescript";
import { findScopes } from "../dialect/scopes";

/**
 * Adds to a script of declarations that starts by its last statements: the names that nothing can use any more once
 * the start is over are deleted. A name is needed later when a function inside another function uses it, when a
 * function that is needed later does, when it is the name of a function that is handed on rather than called, or when
 * `keep` says so. What is deleted would lie in memory for ever.
 */
export function forgetStart(code: string, keep: (name: string) => boolean): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const declared = new Map<string, ts.Node>();
  const uses = new Map<string, { by: string; later: boolean }[]>();
  for (const binding of findScopes(file).bindings) {
    if (binding.scope.node !== file) continue;
    declared.set(binding.name, binding.node);
    uses.set(binding.name, binding.uses.map((use) => userOf(use, binding.kind === "function")));
  }
  const later = new Set([...declared.keys()].filter((name) => keep(name) || uses.get(name)!.some((use) => use.later)));
  for (let before = -1; before !== later.size;) {
    before = later.size;
    for (const name of declared.keys()) if (uses.get(name)!.some((use) => later.has(use.by))) later.add(name);
  }
  const names = [...declared.keys()].filter((name) => !later.has(name));
  if (names.length === 0) return code;
  return `${code}\n"${names.join(" ")}".split(" ").forEach(function(name){delete global[name]});\n`;
}

/** The outermost function that a use stands in, and whether it may be reached after that function's end. */
function userOf(use: ts.Identifier, isFunction: boolean): { by: string; later: boolean } {
  let functions = 0;
  let by = "";
  for (let at: ts.Node = use; at.parent !== undefined; at = at.parent) {
    if (ts.isFunctionLike(at)) functions++;
    if (ts.isFunctionDeclaration(at) && ts.isSourceFile(at.parent)) by = at.name!.text;
  }
  const isCalled = ts.isCallExpression(use.parent) && use.parent.expression === use;
  return { by, later: functions > (by === "" ? 0 : 1) || (isFunction && !isCalled) };
}
