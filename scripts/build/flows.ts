import ts from "typescript";
import { isInterpreters } from "./device-program";

/** A value, and the type that is expected where it goes. */
export type Flow = [value: ts.Expression, wanted: ts.Type];

/** What goes where at a node of a program: into a variable, a property, a parameter, a result. */
export function flowsAt(checker: ts.TypeChecker, node: ts.Node): Flow[] {
  const flows: Flow[] = [];
  if (ts.isVariableDeclaration(node) && node.initializer !== undefined) {
    flows.push([node.initializer, checker.getTypeAtLocation(node.name)]);
  } else if (ts.isPropertyAssignment(node)) {
    const symbol = checker.getSymbolAtLocation(node.name);
    flows.push([node.initializer, symbol === undefined ? checker.getTypeAtLocation(node.initializer) : checker.getTypeOfSymbol(symbol)]);
  } else if (ts.isReturnStatement(node) && node.expression !== undefined) flows.push(...returned(checker, node, node.expression));
  else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) flows.push(...returned(checker, node, node.body));
  else if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    flows.push([node.right, checker.getTypeAtLocation(node.left)]);
  } else if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
    flows.push([node.expression, checker.getTypeAtLocation(node)]);
  }
  const wanted = ts.isExpression(node) ? checker.getContextualType(node) : undefined;
  if (wanted !== undefined) flows.push([node as ts.Expression, wanted]);
  return flows;
}

function returned(checker: ts.TypeChecker, node: ts.Node, value: ts.Expression): Flow[] {
  let at = node;
  while (!ts.isFunctionLike(at)) at = at.parent;
  const signature = checker.getSignatureFromDeclaration(at);
  return signature === undefined ? [] : [[value, checker.getReturnTypeOfSignature(signature)]];
}

/** What somebody wants to know of two types of which one goes where the other is expected. */
export interface Meeting {
  /** Says whether to look further into the two. */
  types?(from: ts.Type, to: ts.Type): boolean;
  /** The same of two properties of one name. */
  properties(from: ts.Symbol, to: ts.Symbol): boolean;
}

/** Makes a function that follows two types into their properties, elements, parameters and results; each pair once. */
export function followTypes(checker: ts.TypeChecker, meeting: Meeting): (from: ts.Type, to: ts.Type) => void {
  const seen = new Set<string>();
  return follow;

  function follow(from: ts.Type, to: ts.Type): void {
    if (from === to || from.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Never)) return;
    const pair = `${idOf(from)} ${idOf(to)}`;
    if (seen.has(pair)) return;
    seen.add(pair);
    if (from.isUnion()) {
      if ((to.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0) return from.types.forEach((each) => follow(each, to));
    }
    if (meeting.types?.(from, to) === false || !hasMembers(from)) return;
    for (const target of to.isUnion() ? to.types : [to]) if (hasMembers(target)) members(from, target);
  }

  function members(from: ts.Type, to: ts.Type): void {
    for (const property of to.getProperties()) {
      const own = from.getProperty(property.name);
      if (own !== undefined && meeting.properties(own, property)) follow(checker.getTypeOfSymbol(own), checker.getTypeOfSymbol(property));
    }
    for (const kind of [ts.IndexKind.String, ts.IndexKind.Number]) {
      const [mine, wanted] = [checker.getIndexInfoOfType(from, kind)?.type, checker.getIndexInfoOfType(to, kind)?.type];
      if (wanted === undefined) continue;
      if (mine !== undefined) follow(mine, wanted);
      else if (kind === ts.IndexKind.String) {
        for (const property of from.getProperties()) follow(checker.getTypeOfSymbol(property), wanted);
      }
    }
    const [given] = from.getCallSignatures();
    const [called] = to.getCallSignatures();
    if (given === undefined || called === undefined) return;
    follow(checker.getReturnTypeOfSignature(given), checker.getReturnTypeOfSignature(called));
    given.parameters.forEach((parameter, index) => {
      const other = called.parameters[index];
      if (other !== undefined) follow(checker.getTypeOfSymbol(other), checker.getTypeOfSymbol(parameter));
    });
  }
}

function hasMembers(type: ts.Type): boolean {
  return (type.flags & ts.TypeFlags.Object) !== 0 || type.isIntersection();
}

function idOf(type: ts.Type): number {
  return (type as unknown as { id: number }).id;
}

/** Whether the interpreter's declarations tell of a property. */
export function isNative(property: ts.Symbol): boolean {
  const declared = property.declarations?.[0]?.getSourceFile();
  return declared !== undefined && isInterpreters(declared);
}
