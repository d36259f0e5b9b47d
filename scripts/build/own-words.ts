import ts from "typescript";
import { isInterpreters } from "./device-program";
import { flowsAt, followTypes, isNative } from "./flows";

/** A word that must stay as it is, and the first place that says so: for looking into it. */
export type Foreign = Map<string, string>;

/** What stands in the program about words. */
export interface Words {
  /** How often each text stands in an expression. */
  uses: Map<string, number>;
  foreign: Foreign;
  /** Words by which properties of the same names are looked up: both get the same new name, or none does. */
  linked: Set<string>;
  /** Words by which the sentences of the catalogue are looked up, and how long the sentences are. */
  sentences: Map<string, number>;
}

/** A function of this name says that what it is given is only compared, as part of a key. */
const KEY = "asKey";

/**
 * Texts of string literals that only our own unions of words mean: no place of the program lets them meet a plain string,
 * prints, stores, joins, measures or looks something up by them, so any other text would do as well. Also tells what
 * keeps the other words.
 */
export function findWords(program: ts.Program): Words {
  const checker = program.getTypeChecker();
  const uses = new Map<string, number>();
  const foreign: Foreign = new Map();
  const linked = new Set<string>();
  const sentences = new Map<string, number>();
  const compare = followTypes(checker, { types: meetTypes, properties: (_, to) => !isNative(to) });
  let place: ts.Node;
  for (const file of program.getSourceFiles()) {
    if (isInterpreters(file)) reserveAll(file);
    else if (!file.isDeclarationFile) visit(file);
  }
  return { uses, foreign, linked, sentences };

  function reserveAll(node: ts.Node): void {
    place = node;
    if (ts.isStringLiteral(node)) keep(node.text);
    ts.forEachChild(node, reserveAll);
  }

  function keep(word: string): void {
    if (foreign.has(word)) return;
    const file = place.getSourceFile();
    const { line } = file.getLineAndCharacterOfPosition(place.getStart(file));
    foreign.set(word, `${file.fileName}:${line + 1} ${place.getText(file).slice(0, 60)}`);
  }

  function visit(node: ts.Node): void {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    place = node;
    if (ts.isCallExpression(node) && node.expression.getText() === KEY) return ts.forEachChild(node, visit);
    if (isText(node)) uses.set(node.text, (uses.get(node.text) ?? 0) + 1);
    look(node);
    ts.forEachChild(node, visit);
  }

  function look(node: ts.Node): void {
    if (ts.isBinaryExpression(node)) binary(node);
    else if (ts.isCaseClause(node)) meet(node.expression, (node.parent.parent).expression);
    else if (ts.isElementAccessExpression(node)) lookUp(typeOf(node.argumentExpression), typeOf(node.expression));
    else if (ts.isTemplateSpan(node)) reserve(typeOf(node.expression));
    else if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) compare(typeOf(node), typeOf(node.expression));
    else if (ts.isPropertyAccessExpression(node)) {
      const type = typeOf(node.expression);
      if (isStringLike(type)) reserve(type);
    } else if (ts.isForOfStatement(node) && isStringLike(typeOf(node.expression))) reserve(typeOf(node.expression));
    if (ts.isExpression(node) && ts.isCallExpression(node.parent) && node.parent.expression.getText() === KEY) return;
    for (const [value, wanted] of flowsAt(checker, node)) compare(typeOf(value), wanted);
    if (isText(node) && checker.getContextualType(node) === undefined && !isPlaced(node)) reserve(typeOf(node));
  }

  function lookUp(index: ts.Type, table: ts.Type): void {
    const isOpenTable = checker.getIndexTypeOfType(table, ts.IndexKind.String) !== undefined;
    if (isOpen(index) || isOpenTable) return reserve(index);
    for (const each of index.isUnion() ? index.types : [index]) {
      if (!each.isStringLiteral()) continue;
      const declared = table.getProperty(each.value)?.declarations?.[0];
      if (declared?.getSourceFile().fileName.endsWith(".json") !== true) linked.add(each.value);
      else if (ts.isPropertyAssignment(declared)) sentences.set(each.value, declared.initializer.getText().length);
    }
  }

  function binary(node: ts.BinaryExpression): void {
    const { left, right, operatorToken: { kind } } = node;
    switch (kind) {
      case ts.SyntaxKind.EqualsEqualsEqualsToken: case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      case ts.SyntaxKind.EqualsEqualsToken: case ts.SyntaxKind.ExclamationEqualsToken: return meet(left, right);
      case ts.SyntaxKind.EqualsToken: case ts.SyntaxKind.AmpersandAmpersandToken: case ts.SyntaxKind.BarBarToken:
      case ts.SyntaxKind.QuestionQuestionToken: case ts.SyntaxKind.CommaToken: return;
      default:
        reserve(typeOf(left));
        reserve(typeOf(right));
    }
  }

  /** Two values are held against each other. */
  function meet(one: ts.Expression, other: ts.Expression): void {
    const [first, second] = [typeOf(one), typeOf(other)];
    if (isOpen(first)) reserve(second);
    if (isOpen(second)) reserve(first);
  }

  /** Literals that nothing is expected of are looked at where what is around them is. */
  function isPlaced(node: ts.Node): boolean {
    const { parent } = node;
    if (ts.isParenthesizedExpression(parent) || ts.isConditionalExpression(parent)) return isPlaced(parent);
    if (ts.isBinaryExpression(parent) || ts.isCaseClause(parent)) return true;
    return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isReturnStatement(parent);
  }

  /** A value of one type goes where another is expected: words that meet open types on the way are no longer ours. */
  function meetTypes(from: ts.Type, to: ts.Type): boolean {
    if ((to.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) reserve(from);
    else if ((from.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) reserve(to);
    else if (from.isStringLiteral()) {
      if (isOpen(to)) reserve(from);
    } else if ((from.flags & ts.TypeFlags.StringLike) !== 0) reserve(to, true);
    else return true;
    return false;
  }

  /** All words in a type, at any depth unless `flat`. */
  function reserve(type: ts.Type, flat = false, seen = new Set<ts.Type>()): void {
    if (seen.has(type)) return;
    seen.add(type);
    if (type.isStringLiteral()) return keep(type.value);
    if (type.isUnionOrIntersection()) return type.types.forEach((each) => reserve(each, flat, seen));
    if (flat || (type.flags & ts.TypeFlags.Object) === 0) return;
    for (const property of type.getProperties()) {
      if (!isNative(property)) reserve(checker.getTypeOfSymbol(property), flat, seen);
    }
    const element = checker.getIndexTypeOfType(type, ts.IndexKind.Number);
    if (element !== undefined) reserve(element, flat, seen);
  }

  /** A type that takes any text. */
  function isOpen(type: ts.Type): boolean {
    if (type.isUnion()) return type.types.some(isOpen);
    if (type.isStringLiteral()) return false;
    return (type.flags & (ts.TypeFlags.StringLike | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0;
  }

  function isStringLike(type: ts.Type): boolean {
    return type.isUnion() ? type.types.some(isStringLike) : (type.flags & ts.TypeFlags.StringLike) !== 0;
  }

  function typeOf(node: ts.Node): ts.Type {
    return checker.getTypeAtLocation(node);
  }
}

/** A string literal that is an expression. */
export function isText(node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral {
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return false;
  return !((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node);
}
