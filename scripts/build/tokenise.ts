import ts from "typescript";
import { MAKE } from "./parts";
import { FIRST_WORD, INT16, STRING16, STRING8, WORDS } from "../../sim/espruino/token-codes";

const CODES = new Map(WORDS.map((word, index) => [word, String.fromCharCode(FIRST_WORD + index)]));

/**
 * Stores a script as the interpreter's tokens: words and operators as one byte each, strings as their
 * bytes, no white space. Strings of a script that runs from flash then stay there. Small integers stay text,
 * which is shorter and quicker to skip; integers with an exponent, which the interpreter would take for
 * fractions, are written out.
 */
export function tokenise(code: string): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  let out = "";
  let before = "";
  visit(file);
  return out;

  function visit(node: ts.Node): void {
    if (ts.isVoidExpression(node) && ts.isNumericLiteral(node.expression)) return put(node);
    const isOne = ts.isTemplateExpression(node) || ts.isRegularExpressionLiteral(node);
    const children = isOne ? [] : node.getChildren(file);
    if (children.length > 0) children.forEach(visit);
    else if (node.kind !== ts.SyntaxKind.EndOfFileToken && node.end > node.getStart(file)) put(node);
  }

  function put(node: ts.Node): void {
    const text = stored(node, file);
    // A semicolon before a closing brace ends nothing that the brace does not end.
    if (text === "}" && before === ";") out = out.slice(0, -1);
    if (needsSpace(before, text)) out += " ";
    out += text;
    before = ts.isEmptyStatement(node) || ts.isEmptyStatement(node.parent) ? "empty;" : text;
  }
}

function stored(node: ts.Node, file: ts.SourceFile): string {
  const text = node.getText(file);
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return string(isScript(node) ? tokenise(node.text) : node.text);
  if (ts.isNumericLiteral(node)) return number(text);
  // What minifying made of it: a word is shorter and quicker.
  if (ts.isVoidExpression(node)) return CODES.get("undefined")!;
  return isName(node) ? text : (CODES.get(text) ?? text);
}

/** A text that a part is made of. */
function isScript(node: ts.Node): boolean {
  return ts.isCallExpression(node.parent) && ts.isIdentifier(node.parent.expression) && node.parent.expression.text === MAKE;
}

/** Words that are names of members are no words of the language. */
function isName(node: ts.Node): boolean {
  return ts.isIdentifier(node) && node.text !== "undefined";
}

function string(bytes: string): string {
  const { length } = bytes;
  if (length === 0) return "\"\"";
  if (length < 256) return String.fromCharCode(STRING8, length) + bytes;
  return String.fromCharCode(STRING16, length & 255, length >> 8) + bytes;
}

function number(text: string): string {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) return text;
  if (value > 999 && value < 32_768) return String.fromCharCode(INT16, value & 255, value >> 8);
  return /^\d+e\d+$/.test(text) ? String(value) : text;
}

/** Whether two pieces of text would be read as one. */
function needsSpace(before: string, text: string): boolean {
  if (/[\w$]$/.test(before) && /^[\w$]/.test(text)) return !isStored(before) && !isStored(text);
  return (/[+-]$/.test(before) && before === text) || (/^\d+$/.test(before) && text === ".");
}

/** A literal whose last byte may look like a letter. */
function isStored(text: string): boolean {
  return text.charCodeAt(0) >= FIRST_WORD;
}
