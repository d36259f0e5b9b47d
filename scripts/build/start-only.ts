import ts from "typescript";
import { findScopes } from "../dialect/scopes";
import { isLoader, isMaker } from "./parts";

/**
 * Adds to a script of declarations that starts by its last statement, a call: the names that nothing can use any more
 * once the start is over are deleted, unless the call gives true because it is not. A name is needed later when a
 * function inside another function uses it, when a function that is needed later does, or when it is the name of a function
 * that is handed on rather than called. What is deleted would lie in memory for ever.
 */
export function forgetStart(code: string): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const declared = new Set<string>();
  const uses = new Map<string, Use[]>();
  const later = new Set<string>();
  for (const binding of findScopes(file).bindings) {
    const maker = makerOf(binding.scope.node);
    if (maker !== "" && binding.kind === "function" && !binding.uses.every((use) => isCalled(use) || isGiven(use))) later.add(maker);
    if (binding.scope.node !== file) continue;
    declared.add(binding.name);
    uses.set(binding.name, binding.uses.map((use) => userOf(use, binding.kind === "function")));
    if (uses.get(binding.name)!.some((use) => use.later)) later.add(binding.name);
  }
  for (let before = -1; before !== later.size;) {
    before = later.size;
    for (const name of declared) if (uses.get(name)!.some((use) => later.has(use.by))) later.add(name);
  }
  const names = [...declared].filter((name) => !later.has(name));
  if (names.length === 0) return code;
  const last = file.statements[file.statements.length - 1]!;
  const start = last.getText(file).replace(/;$/, "");
  return `${code.slice(0, last.getStart(file))}${start}||"${names.join(" ")}".split(" ").forEach(function(name){delete global[name]});\n`;

  function makerOf(node: ts.Node): string {
    return ts.isFunctionDeclaration(node) && node.parent === file && isMaker(node.name!.text) ? node.name!.text : "";
  }

  /** The outermost function that a use stands in, and whether it may be reached after that function's end. */
  function userOf(use: ts.Identifier, isFunction: boolean): Use {
    let functions = 0;
    let by = "";
    let maker = "";
    for (let at: ts.Node = use; at.parent !== undefined; at = at.parent) {
      if (ts.isFunctionLike(at)) functions++;
      if (ts.isFunctionDeclaration(at) && ts.isSourceFile(at.parent)) by = at.name!.text;
      maker = makerOf(at);
    }
    const outer = by === "" ? 0 : maker === "" ? 1 : 2;
    return { by, later: functions > outer || (isFunction && !isCalled(use)) };
  }
}

interface Use {
  by: string;
  later: boolean;
}

/** Whether a function is called where it is named, or what it gives has a function that is. */
function isCalled(use: ts.Identifier): boolean {
  const call = use.parent;
  if (!ts.isCallExpression(call) || call.expression !== use) return false;
  const access = call.parent;
  if (!ts.isPropertyAccessExpression(access)) return true;
  return !isLoader(use.text) || (ts.isCallExpression(access.parent) && access.parent.expression === access);
}

/** Whether it is a function of a part that is given out. */
function isGiven(use: ts.Identifier): boolean {
  return ts.isPropertyAssignment(use.parent) && ts.isReturnStatement(use.parent.parent.parent);
}
