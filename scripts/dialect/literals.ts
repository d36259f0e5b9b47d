import ts from "typescript";
import { type Context, isTypeOnly, type Rules } from "./check";
import { regexProblems } from "./regex";

/** The interpreter cuts longer names, so that two of them may become one. */
const NAME_LENGTH_MAX = 63;
/** Words that are names elsewhere and keywords there. */
const TAKEN = new Set(["of", "static", "undefined"]);

/** Names, texts and regular expressions: on the device a text is bytes, and a name is ASCII. */
export const literalRules: Rules = {
  node(node, context) {
    if (ts.isIdentifier(node)) name(node, context);
    if (ts.isStringLiteral(node) && !ts.isImportDeclaration(node.parent))
      text(node, node.text, node.getText(), context);
    if (ts.isTemplateLiteralToken(node)) template(node, context);
    if (ts.isRegularExpressionLiteral(node)) regex(node, context);
    if (ts.isNewExpression(node) && node.expression.getText() === "RegExp") dynamicRegex(node, context);
    if (ts.isNumericLiteral(node)) number(node, context);
    if (
      ts.isPrefixUnaryExpression(node) &&
      node.operator === ts.SyntaxKind.MinusToken &&
      ts.isNumericLiteral(node.operand) &&
      Number(node.operand.text) === 0
    ) {
      context.report(node, "negative-zero", "there is no -0: it is 0");
    }
  },
};

function name(node: ts.Identifier, context: Context): void {
  if (/[^\x20-\x7e]/.test(node.text)) context.report(node, "name", "names are ASCII");
  if (node.text.length > NAME_LENGTH_MAX)
    context.report(node, "name", `names are cut after ${NAME_LENGTH_MAX} characters: shorten it`);
  if (TAKEN.has(node.text) && isDeclared(node))
    context.report(node, "name", `"${node.text}" is a keyword of the interpreter: take another name`);
}

function isDeclared(node: ts.Identifier): boolean {
  const parent = node.parent;
  const declares =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isFunctionLike(parent) ||
    ts.isClassLike(parent) ||
    ts.isBindingElement(parent);
  return (
    declares &&
    (parent as { name?: ts.Node }).name === node &&
    !ts.isMethodDeclaration(parent) &&
    !isTypeOnly(parent)
  );
}

function text(node: ts.Node, value: string, raw: string, context: Context): void {
  if (/[^\x00-\xff]/.test(value)) {
    context.report(
      node,
      "text",
      "a text is bytes, and one of these characters has no byte: texts for people belong into firmware/text",
    );
  } else if (/[^\x00-\x7f]/.test(raw)) {
    context.report(
      node,
      "text",
      "what is not ASCII depends on the encoding: write \\xNN, or put the text into firmware/text",
    );
  }
  if (/\\\r?\n/.test(raw))
    context.report(node, "text", "the line end stays in the text: join two texts with +");
  if (/\\u\{/.test(raw)) context.report(node, "text", "\\u{…} is not known: write \\xNN");
}

function number(node: ts.NumericLiteral, context: Context): void {
  const raw = node.getText().replace(/_/g, "");
  if (/^\d+$/.test(raw) && BigInt(raw) !== BigInt(Number(raw)))
    context.report(node, "number", "integers are exact to 2^53: this one is not");
}

function template(node: ts.TemplateLiteralToken, context: Context): void {
  text(node, node.text, node.getText(), context);
  if (/\\[$`{]/.test(node.getText()))
    context.report(node, "template", "the escapes \\` and \\$ do not hold in a template: join texts with +");
  if (!ts.isTemplateHead(node) || !ts.isTemplateExpression(node.parent)) return;
  for (const span of node.parent.templateSpans) {
    visit(span.expression);
  }

  function visit(inner: ts.Node): void {
    if (ts.isStringLiteral(inner) && /[{}]/.test(inner.text)) {
      context.report(
        inner,
        "template",
        "a brace in a text ends the piece of the template: join texts with +",
      );
    }
    ts.forEachChild(inner, visit);
  }
}

function regex(node: ts.RegularExpressionLiteral, context: Context): void {
  const end = node.text.lastIndexOf("/");
  for (const problem of regexProblems(node.text.slice(1, end), node.text.slice(end + 1)))
    context.report(node, "regex", problem);
  if (/[^\x00-\x7f]/.test(node.text)) context.report(node, "regex", "an expression is ASCII: write \\xNN");
  const before = context.file.text.slice(0, node.getStart()).trimEnd();
  if (before.endsWith(")") || before.endsWith("}")) {
    context.report(
      node,
      "regex-place",
      "after a parenthesis this is taken for a division: put the expression into a variable above",
    );
  }
}

function dynamicRegex(node: ts.NewExpression, context: Context): void {
  const body = node.arguments?.[0];
  const flags = node.arguments?.[1];
  if (body === undefined || !ts.isStringLiteralLike(body)) return;
  const flagText = flags !== undefined && ts.isStringLiteralLike(flags) ? flags.text : "";
  for (const problem of regexProblems(body.text, flagText)) context.report(body, "regex", problem);
}
