import ts from "typescript";
import { type Edit, edited } from "./edits";
import { isMaker, MAKE } from "./parts";
import { quoted } from "./quoted";
import { shrink } from "./shrink";
import { tokenise } from "./tokenise";

const UNPACK = "$$u";
/** The same in the sources (hal/io/espruino/unpack.ts), where a board has use for it. */
const UNPACK_OF_SOURCES = /\bfunction ([\w$]+)\(([\w$]+)\)\s*\{\s*return E\.toString\(require\("heatshrink"\)\.decompress\(\2\)\);?\s*\}/;

/**
 * In a script with parts, makes a text of each: a text is skipped at once, where a function is read to its end. Those whose
 * makers are in `packed` are stored packed, and unpacked into memory each time: good for what is seldom wanted.
 */
export function foldParts(code: string, packed: readonly string[]): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const edits: Edit[] = [];
  const unpack = UNPACK_OF_SOURCES.exec(code)?.[1] ?? UNPACK;
  const texts = new Map<string, string>();
  for (const statement of file.statements) {
    if (!ts.isFunctionDeclaration(statement) || !isMaker(statement.name!.text)) continue;
    const made = statement.body!.statements[0] as ts.ReturnStatement;
    const text = `(${made.expression!.getText(file)})`;
    const isPacked = packed.includes(statement.name!.text);
    texts.set(statement.name!.text, isPacked ? `${unpack}(${quoted(shrink(tokenise(text)))})` : JSON.stringify(text));
    edits.push({ start: statement.getStart(file), end: statement.end, text: "" });
  }
  visit(file);
  const own = unpack === UNPACK && packed.some((name) => texts.has(name))
    ? `function ${UNPACK}(bytes){return E.toString(require("heatshrink").decompress(bytes))}` : "";
  return own + edited(code, 0, code.length, edits);

  function visit(node: ts.Node): void {
    if (ts.isFunctionDeclaration(node) && isMaker(node.name!.text)) return;
    const text = ts.isIdentifier(node) ? texts.get(node.text) : undefined;
    if (text !== undefined) edits.push({ start: node.getStart(file), end: node.end, text });
    else if (ts.isFunctionDeclaration(node) && node.name!.text === MAKE) {
      const body = node.body!;
      edits.push({ start: body.getStart(file), end: body.end, text: body.getText(file).replaceAll("make()", "eval(make)") });
    } else ts.forEachChild(node, visit);
  }
}
