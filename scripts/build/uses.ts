import ts from "typescript";
import type { Binding } from "../dialect/scopes";

/** Whether a name is declared by the statement itself, rather than inside a function of it. */
export function isOutermost(binding: Binding, statement: ts.Node): boolean {
  return binding.node === statement || (binding.kind === "var" && !isInFunction(binding.node, statement));
}

/** Whether a place in a statement lies in a function. */
export function isInFunction(node: ts.Node, statement: ts.Node): boolean {
  for (let at = node; at !== statement; at = at.parent) if (ts.isFunctionLike(at)) return true;
  return ts.isFunctionLike(statement);
}

/** Whether a use of a name gives it another value. */
export function isAssigned(use: ts.Identifier): boolean {
  const parent = use.parent;
  if (ts.isPrefixUnaryExpression(parent) || ts.isPostfixUnaryExpression(parent)) {
    return parent.operator === ts.SyntaxKind.PlusPlusToken || parent.operator === ts.SyntaxKind.MinusMinusToken;
  }
  return ts.isBinaryExpression(parent) && parent.left === use
    && parent.operatorToken.kind >= ts.SyntaxKind.FirstAssignment && parent.operatorToken.kind <= ts.SyntaxKind.LastAssignment;
}

/** Whether a use of a table takes something out of it. */
export function isRead(use: ts.Identifier): boolean {
  const access = use.parent;
  if (ts.isForOfStatement(access)) return access.expression === use;
  if (!ts.isElementAccessExpression(access) && !ts.isPropertyAccessExpression(access)) return false;
  if (access.expression !== use) return false;
  const { parent } = access;
  if (ts.isCallExpression(parent) && parent.expression === access) return /\.(indexOf|join)$/.test(access.getText());
  return !ts.isDeleteExpression(parent) && !ts.isPostfixUnaryExpression(parent) && !ts.isPrefixUnaryExpression(parent)
    && !(ts.isBinaryExpression(parent) && parent.left === access && /=$/.test(parent.operatorToken.getText()));
}
