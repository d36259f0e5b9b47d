import ts from "typescript";
import { AT_ONCE } from "./at-once";
import type { Context, Rules } from "./check";
import { runOf } from "./scopes";
import { isAccess } from "./syntax";

/** Loops: their variable is one for all rounds, and what they run over. */
export const loopRules: Rules = {
  node(node, context) {
    if (ts.isForInStatement(node) || ts.isForOfStatement(node)) over(node, context);
    if (ts.isForInStatement(node)) deletes(node, context);
  },
  file(context) {
    for (const binding of context.scopes.bindings) {
      if (binding.kind !== "let" && binding.kind !== "const") continue;
      const loop = binding.node.parent.parent;
      if (!ts.isForStatement(loop) && !ts.isForInStatement(loop) && !ts.isForOfStatement(loop)) continue;
      for (const use of binding.uses) {
        if (isKept(use, runOf(loop))) {
          context.report(
            use,
            "loop-closure",
            `all rounds share one "${binding.name}", so that the function sees the last: ` +
              `const copy = ${binding.name}; inside the loop`,
          );
        }
      }
    }
  },
};

/** True when the use stands in a function that may outlive the round. */
function isKept(use: ts.Node, run: ts.Node): boolean {
  for (let at = runOf(use); at !== run; at = runOf(at)) {
    const call = at.parent;
    const atOnce =
      ts.isCallExpression(call) &&
      ts.isPropertyAccessExpression(call.expression) &&
      AT_ONCE.has(call.expression.name.text) &&
      call.arguments.includes(at as ts.Expression);
    if (!atOnce) return true;
  }
  return false;
}

function over(node: ts.ForInOrOfStatement, context: Context): void {
  let subject: ts.Expression = node.expression;
  while (ts.isParenthesizedExpression(subject)) subject = subject.expression;
  if (ts.isForOfStatement(node) && ts.isObjectLiteralExpression(subject)) {
    context.report(subject, "loop-over", "an object is looped over instead of throwing: use Object.keys");
  }
  if (subject.kind === ts.SyntaxKind.NullKeyword || subject.getText() === "undefined") {
    context.report(subject, "loop-over", "a loop over nothing does something else here: test before it");
  }
  if (
    ts.isForInStatement(node) &&
    ts.isNewExpression(subject) &&
    ts.isIdentifier(subject.expression) &&
    context.scopes.of(subject.expression)?.kind === "class"
  ) {
    context.report(subject, "loop-over", "methods of a class are looped over too: use Object.keys");
  }
}

function deletes(loop: ts.ForInStatement, context: Context): void {
  const subject = loop.expression.getText();
  visit(loop.statement);

  function visit(node: ts.Node): void {
    if (
      ts.isDeleteExpression(node) &&
      isAccess(node.expression) &&
      node.expression.expression.getText() === subject
    ) {
      context.report(node, "loop-delete", "the loop ends when its own key is deleted: loop over Object.keys");
    }
    ts.forEachChild(node, visit);
  }
}
