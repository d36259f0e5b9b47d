import ts from "typescript";
import { type Binding, findScopes } from "../dialect/scopes";
import { type Edit, edited } from "./edits";
import { isAssigned } from "./uses";

/** A text that is used more often than once goes into its uses up to this length: a name is not much shorter. */
const TEXT_CHARS_MAX = 12;

/**
 * Puts numbers and short texts that have a name at the outermost level, and are never assigned again, where they are
 * used. A name takes one or two variables for ever, and the interpreter looks for it among all the others each time;
 * a literal is read where it stands.
 */
export function inlineConstants(code: string): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const gone = new Set<ts.Node>();
  const uses: Edit[] = [];
  for (const binding of findScopes(file).bindings) {
    const literal = binding.scope.node === file ? literalOf(binding) : undefined;
    if (literal === undefined) continue;
    gone.add(binding.node);
    for (const use of binding.uses) {
      const text = ts.isShorthandPropertyAssignment(use.parent) ? `${use.text}:${literal}` : literal;
      uses.push({ start: use.getStart(file), end: use.end, text });
    }
  }
  const statements = file.statements.map((statement) => {
    if (!ts.isVariableStatement(statement)) return edited(code, statement.pos, statement.end, uses);
    const kept = statement.declarationList.declarations.filter((declaration) => !gone.has(declaration));
    const texts = kept.map((declaration) => edited(code, declaration.getStart(file), declaration.end, uses));
    // What stands before a statement says which module it is from.
    const before = code.slice(statement.pos, statement.getStart(file));
    return texts.length === 0 ? before : `${before}var ${texts.join(",")};`;
  });
  return statements.join("");
}

/** The literal to put in the place of a name, or undefined where it keeps its name. */
function literalOf({ node, uses }: Binding): string | undefined {
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined || uses.some(isAssigned)) return undefined;
  const value = node.initializer;
  const isShort = ts.isStringLiteral(value) && (uses.length === 1 || value.text.length <= TEXT_CHARS_MAX);
  return isShort || ts.isNumericLiteral(value) ? value.getText() : undefined;
}
