import { readFileSync } from "node:fs";
import ts from "typescript";

/** The files that say what exists: one truth for the compiler and for the checker. */
const DECLARATIONS = [
  "hal/io/espruino/language.d.ts",
  "hal/io/espruino/espruino.d.ts",
  "firmware/build.d.ts",
];
/** What the language has without declaring it. */
const BUILT_IN = ["arguments", "undefined", "globalThis"];

const known = new Set(BUILT_IN);
for (const path of DECLARATIONS) {
  const source = readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
  for (const statement of ts.createSourceFile(path, source, ts.ScriptTarget.ESNext).statements) {
    if (ts.isFunctionDeclaration(statement) && statement.name !== undefined) known.add(statement.name.text);
    if (!ts.isVariableStatement(statement)) continue;
    for (const declaration of statement.declarationList.declarations)
      if (ts.isIdentifier(declaration.name)) known.add(declaration.name.text);
  }
}
// Declared for the compiler's sake alone.
known.delete("Symbol");

/** True for a global of the interpreter. */
export function isKnownGlobal(name: string): boolean {
  return known.has(name);
}

/** True for those native objects that call themselves functions. */
export function isKnownObject(name: string): boolean {
  return name === "console" || name === "process";
}
