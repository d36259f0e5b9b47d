import ts from "typescript";
import type { Context, Rules } from "./check";
import { isKnownGlobal, isKnownObject } from "./globals";
import { runOf } from "./scopes";
import { contains } from "./syntax";

const K = ts.SyntaxKind;
const TYPED_ARRAY = /^(U?[Ii]nt(8|16|24|32)(Clamped)?|Uint8Clamped|Float(32|64))Array$/;
const WRAPPERS = new Set(["String", "Number", "Boolean"]);
const TIMERS = new Set(["setTimeout", "setInterval"]);
/** A 32-bit engine cuts longer delays, the interpreter does not. */
const DELAY_MS_MAX = 2147483647;
const VIEW_OFFSET_MAX = 65535;

/** Built-ins that behave in another way, as far as the text shows it; what is missing the types know. */
export const builtinRules: Rules = {
  node(node, context) {
    if (ts.isCallExpression(node)) calls(node, context);
    if (ts.isNewExpression(node)) constructions(node, context);
    if (ts.isBinaryExpression(node)) binary(node, context);
    if (ts.isPostfixUnaryExpression(node) || ts.isPrefixUnaryExpression(node)) {
      const changes = node.operator === K.PlusPlusToken || node.operator === K.MinusMinusToken;
      if (changes) assignment(node.operand, context);
    }
    if (ts.isPropertyAccessExpression(node)) members(node, context);
    if (
      ts.isTypeOfExpression(node) &&
      ts.isIdentifier(node.expression) &&
      isKnownObject(node.expression.text) &&
      context.scopes.of(node.expression) === undefined
    ) {
      context.report(node, "typeof-native", `typeof says "function" of ${node.expression.text}`);
    }
  },
  file(context) {
    outside(context);
    for (const binding of context.scopes.bindings) {
      if (ts.isVariableDeclaration(binding.node) && ts.isCatchClause(binding.node.parent))
        caught(binding.uses, context);
    }
  },
};

function calls(node: ts.CallExpression, context: Context): void {
  const callee = node.expression;
  const first = node.arguments[0];
  const second = node.arguments[1];
  if (ts.isIdentifier(callee)) {
    if (
      (callee.text === "clearTimeout" || callee.text === "clearInterval") &&
      (first === undefined || first.getText() === "undefined" || first.getText() === "void 0")
    ) {
      context.report(
        node,
        "clear-timer",
        `${callee.text}() stops every timer, and undefined throws: pass a timer`,
      );
    }
    if (
      TIMERS.has(callee.text) &&
      second !== undefined &&
      (second.getText() === "Infinity" || numberOf(second) > DELAY_MS_MAX)
    ) {
      context.report(second, "timer-delay", "no other engine takes so long a delay: count shorter ones");
    }
    if (
      callee.text === "eval" &&
      first !== undefined &&
      ts.isStringLiteralLike(first) &&
      /\b(let|const|class)\b/.test(first.text)
    ) {
      context.report(node, "eval", "what is declared in a text nobody checks: write it as code");
    }
    // The build's own are in the image; all that they read stands at the outermost level.
    if (callee.text === "eval" && !context.bundled && !ts.isSourceFile(runOf(node))) {
      context.report(node, "eval", "a text that reads a function's own names: the stand-in gives it the outermost ones alone");
    }
  }
  if (ts.isPropertyAccessExpression(callee)) methodCalls(callee, node, context);
}

