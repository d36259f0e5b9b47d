import ts from "typescript";
import type { Rules } from "./check";

/** Natives that call what they are given, and are done with it when they return. The checker knows them by their names alone. */
export const AT_ONCE: ReadonlySet<string> = new Set([
  "forEach", "map", "filter", "find", "findIndex", "some", "every", "reduce", "sort", "replace", "mapInPlace",
]);

/** So no member of ours may have such a name: it could keep a function for later. */
export const atOnceRules: Rules = {
  node(node, context) {
    const name = nameOfMember(node);
    if (ts.isPropertyAssignment(node) && isTruth(node.initializer)) return;
    if (name === undefined || !ts.isIdentifier(name) || !AT_ONCE.has(name.text)) return;
    context.report(name, "native-name", `${name.text} is a native that is done when it returns: give this another name`);
  },
};

/** `true`, `false`, and what minifying makes of them: an option, which keeps no function. */
function isTruth(value: ts.Expression): boolean {
  if (ts.isPrefixUnaryExpression(value)) return ts.isNumericLiteral(value.operand);
  return value.kind === ts.SyntaxKind.TrueKeyword || value.kind === ts.SyntaxKind.FalseKeyword;
}

function nameOfMember(node: ts.Node): ts.Node | undefined {
  if (ts.isClassElement(node) || ts.isObjectLiteralElementLike(node)) return node.name;
  const isSet = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    && ts.isPropertyAccessExpression(node.left);
  return isSet ? (node.left as ts.PropertyAccessExpression).name : undefined;
}
