import ts from "typescript";
import type { Binding } from "../dialect/scopes";
import { isAssigned, isOutermost, isRead } from "./uses";

/**
 * Lets what one part alone uses lie in that part: functions, texts and tables that are made anew each time at no loss.
 * `partOf` tells the part of a statement, "" where it has to stay outside; `statementAt` the outermost statement of a place.
 */
export function sink(
  bindings: readonly Binding[], partOf: Map<ts.Node, string>, statementAt: (node: ts.Node) => ts.Node | undefined,
): void {
  const users = new Map<ts.Node, Set<ts.Node>>();
  for (const binding of bindings) {
    const statement = statementAt(binding.node);
    if (statement === undefined || !isOutermost(binding, statement) || !isTable(binding, statement)) continue;
    users.set(statement, new Set(binding.uses.map((use) => statementAt(use)!).filter((user) => user !== statement)));
  }
  for (let before = -1; before !== partOf.size;) {
    before = partOf.size;
    for (const [statement, by] of users) {
      if (partOf.has(statement)) continue;
      const parts = new Set([...by].map((user) => partOf.get(user)));
      const [part] = parts;
      if (parts.size === 1 && part) partOf.set(statement, part);
    }
  }
}

/** Whether it is the same each time it is made: a function, or alone in its statement a text or a table that is only read. */
function isTable({ node, uses }: Binding, statement: ts.Node): boolean {
  if (uses.length === 0 || uses.some(isAssigned)) return false;
  if (ts.isFunctionDeclaration(statement)) return true;
  if (!ts.isVariableStatement(statement) || statement.declarationList.declarations.length !== 1) return false;
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined || !isLiteral(node.initializer)) return false;
  return ts.isStringLiteral(node.initializer) || uses.every(isRead);
}

function isLiteral(node: ts.Expression): boolean {
  if (ts.isArrayLiteralExpression(node)) return node.elements.every(isLiteral);
  if (!ts.isObjectLiteralExpression(node)) return ts.isLiteralExpression(node);
  return node.properties.every((property) => ts.isPropertyAssignment(property) && isLiteral(property.initializer));
}
