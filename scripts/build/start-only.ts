import ts from "typescript";
import { findScopes } from "../dialect/scopes";

/**
 * Adds to a script of declarations that starts by its last statement, a call: the names that nothing can use any more
 * once the start is over are deleted, unless the call gives true because it is not: then it went on to what the function
 * `goesOn` makes, whose uses do not count. A name is needed later when a function inside another function uses it, when
 * a function that is needed later does, or when it is the name of a function that is handed on rather than called. What
 * is deleted would lie in memory for ever.
 */
export function forgetStart(code: string, goesOn?: string): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const declared = new Set<string>();
  const uses = new Map<string, { by: string; later: boolean }[]>();
  for (const binding of findScopes(file).bindings) {
    if (binding.scope.node !== file) continue;
    declared.add(binding.name);
    uses.set(binding.name, binding.uses.map((use) => userOf(use, binding.kind === "function")).filter(({ by }) => by !== goesOn));
  }
  const later = new Set([...declared].filter((name) => uses.get(name)!.some((use) => use.later)));
  for (let before = -1; before !== later.size;) {
    before = later.size;
    for (const name of declared) if (uses.get(name)!.some((use) => later.has(use.by))) later.add(name);
  }
  const names = [...declared].filter((name) => !later.has(name));
  if (names.length === 0) return code;
  const last = file.statements[file.statements.length - 1]!;
  const start = last.getText(file).replace(/;$/, "");
  return `${code.slice(0, last.getStart(file))}${start}||"${names.join(" ")}".split(" ").forEach(function(name){delete global[name]});\n`;
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
