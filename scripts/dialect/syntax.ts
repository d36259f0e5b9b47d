import ts from "typescript";
import { hasIn } from "../build/mend";
import type { Context, Rules } from "./check";

const K = ts.SyntaxKind;

/** Kinds of node that the interpreter cannot read or that hide their cost: rule and what to write instead. */
const REFUSED = new Map<ts.SyntaxKind, [rule: string, message: string]>([
  [
    K.ObjectBindingPattern,
    ["destructuring", "the interpreter declares nothing here: read the fields one by one"],
  ],
  [
    K.ArrayBindingPattern,
    ["destructuring", "the interpreter declares nothing here: read the items one by one"],
  ],
  [K.SpreadElement, ["spread", "there is no spread: pass the items, or use concat or apply"]],
  [
    K.SpreadAssignment,
    [
      "spread",
      "object spread is lowered to a helper at nine times the cost: write Object.assign({}, a, { … })",
    ],
  ],
  [K.AwaitExpression, ["async", "there is no async and await: take a callback"]],
  [K.YieldExpression, ["generator", "there are no generators: write a loop with a callback"]],
  [K.LabeledStatement, ["label", "there are no labels: put the inner loop into a function and return"]],
  [K.WithStatement, ["with", "there is no with: name the object"]],
  [K.BigIntLiteral, ["bigint", "there is no BigInt: integers are exact to 2^53"]],
  [K.TaggedTemplateExpression, ["template", "there are no tagged templates: call the function"]],
  [K.ClassStaticBlockDeclaration, ["class-static", "there are no static blocks: assign below the class"]],
  [K.PrivateIdentifier, ["private-name", "there are no #names: use TypeScript's private"]],
  [K.EnumDeclaration, ["enum", "an enum becomes a function and an object: use a union of strings"]],
  [K.Decorator, ["decorator", "there are no decorators: call the function"]],
  [
    K.SemicolonClassElement,
    ["class-semicolon", "the interpreter stops at a semicolon between members: take it away"],
  ],
  [K.MetaProperty, ["meta-property", "there is neither new.target nor import.meta"]],
  [K.AnyKeyword, ["any-type", "any switches off the check of what the device has: say the type, or unknown"]],
]);

/** Operators that are lowered at a cost or not known. */
const OPERATORS = new Map<ts.SyntaxKind, string>([
  [K.AsteriskAsteriskToken, "there is no **: multiply, or Math.pow"],
  [K.AsteriskAsteriskEqualsToken, "there is no **=: multiply, or Math.pow"],
  [K.QuestionQuestionEqualsToken, "there is no ??=: write an if"],
  [K.BarBarEqualsToken, "there is no ||=: write an if"],
  [K.AmpersandAmpersandEqualsToken, "there is no &&=: write an if"],
]);

/** Syntax that the interpreter lacks or reads in another way. */
export const syntaxRules: Rules = {
  node(node, context) {
    const refused = REFUSED.get(node.kind);
    if (refused !== undefined && !(node.kind === K.SemicolonClassElement && context.bundled))
      context.report(node, refused[0], refused[1]);
    parameters(node, context);
    modifiers(node, context);
    expressions(node, context);
    statements(node, context);
    objects(node, context);
  },
  file(context) {
    const directive = /@ts-(ignore|expect-error|nocheck)/.exec(context.file.text);
    if (directive === null || context.bundled) return;
    context.report(
      directive.index,
      "ts-directive",
      "this switches off the check of what the device has: mend the line instead",
    );
  },
};

function parameters(node: ts.Node, context: Context): void {
  if (!ts.isParameter(node)) return;
  if (node.dotDotDotToken !== undefined)
    context.report(node, "rest", "there are no rest parameters: take an array");
  if (node.initializer !== undefined) {
    context.report(
      node.initializer,
      "default-parameter",
      "there are no default parameters: if (x === undefined) x = …",
    );
  }
}

function modifiers(node: ts.Node, context: Context): void {
  if (node.kind === K.AsyncKeyword)
    context.report(node, "async", "there are no async functions: take a callback");
  if (ts.isForOfStatement(node) && node.awaitModifier !== undefined)
    context.report(node, "async", "there is no for await");
  if (ts.isFunctionLike(node) && "asteriskToken" in node && node.asteriskToken !== undefined) {
    context.report(node, "generator", "there are no generators: write a loop with a callback");
  }
  if (ts.isModuleDeclaration(node))
    context.report(node, "namespace", "a namespace becomes a function and an object: use a module");
}

function expressions(node: ts.Node, context: Context): void {
  if (ts.isAsExpression(node) && ts.isAsExpression(node.expression) && node.expression.type.kind === K.UnknownKeyword) {
    context.report(node, "double-cast", "as unknown as switches off the check of what the device has: say the type");
  }
  if (ts.isBinaryExpression(node)) {
    const operator = OPERATORS.get(node.operatorToken.kind);
    if (operator !== undefined) context.report(node.operatorToken, "operator", operator);
    if (context.file.text.startsWith("<!--", node.operatorToken.getStart())) {
      context.report(node.operatorToken, "html-comment", "<!-- opens no comment: write //");
    }
    const isPattern = ts.isArrayLiteralExpression(node.left) || ts.isObjectLiteralExpression(node.left);
    if (node.operatorToken.kind === K.EqualsToken && isPattern) {
      context.report(node.left, "destructuring", "there is no destructuring: assign one by one");
    }
  }
  if (ts.isPropertyAccessChain(node) || ts.isElementAccessChain(node) || ts.isCallChain(node)) {
    if (node.questionDotToken !== undefined) {
      context.report(
        node.questionDotToken,
        "optional-chain",
        "?. is lowered at twice the cost: write a && a.b, or an if",
      );
    }
  }
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === K.ImportKeyword)
      context.report(node, "dynamic-import", "there is no import(): import at the top");
    if (ts.isParenthesizedExpression(node.expression) && isAccess(node.expression.expression)) {
      context.report(node.expression, "this", "(o.f)() loses its object: write o.f()");
    }
  }
  if (ts.isOmittedExpression(node) && ts.isArrayLiteralExpression(node.parent) && isConditional(node)) {
    context.report(node, "array-hole", "a hole in an array cannot be skipped over: write undefined");
  }
}

