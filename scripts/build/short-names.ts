import ts from "typescript";
import { type Binding, findScopes, type Scope } from "../dialect/scopes";
import { type Edit, edited } from "./edits";

const LETTERS = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ$_"];
/** Two letters of which the second is one of these are no word of the language. */
const ENDINGS = ["$", "_", ..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Of one letter, whether a script uses it or not. */
const OF_THE_INTERPRETER = ["E"];

/** Names, the shortest first; behind those of one letter `LETTERS.length * ENDINGS.length` of two. */
export const NAMES = [...LETTERS, ...ENDINGS.flatMap((ending) => LETTERS.map((letter) => letter + ending))];

/**
 * Gives the outermost names of a script anew, the shortest to those that are used most: what moved into parts needs none
 * any more. A name may be that of a variable in a function that has no use for the outermost one. Those that `stays` tells
 * keep theirs; no name is one of `around`, which will stand around some of the script.
 */
export function nameAnew(code: string, stays: (name: string) => boolean, around: readonly string[]): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const { bindings, outside } = findScopes(file);
  const scopeOf = new Map(bindings.map((binding) => [binding.scope.node, binding.scope]));
  const taken = new Set([...OF_THE_INTERPRETER, ...around, ...outside.map(({ text }) => text)]);
  const outermost = bindings.filter(({ scope, name }) => scope.node === file && !stays(name));
  const edits: Edit[] = [];
  for (const binding of outermost.sort((a, b) => b.uses.length - a.uses.length)) {
    const hidden = new Set(binding.uses.flatMap((use) => namesAround(use, scopeOf)));
    const name = NAMES.find((free) => !taken.has(free) && !hidden.has(free))!;
    taken.add(name);
    for (const place of [nameOf(binding), ...binding.uses]) {
      const isAlone = ts.isShorthandPropertyAssignment(place.parent);
      edits.push({ start: place.getStart(file), end: place.end, text: isAlone ? `${place.getText(file)}:${name}` : name });
    }
  }
  return edited(code, 0, code.length, edits);
}

/** What the functions and blocks around a place call theirs. */
function namesAround(place: ts.Node, scopeOf: ReadonlyMap<ts.Node, Scope>): string[] {
  const names: string[] = [];
  for (let at = place; at.parent !== undefined; at = at.parent) names.push(...(scopeOf.get(at)?.names.keys() ?? []));
  return names;
}

function nameOf({ node }: Binding): ts.Identifier {
  return (node as ts.FunctionDeclaration | ts.VariableDeclaration).name as ts.Identifier;
}