function methodCalls(callee: ts.PropertyAccessExpression, node: ts.CallExpression, context: Context): void {
  const whole = `${callee.expression.getText()}.${callee.name.text}`;
  const first = node.arguments[0];
  const second = node.arguments[1];
  if (whole === "JSON.parse" && second !== undefined)
    context.report(second, "json", "a reviver is never called: change the value afterwards");
  if (whole === "JSON.stringify" && second !== undefined)
    context.report(second, "json", "neither replacer nor indent is known: make the value first");
  if (
    whole === "JSON.stringify" &&
    first !== undefined &&
    (first.getText() === "undefined" || first.getText() === "void 0")
  ) {
    context.report(first, "json", 'undefined becomes "null": test before');
  }
  if (whole === "Object.create" && first?.kind === K.NullKeyword) {
    context.report(first, "prototype", "even this object inherits: look keys up with hasOwnProperty");
  }
  if (whole === "String.fromCharCode") {
    for (const code of node.arguments)
      if (numberOf(code) > 255) context.report(code, "text", "characters above 255 lose their high byte");
  }
  if (
    /^Object\.(keys|values|entries)$/.test(whole) &&
    first !== undefined &&
    ts.isPropertyAccessExpression(first) &&
    first.name.text === "prototype"
  ) {
    context.report(
      first,
      "prototype",
      "methods of a class are enumerable, the constructor too: keep a list of your own",
    );
  }
  if (
    callee.name.text === "split" &&
    first !== undefined &&
    ts.isRegularExpressionLiteral(first) &&
    /(^|[^\\])\(/.test(first.text)
  ) {
    context.report(first, "regex", "split leaves captures out: use exec in a loop");
  }
  if (callee.name.text === "split" && second !== undefined)
    context.report(second, "split", "split knows no limit: slice the result");
  if (
    callee.name.text === "replace" &&
    second !== undefined &&
    ts.isStringLiteralLike(second) &&
    /\$[&`']/.test(second.text)
  ) {
    context.report(second, "regex", "only $1 to $9 are known in a replacement");
  }
}

function constructions(node: ts.NewExpression, context: Context): void {
  const name = node.expression.getText();
  const list = node.arguments ?? [];
  const own = context.scopes.of(node.expression as ts.Identifier);
  if (own !== undefined) {
    if (
      ts.isFunctionDeclaration(own.node) &&
      own.node.body !== undefined &&
      contains(own.node.body, returnsPlain)
    ) {
      context.report(
        node,
        "new-plain",
        `new ${name} gives what the function returns, plain values too: return nothing`,
      );
    }
    return;
  }
  if (name === "Promise") executor(node, context);
  if (WRAPPERS.has(name)) context.report(node, "wrapper", `new ${name} makes no object: leave new out`);
  if (name === "Error" && list.length === 0)
    context.report(node, "error", "an Error without text has no message: give it one");
  if (TYPED_ARRAY.test(name)) {
    if (list[0] !== undefined && ts.isStringLiteralLike(list[0]))
      context.report(list[0], "typed-array", "a text is not a list: E.toUint8Array");
    if (list[1] !== undefined && numberOf(list[1]) > VIEW_OFFSET_MAX)
      context.report(
        list[1],
        "typed-array",
        `a view begins at ${VIEW_OFFSET_MAX} at most: take several buffers`,
      );
  }
}

function returnsPlain(node: ts.Node): boolean {
  return (
    ts.isReturnStatement(node) && node.expression !== undefined && ts.isLiteralExpression(node.expression)
  );
}

/** The promise of an executor that drops both its functions is freed while it is still in use. */
function executor(node: ts.NewExpression, context: Context): void {
  const run = node.arguments?.[0];
  if (run === undefined) return;
  if (!(ts.isArrowFunction(run) || ts.isFunctionExpression(run))) {
    context.report(run, "promise-executor", "write the executor in place: whether it uses its parameters must be seen");
    return;
  }
  const used = run.parameters.some(
    (parameter) =>
      ts.isIdentifier(parameter.name) && (context.scopes.of(parameter.name)?.uses.length ?? 0) > 0,
  );
  const throws = ts.isBlock(run.body) && run.body.statements.some(ts.isThrowStatement);
  if (!used && !throws) {
    context.report(
      run,
      "promise-executor",
      "a promise whose executor neither calls nor stores resolve or reject corrupts memory: use one of them",
    );
  }
}

function binary(node: ts.BinaryExpression, context: Context): void {
  const operator = node.operatorToken.kind;
  if (operator >= K.FirstAssignment && operator <= K.LastAssignment) assignment(node.left, context);
  if (operator !== K.InstanceOfKeyword || !ts.isIdentifier(node.right)) return;
  if (context.scopes.of(node.right) !== undefined) return;
  if (WRAPPERS.has(node.right.text))
    context.report(node, "instanceof", `plain values are instances of ${node.right.text} here: use typeof`);
  if (node.right.text === "Error")
    context.report(
      node,
      "instanceof",
      "only new Error is an instance of Error, no other kind: look at a field of your own",
    );
  if (node.right.text === "Uint8Array" && /\.slice\(/.test(declaredAs(node.left, context))) {
    context.report(node, "instanceof", "slice of a typed array gives a plain array: subarray");
  }
}

function declaredAs(node: ts.Node, context: Context): string {
  const binding = ts.isIdentifier(node) ? context.scopes.of(node)?.node : undefined;
  return binding !== undefined && ts.isVariableDeclaration(binding)
    ? (binding.initializer?.getText() ?? "")
    : "";
}

function assignment(target: ts.Node, context: Context): void {
  if (ts.isPropertyAccessExpression(target)) {
    if (target.name.text === "then" && target.expression.getText().endsWith(".prototype")) {
      context.report(target, "thenable", "only an own property then makes a thenable: use a real Promise");
    }
  }
  if (ts.isElementAccessExpression(target) && ts.isIdentifier(target.expression)) {
    const value = context.scopes.of(target.expression)?.node;
    if (
      value !== undefined &&
      ts.isVariableDeclaration(value) &&
      value.initializer !== undefined &&
      ts.isStringLiteralLike(value.initializer)
    ) {
      context.report(target, "text", "a text cannot be changed in place: put a new one together");
    }
  }
}

function members(node: ts.PropertyAccessExpression, context: Context): void {
  const owner = node.expression;
  if (
    !ts.isPropertyAccessExpression(owner) ||
    owner.name.text !== "prototype" ||
    !ts.isIdentifier(owner.expression)
  )
    return;
  const name = owner.expression.text;
  if (
    name === "Object" ||
    !/^[A-Z]/.test(name) ||
    context.scopes.of(owner.expression) !== undefined ||
    !isKnownGlobal(name)
  )
    return;
  const isTarget = ts.isBinaryExpression(node.parent) && node.parent.left === node;
  if (!isTarget)
    context.report(
      node,
      "prototype",
      `${owner.getText()}.${node.name.text} is undefined here: take it from a value, as [].${node.name.text}`,
    );
}

function caught(uses: ts.Identifier[], context: Context): void {
  for (const use of uses) {
    const parent = use.parent;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === use && parent.name.text === "name") {
      context.report(parent, "error", "errors have no name: look at type, or at a field of your own");
    }
  }
}

function outside(context: Context): void {
  const written = new Set(context.scopes.outside.filter(isWritten).map((identifier) => identifier.text));
  for (const identifier of context.scopes.outside) {
    const isProbe = ts.isTypeOfExpression(identifier.parent) && identifier.text !== "Symbol";
    if (context.isGlobal(identifier.text) || isProbe) continue;
    // A name that is assigned becomes a global; the compiler refuses it in the sources.
    if (written.has(identifier.text)) continue;
    context.report(
      identifier,
      "undeclared",
      `nothing is called "${identifier.text}", neither here nor in the interpreter`,
    );
  }
}

function isWritten(identifier: ts.Identifier): boolean {
  const parent = identifier.parent;
  return (
    ts.isBinaryExpression(parent) && parent.left === identifier && parent.operatorToken.kind === K.EqualsToken
  );
}

function numberOf(node: ts.Expression): number {
  return ts.isNumericLiteral(node) ? Number(node.text) : NaN;
}