/** True for code that may be read without being run. */
function isConditional(node: ts.Node): boolean {
  for (let at = node.parent; at !== undefined && !ts.isFunctionLike(at); at = at.parent) {
    if (ts.isIfStatement(at) || ts.isSwitchStatement(at) || ts.isConditionalExpression(at)) return true;
    if (
      ts.isBinaryExpression(at) &&
      [K.AmpersandAmpersandToken, K.BarBarToken, K.QuestionQuestionToken].includes(at.operatorToken.kind)
    )
      return true;
  }
  return false;
}

function statements(node: ts.Node, context: Context): void {
  if (ts.isCaseBlock(node)) {
    const at = node.clauses.findIndex(ts.isDefaultClause);
    if (at >= 0 && at < node.clauses.length - 1)
      context.report(node.clauses[at]!, "default-last", "no case may follow default: put it last");
  }
  if (ts.isCaseClause(node) && contains(node.expression, ts.isCallExpression)) {
    context.report(
      node.expression,
      "case-call",
      "all cases are evaluated, matched or not: compare with plain values",
    );
  }
  if (ts.isCaseOrDefaultClause(node)) {
    for (const statement of node.statements) {
      if (
        ts.isVariableStatement(statement) &&
        (statement.declarationList.flags & ts.NodeFlags.BlockScoped) !== 0
      ) {
        context.report(statement, "case-scope", "a case has no scope of its own: put braces around it");
      }
    }
  }
  if (ts.isForStatement(node) && node.initializer !== undefined && hasIn(node.initializer)) {
    context.report(
      node.initializer,
      "for-in-operator",
      "the operator in cannot stand in the head of a for, even in parentheses: put it above",
    );
  }
  if (
    ts.isTryStatement(node) &&
    node.finallyBlock !== undefined &&
    contains(node.finallyBlock, ts.isReturnStatement) &&
    contains(node.tryBlock, (inner) => ts.isThrowStatement(inner) || ts.isCallExpression(inner))
  ) {
    context.report(
      node.finallyBlock,
      "finally-return",
      "return in finally does not stop an exception: catch it",
    );
  }
  if (ts.isExpressionStatement(node) && isAccess(node.expression)) {
    context.report(node, "bare-access", "a getter is not run by a bare statement: call a method");
  }
  semicolons(node, context);
}

function semicolons(node: ts.Node, context: Context): void {
  if (context.bundled || !ts.isStatement(node)) return;
  const next = nextStatement(node);
  if (next === undefined) return;
  if (
    ts.isReturnStatement(node) &&
    node.expression === undefined &&
    ts.isExpressionStatement(next) &&
    !node.getText().endsWith(";")
  ) {
    context.report(node, "semicolon", "return goes on in the next line: end it with a semicolon");
  }
  if (ts.isExpressionStatement(node) && !node.getText().endsWith(";") && /^(\+\+|--)/.test(next.getText())) {
    context.report(
      next,
      "semicolon",
      "this operator is taken for the end of the line above: end that with a semicolon",
    );
  }
}

function nextStatement(node: ts.Node): ts.Statement | undefined {
  const parent = node.parent as { statements?: ts.NodeArray<ts.Statement> } | undefined;
  const list = parent?.statements;
  return list?.[list.indexOf(node as ts.Statement) + 1];
}

function objects(node: ts.Node, context: Context): void {
  if (ts.isComputedPropertyName(node))
    context.report(node, "computed-key", "there are no computed keys: assign o[k] below");
  if (ts.isObjectLiteralExpression(node)) {
    let last = -1;
    let named = false;
    for (const property of node.properties) {
      const key = property.name;
      const number =
        key !== undefined && ts.isNumericLiteral(key) && /^\d+$/.test(key.text)
          ? Number(key.text)
          : undefined;
      if (number === undefined) named ||= key !== undefined && !ts.isNumericLiteral(key);
      else if (named || number < last)
        context.report(
          key!,
          "key-order",
          "keys keep the order in which they are written, numbers too: write numbers first, ascending",
        );
      else last = number;
    }
  }
  const isAccessor = ts.isGetAccessor(node) || ts.isSetAccessor(node);
  if (isAccessor && ts.isObjectLiteralExpression(node.parent) && !isPlainName(node.name)) {
    context.report(node.name, "member-name", "an accessor's name must be a plain word that is no keyword");
  }
}

/** `o.f` and `o[f]`. */
export function isAccess(node: ts.Node): node is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

/** Words that the interpreter's reader keeps for itself, `of` and `undefined` among them. */
const KEYWORDS = new Set(
  (
    "if else do while for return break continue function switch case default throw try catch finally " +
    "true false undefined null new in instanceof typeof void delete var let const this class extends super " +
    "static of debugger"
  ).split(" "),
);

export function isKeyword(name: string): boolean {
  return KEYWORDS.has(name);
}

export function isPlainName(name: ts.PropertyName): boolean {
  return ts.isIdentifier(name) && !KEYWORDS.has(name.text);
}

/** True when a node inside, functions left out, passes the test. */
export function contains(node: ts.Node, test: (node: ts.Node) => boolean): boolean {
  if (test(node)) return true;
  if (ts.isFunctionLike(node)) return false;
  return ts.forEachChild(node, (child) => contains(child, test) || undefined) ?? false;
}
