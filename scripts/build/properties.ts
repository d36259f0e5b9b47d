import ts from "typescript";
import { isInterpreters } from "./device-program";
import type { Edit } from "./edits";
import { flowsAt, followTypes, isNative } from "./flows";

export interface Properties {
  /** Names that our own code gives to properties. */
  own: Set<string>;
  /** Names that have to stay as they are. */
  foreign: Set<string>;
  /** Where a file means a property of the interpreter's that has the name of one of ours: there it stands in quotation marks. */
  quoted: Map<string, Edit[]>;
}

/**
 * Names of properties that only our own code knows, so that the build may give them short ones: one name costs a
 * device flash, time and, from five letters on, a variable in every object. A name stays as it is when anything outside
 * may mean it: it belongs to a table that is looked up by texts, or to a value whose names are looked at, or to one that
 * goes where the interpreter gives a property the same name. Where our own and the interpreter's of one name never meet,
 * only the interpreter's stay. Being looked up by one of our own words alone is no reason.
 */
export function findProperties(program: ts.Program): Properties {
  const checker = program.getTypeChecker();
  const own = new Set<string>();
  const foreign = new Set<string>();
  const natives: ts.Identifier[] = [];
  const follow = followTypes(checker, { properties: meetProperties });
  for (const file of program.getSourceFiles()) if (!file.isDeclarationFile) visit(file);
  for (const name of natives) if (!own.has(name.text)) foreign.add(name.text);
  return { own, foreign, quoted: quotedIn(natives.filter((name) => !foreign.has(name.text))) };

  function visit(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name)) access(node.name);
    if (ts.isObjectLiteralExpression(node)) literal(node);
    if (ts.isElementAccessExpression(node) && !isWord(checker.getTypeAtLocation(node.argumentExpression))) lookedUp(node.expression);
    if (ts.isForInStatement(node)) lookedUp(node.expression);
    if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.InKeyword) lookedUp(node.right);
    if (ts.isExpression(node)) handedOn(node);
    // What a literal says itself is looked at name by name.
    for (const [value, wanted] of flowsAt(checker, node)) if (!isLiteral(value)) follow(checker.getTypeAtLocation(value), wanted);
    ts.forEachChild(node, visit);
  }

  function access(name: ts.Identifier): void {
    means(name, checker.getSymbolAtLocation(name));
  }

  /** Whose property a name in the program is. */
  function means(name: ts.Identifier, property: ts.Symbol | undefined): void {
    const declarations = property?.declarations ?? [];
    const count = declarations.filter((declaration) => isInterpreters(declaration.getSourceFile())).length;
    if (declarations.length === 0 || declarations.some(ts.isIndexSignatureDeclaration)) foreign.add(name.text);
    else if (count === declarations.length) natives.push(name);
    else (count === 0 ? own : foreign).add(name.text);
  }

  function literal(node: ts.ObjectLiteralExpression): void {
    const wanted = checker.getContextualType(node);
    const isTable = wanted !== undefined && isOpen(wanted);
    for (const property of node.properties) {
      if (property.name === undefined || !ts.isIdentifier(property.name)) continue;
      const { text } = property.name;
      const expected = wanted && checker.getPropertyOfType(checker.getNonNullableType(wanted), text);
      if (expected?.declarations !== undefined && (!isTable || isNative(expected))) means(property.name, expected);
      else (isTable ? foreign : own).add(text);
    }
  }

  function meetProperties(from: ts.Symbol, to: ts.Symbol): boolean {
    if (isNative(from) !== isNative(to)) foreign.add(to.name);
    return !isNative(from) || !isNative(to);
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

  /** Tables by text, and types that tell nothing. */
  function isOpen(type: ts.Type): boolean {
    if ((type.flags & ts.TypeFlags.Any) !== 0) return true;
    if (type.isUnion()) return type.types.some(isOpen);
    return checker.getIndexInfoOfType(type, ts.IndexKind.String) !== undefined;
  }
}

function isLiteral(node: ts.Expression): boolean {
  return ts.isParenthesizedExpression(node) ? isLiteral(node.expression) : ts.isObjectLiteralExpression(node);
}

function quotedIn(names: ts.Identifier[]): Map<string, Edit[]> {
  const files = new Map<string, Edit[]>();
  for (const name of names) {
    const file = name.getSourceFile();
    const { parent } = name;
    const quoted = JSON.stringify(name.text);
    const isAccess = ts.isPropertyAccessExpression(parent);
    const text = isAccess ? `[${quoted}]` : ts.isShorthandPropertyAssignment(parent) ? `${quoted}: ${name.text}` : quoted;
    const edit = { start: isAccess ? parent.expression.end : name.getStart(file), end: name.end, text };
    files.set(file.fileName, [...(files.get(file.fileName) ?? []), edit]);
  }
  return files;
}
