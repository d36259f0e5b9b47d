import ts from "typescript";
import { tokenise } from "./tokenise";

/** What the bytes of an image are. */
export type Kind =
  | "data" | "texts" | "numbers" | "keywords" | "punctuation" | "names of variables" | "names of properties";

/** Longer texts are fonts and sentences. */
const DATA_BYTES_MIN = 500;

/** Bytes of a script's tokens by what they are, most first; punctuation is what is left. */
export function kindsOf(code: string): Record<Kind, number> {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const bytes = new Map<Kind, number>();
  const add = (kind: Kind, count: number) => bytes.set(kind, (bytes.get(kind) ?? 0) + count);
  visit(file);
  const sum = [...bytes.values()].reduce((all, count) => all + count, 0);
  add("punctuation", tokenise(code).length - sum);
  return Object.fromEntries([...bytes].sort((a, b) => b[1] - a[1])) as Record<Kind, number>;

  function visit(node: ts.Node): void {
    const isWhole = ts.isTemplateExpression(node) || ts.isRegularExpressionLiteral(node);
    const children = isWhole ? [] : node.getChildren(file);
    if (children.length > 0) return children.forEach(visit);
    const kind = kindOf(node);
    if (kind !== undefined) add(kind, storedBytes(node, file));
  }
}

function kindOf(node: ts.Node): Kind | undefined {
  if (ts.isStringLiteral(node)) return node.text.length >= DATA_BYTES_MIN ? "data" : "texts";
  if (ts.isNumericLiteral(node)) return "numbers";
  if (!ts.isIdentifier(node)) return isKeyword(node) ? "keywords" : undefined;
  const { parent } = node;
  const isMember = ts.isPropertyAccessExpression(parent) || ts.isObjectLiteralElement(parent);
  return isMember && parent.name === node ? "names of properties" : "names of variables";
}

function isKeyword({ kind }: ts.Node): boolean {
  return kind >= ts.SyntaxKind.FirstKeyword && kind <= ts.SyntaxKind.LastKeyword;
}

function storedBytes(node: ts.Node, file: ts.SourceFile): number {
  if (ts.isStringLiteral(node)) return node.text.length + (node.text.length < 256 ? 2 : 3);
  if (ts.isIdentifier(node) || ts.isNumericLiteral(node)) return node.getWidth(file);
  return 1;
}
