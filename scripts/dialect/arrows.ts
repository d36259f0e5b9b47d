import ts from "typescript";
import type { Context, Rules } from "./check";
import { runOf } from "./scopes";
import { contains } from "./syntax";

/** Functions: what `this` and `arguments` mean inside them, and what they are not. */
export const arrowRules: Rules = {
  node(node, context) {
    if (ts.isArrowFunction(node)) losesThis(node, context);
    if (ts.isIdentifier(node) && node.text === "arguments" && ts.isArrowFunction(runOf(node))) {
      context.report(
        node,
        "arrow-arguments",
        "in an arrow these are the arrow's own: take them into a variable outside",
      );
    }
    if (ts.isPropertyAccessExpression(node)) members(node, context);
    if (ts.isNewExpression(node) && ts.isIdentifier(node.expression) && isArrow(context, node.expression)) {
      context.report(node, "arrow-new", "new of an arrow makes an object instead of throwing: use a class");
    }
    if (ts.isCallExpression(node) && ts.isIdentifier(node.expression)) {
      const binding = context.scopes.of(node.expression);
      if (binding?.kind === "class")
        context.report(node, "class-call", "a class that is called without new does not throw: write new");
    }
    uselessDirective(node, context);
  },
};

/**
 * Measured: an arrow without a block that uses `this` and then holds another arrow loses `this`; with `this`
 * in the inner one the interpreter's asserts fail. Minifying makes this shape of a block with one return.
 */
function losesThis(node: ts.ArrowFunction, context: Context): void {
  if (ts.isBlock(node.body)) return;
  if (
    !holds(node.body, ts.isArrowFunction) ||
    !holds(node.body, (inner) => inner.kind === ts.SyntaxKind.ThisKeyword)
  )
    return;
  context.report(
    node,
    "arrow-this",
    "an arrow that holds another arrow loses this: const self = this; outside, or a plain loop",
  );
}

/** Like `contains`, but looks into arrows, which share `this`. */
function holds(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  if (test(node)) return true;
  if (ts.isFunctionLike(node) && !ts.isArrowFunction(node)) return false;
  return ts.forEachChild(node, (child) => holds(child, test) || undefined) ?? false;
}

function members(node: ts.PropertyAccessExpression, context: Context): void {
  let owner: ts.Expression = node.expression;
  while (ts.isParenthesizedExpression(owner)) owner = owner.expression;
  if (node.name.text === "prototype" && ts.isArrowFunction(owner)) {
    context.report(node, "arrow-new", "an arrow has a prototype here and none elsewhere: use a class");
  }
  if (node.name.text !== "length" || owner.getText() !== "arguments") return;
  const run = runOf(node);
  if (ts.isFunctionLike(run) && run.parameters.length > 1) {
    context.report(
      node,
      "arguments-length",
      "arguments.length is never below the number of parameters: compare a parameter with undefined",
    );
  }
}

function isArrow(context: Context, identifier: ts.Identifier): boolean {
  const node = context.scopes.of(identifier)?.node;
  return (
    node !== undefined &&
    ts.isVariableDeclaration(node) &&
    node.initializer !== undefined &&
    ts.isArrowFunction(node.initializer)
  );
}

function uselessDirective(node: ts.Node, context: Context): void {
  if (
    !ts.isExpressionStatement(node) ||
    !ts.isStringLiteral(node.expression) ||
    node.expression.text !== "use strict"
  )
    return;
  const follows =
    !ts.isSourceFile(node.parent) ||
    contains(node.parent, (inner) => inner !== node.parent && ts.isVariableStatement(inner));
  if (follows)
    context.report(node, "use-strict", "there is no strict mode: the directive promises what does not hold");
}
