import ts from "typescript";
import { isInterpreters } from "./device-program";

/**
 * Names of properties that only our own code knows, so that the build may give them short ones: one name costs a
 * device flash, time and, from five letters on, a variable in every object. A name stays as it is when the interpreter
 * or anything outside may mean it: it stands in a declaration of the interpreter's, belongs to a table
 * that is looked up by texts, or to a value whose names are looked at. Being looked up by one of our own words alone
 * is no reason.
 */
export function findProperties(program: ts.Program): { own: Set<string>; foreign: Set<string> } {
  const checker = program.getTypeChecker();
  const own = new Set<string>();
  const foreign = new Set<string>();
  for (const file of program.getSourceFiles()) {
    if (!file.isDeclarationFile) visit(file);
    else if (isInterpreters(file)) reserveAll(file);
  }
  return { own, foreign };

  function visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node)) access(node.name);
    if (ts.isObjectLiteralExpression(node)) literal(node);
    if (ts.isElementAccessExpression(node) && !isWord(checker.getTypeAtLocation(node.argumentExpression))) lookedUp(node.expression);
    if (ts.isForInStatement(node)) lookedUp(node.expression);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) lookedUp(node.right);
    if (ts.isExpression(node)) handedOn(node);
    ts.forEachChild(node, visit);
  }

  function access(name: ts.MemberName): void {
    const declarations = checker.getSymbolAtLocation(name)?.declarations ?? [];
    const isOurs = declarations.length > 0 && declarations.every((declaration) =>
      !ts.isIndexSignatureDeclaration(declaration) && !isInterpreters(declaration.getSourceFile()));
    (isOurs ? own : foreign).add(name.text);
  }

  function literal(node: ts.ObjectLiteralExpression): void {
    const wanted = checker.getContextualType(node);
    const isTable = wanted !== undefined && isOpen(wanted);
    for (const property of node.properties) {
      if (property.name !== undefined && ts.isIdentifier(property.name)) (isTable ? foreign : own).add(property.name.text);
    }
  }

  /** What is looked up by a text, or whose names are gone through. */
  function lookedUp(expression: ts.Expression): void {
    reserve(checker.getTypeAtLocation(expression));
  }

  /** A value that is taken for a table, or for anything at all, where it goes. */
  function handedOn(node: ts.Expression): void {
    if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node) && !ts.isCallExpression(node)) return;
    const wanted = checker.getContextualType(node);
    if (wanted !== undefined && isOpen(wanted)) reserve(checker.getTypeAtLocation(node));
  }

  function reserve(type: ts.Type): void {
    for (const property of checker.getNonNullableType(type).getProperties()) foreign.add(property.name);
  }

  function isWord(type: ts.Type): boolean {
    return type.isUnion() ? type.types.every(isWord) : type.isStringLiteral();
  }

  function reserveAll(node: ts.Node): void {
    if (ts.isIdentifier(node) && !ts.isParameter(node.parent)) foreign.add(node.text);
    ts.forEachChild(node, reserveAll);
  }

  /** Tables by text, and types that tell nothing. */
  function isOpen(type: ts.Type): boolean {
    if ((type.flags & ts.TypeFlags.Any) !== 0) return true;
    if (type.isUnion()) return type.types.some(isOpen);
    return checker.getIndexInfoOfType(type, ts.IndexKind.String) !== undefined;
  }
}
