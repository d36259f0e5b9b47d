import ts from "typescript";
import { findScopes } from "../dialect/scopes";

/** Names in the order of their heat: see hot.json. */
export interface HotNames {
  /** Objects of the interpreter. */
  objects: string[];
  /** Functions of the sources, outermost ones. */
  functions: string[];
}

/**
 * Moves the functions that a sale runs through, and what they need of the interpreter, to the front: a name is found by
 * walking all that were declared before it, and what a script lacks is looked for behind all of them. A function may
 * stand earlier than it did, because its body is read only when it is called. `sourceNames` tells what a function of the
 * script is called in the sources.
 */
export function hotFirst(code: string, hot: HotNames, sourceNames: ReadonlyMap<string, string>): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const heat = new Map(hot.functions.map((name, index) => [name, index]));
  const heatOf = (statement: ts.Statement) => {
    if (!ts.isFunctionDeclaration(statement)) return undefined;
    const name = statement.name!.text;
    return heat.get(sourceNames.get(name) ?? name);
  };
  const moved = file.statements.filter((statement) => heatOf(statement) !== undefined)
    .sort((a, b) => heatOf(a)! - heatOf(b)!);
  const rest = file.statements.filter((statement) => !moved.includes(statement));
  const text = (statements: readonly ts.Statement[]) => statements.map((statement) => statement.getText(file)).join("\n");
  // Reading an object of the interpreter gives it a place among the names.
  const used = new Set(findScopes(file).outside.map((name) => name.text));
  // Methods of texts and lists are looked for in objects that no script has to name.
  const first = hot.objects.filter((name) => used.has(name) || name in globalThis).map((name) => `${name};`).join("");
  return `${first}\n${text(moved)}\n${text(rest)}`;
}
