import ts from "typescript";
import type { Edit } from "./edits";
import { quoted } from "./quoted";

/** What `require` is called while esbuild works. */
export const NATIVE_REQUIRE = "nativeRequire";

export interface Mended {
  code: string;
  /** Where a place of the new script was in the old one. */
  original(offset: number): number;
}

/**
 * Puts right what esbuild's minifying made of correct code and what the interpreter reads wrongly, at no
 * cost on the device; what would cost is left to the checker, which refuses it.
 * - Strings that became templates (for their line ends) are plain strings again: a template would be
 *   put together anew, in memory, each time.
 * - A statement merged into the head of a `for` comes out again when it contains `in`.
 * - "use strict" means nothing there.
 * - `require` has its name again.
 * - A variable that minifying called `of`, a keyword there, gets another name.
 */
export function mend(code: string): Mended {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const edits: Edit[] = [];
  visit(file);
  edits.sort((a, b) => a.start - b.start);
  return apply(code, edits);

  function visit(node: ts.Node): void {
    if (ts.isNoSubstitutionTemplateLiteral(node) && !ts.isTaggedTemplateExpression(node.parent)) {
      edits.push({ start: node.getStart(), end: node.end, text: quoted(node.text) });
    } else if (
      ts.isForStatement(node) &&
      node.initializer !== undefined &&
      isStatementList(node.parent) &&
      hasIn(node.initializer)
    ) {
      takeOut(node, node.initializer);
      // Nothing inside the initialiser is edited again: edits must not overlap.
      [node.condition, node.incrementor, node.statement].forEach((child) => {
        if (child !== undefined) visit(child);
      });
      return;
    } else if (ts.isIdentifier(node) && node.text === NATIVE_REQUIRE) {
      edits.push({ start: node.getStart(), end: node.end, text: "require" });
    } else if (ts.isIdentifier(node) && node.text === "of" && !isMemberName(node)) {
      const isShort = ts.isShorthandPropertyAssignment(node.parent);
      edits.push({ start: node.getStart(), end: node.end, text: isShort ? "of:$of" : "$of" });
    } else if (
      ts.isExpressionStatement(node) &&
      node.parent === file &&
      ts.isStringLiteral(node.expression) &&
      node.expression.text === "use strict"
    ) {
      edits.push({ start: node.getStart(), end: node.end, text: "" });
    }
    ts.forEachChild(node, visit);
  }

  function takeOut(loop: ts.ForStatement, head: ts.ForInitializer): void {
    // A `let` of the loop would become one of the block: only what has no own scope may move.
    if (ts.isVariableDeclarationList(head) && (head.flags & ts.NodeFlags.BlockScoped) !== 0) return;
    edits.push({ start: loop.getStart(), end: head.end, text: `${head.getText()};for(` });
  }
}

/** True when an `in` stands in the expression itself, functions inside it left out. */
export function hasIn(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) return true;
  return ts.forEachChild(node, (child) => hasIn(child) || undefined) ?? false;
}

/** `a.of`, and `of` as the key or method of an object. */
function isMemberName(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isShorthandPropertyAssignment(parent) || ts.isVariableDeclaration(parent)) return false;
  return (ts.isObjectLiteralElement(parent) || ts.isClassElement(parent)) && parent.name === node;
}

function isStatementList(node: ts.Node): boolean {
  return ts.isBlock(node) || ts.isSourceFile(node) || ts.isCaseOrDefaultClause(node);
}

function apply(code: string, edits: Edit[]): Mended {
  let out = "";
  let at = 0;
  const shifts: { from: number; by: number }[] = [{ from: 0, by: 0 }];
  for (const edit of edits) {
    out += code.slice(at, edit.start) + edit.text;
    at = edit.end;
    shifts.push({ from: out.length, by: at - out.length });
  }
  return {
    code: out + code.slice(at),
    original: (offset) => offset + shifts.filter((shift) => shift.from <= offset).pop()!.by,
  };
}
