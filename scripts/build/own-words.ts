import ts from "typescript";
import { isInterpreters } from "./device-program";

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
  const compared = new Set<string>();
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
    if (ts.isVariableDeclaration(node) && node.initializer !== undefined) flow(node.initializer, typeOf(node.name));
    else if (ts.isPropertyAssignment(node)) flow(node.initializer, typeOfSymbol(node));
    else if (ts.isReturnStatement(node) && node.expression !== undefined) returned(node, node.expression);
    else if (ts.isArrowFunction(node) && !ts.isBlock(node.body)) returned(node, node.body);
    else if (ts.isBinaryExpression(node)) binary(node);
    else if (ts.isCaseClause(node)) meet(node.expression, (node.parent.parent).expression);
    else if (ts.isElementAccessExpression(node)) lookUp(typeOf(node.argumentExpression), typeOf(node.expression));
    else if (ts.isTemplateSpan(node)) reserve(typeOf(node.expression));
    else if (ts.isAsExpression(node) || ts.isTypeAssertionExpression(node)) {
      flow(node.expression, typeOf(node));
      compare(typeOf(node), typeOf(node.expression));
    } else if (ts.isPropertyAccessExpression(node)) {
      const type = typeOf(node.expression);
      if (isStringLike(type)) reserve(type);
    } else if (ts.isForOfStatement(node) && isStringLike(typeOf(node.expression))) reserve(typeOf(node.expression));
    if (ts.isExpression(node)) handedOn(node);
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
      case ts.SyntaxKind.EqualsToken: return flow(right, typeOf(left));
      case ts.SyntaxKind.AmpersandAmpersandToken: case ts.SyntaxKind.BarBarToken:
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

  function returned(node: ts.Node, value: ts.Expression): void {
    let at = node;
    while (!ts.isFunctionLike(at)) at = at.parent;
    const signature = checker.getSignatureFromDeclaration(at);
    if (signature !== undefined) flow(value, checker.getReturnTypeOfSignature(signature));
  }

  function handedOn(node: ts.Expression): void {
    const { parent } = node;
    if (ts.isCallExpression(parent) && parent.expression.getText() === KEY) return;
    const wanted = checker.getContextualType(node);
    if (wanted !== undefined) flow(node, wanted);
    else if (isText(node) && !isPlaced(node)) reserve(typeOf(node));
  }

  /** Literals that nothing is expected of are looked at where what is around them is. */
  function isPlaced(node: ts.Node): boolean {
    const { parent } = node;
    if (ts.isParenthesizedExpression(parent) || ts.isConditionalExpression(parent)) return isPlaced(parent);
    if (ts.isBinaryExpression(parent) || ts.isCaseClause(parent)) return true;
    return ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent) || ts.isReturnStatement(parent);
  }

  function flow(value: ts.Expression, wanted: ts.Type): void {
    compare(isText(value) ? checker.getTypeAtLocation(value) : typeOf(value), wanted);
  }

  /** A value of one type goes where another is expected: words that meet open types on the way are no longer ours. */
  function compare(from: ts.Type, to: ts.Type): void {
    if (from === to || from.flags & (ts.TypeFlags.Null | ts.TypeFlags.Undefined | ts.TypeFlags.Never)) return;
    const { id: fromId } = from as unknown as { id: number };
    const { id: toId } = to as unknown as { id: number };
    const pair = `${fromId} ${toId}`;
    if (compared.has(pair)) return;
    compared.add(pair);
    if ((to.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return reserve(from);
    if ((from.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0) return reserve(to);
    if (from.isUnion()) return from.types.forEach((each) => compare(each, to));
    if (from.isStringLiteral()) return isOpen(to) ? reserve(from) : undefined;
    if ((from.flags & ts.TypeFlags.StringLike) !== 0) return reserve(to, true);
    if ((from.flags & ts.TypeFlags.Object) === 0 && !from.isIntersection()) return;
    const targets = to.isUnion() ? to.types : [to];
    for (const target of targets) if ((target.flags & ts.TypeFlags.Object) !== 0 || target.isIntersection()) members(from, target);
  }

  function members(from: ts.Type, to: ts.Type): void {
    for (const property of to.getProperties()) {
      if (isNative(property)) continue;
      const own = from.getProperty(property.name);
      if (own !== undefined) compare(checker.getTypeOfSymbol(own), checker.getTypeOfSymbol(property));
    }
    for (const kind of [ts.IndexKind.String, ts.IndexKind.Number]) {
      const [mine, wanted] = [checker.getIndexInfoOfType(from, kind)?.type, checker.getIndexInfoOfType(to, kind)?.type];
      if (wanted === undefined) continue;
      if (mine !== undefined) compare(mine, wanted);
      else if (kind === ts.IndexKind.String) {
        for (const property of from.getProperties()) compare(checker.getTypeOfSymbol(property), wanted);
      }
    }
    const [given] = from.getCallSignatures();
    const [called] = to.getCallSignatures();
    if (given === undefined || called === undefined) return;
    compare(checker.getReturnTypeOfSignature(given), checker.getReturnTypeOfSignature(called));
    given.parameters.forEach((parameter, index) => {
      const other = called.parameters[index];
      if (other !== undefined) compare(checker.getTypeOfSymbol(other), checker.getTypeOfSymbol(parameter));
    });
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

  /** Members of lists and the like hold no words of ours. */
  function isNative(property: ts.Symbol): boolean {
    const declared = property.declarations?.[0]?.getSourceFile();
    return declared !== undefined && isInterpreters(declared);
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

  function typeOfSymbol(node: ts.PropertyAssignment): ts.Type {
    const symbol = checker.getSymbolAtLocation(node.name);
    return symbol === undefined ? typeOf(node.initializer) : checker.getTypeOfSymbol(symbol);
  }
}

/** A string literal that is an expression. */
export function isText(node: ts.Node): node is ts.StringLiteral | ts.NoSubstitutionTemplateLiteral {
  if (!ts.isStringLiteral(node) && !ts.isNoSubstitutionTemplateLiteral(node)) return false;
  const { parent } = node;
  if (ts.isLiteralTypeNode(parent) || ts.isImportDeclaration(parent) || ts.isExportDeclaration(parent)) return false;
  return !((ts.isPropertyAssignment(parent) || ts.isMethodDeclaration(parent)) && parent.name === node);
}
