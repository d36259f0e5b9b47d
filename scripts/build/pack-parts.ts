import ts from "typescript";
import { type Edit, edited } from "./edits";
import { quoted } from "./quoted";
import { shrink } from "./shrink";
import { tokenise } from "./tokenise";

const UNPACK = "$$u";

/**
 * Stores the bodies of outermost functions packed: each is unpacked into memory when it is called, and lies there as long
 * as what it made. Good for what is seldom wanted; the bytes are a part of the script like any other text of it.
 */
export function packFunctions(code: string, names: readonly string[]): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, false, ts.ScriptKind.JS);
  const packed = file.statements.filter(ts.isFunctionDeclaration).filter(({ name }) => names.includes(name!.text));
  const edits = packed.map(({ body }): Edit => {
    const start = body!.getStart(file);
    const bytes = shrink(tokenise(`(function()${code.slice(start, body!.end)})`));
    return { start, end: body!.end, text: `{return ${UNPACK}(${quoted(bytes)})}` };
  });
  if (edits.length === 0) return code;
  const unpack = `function ${UNPACK}(bytes){return eval(E.toString(require("heatshrink").decompress(bytes)))()}`;
  return unpack + edited(code, 0, code.length, edits);
}
