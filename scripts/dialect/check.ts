import ts from "typescript";
import { arrowRules } from "./arrows";
import { atOnceRules } from "./at-once";
import { builtinRules } from "./builtins";
import { classRules } from "./classes";
import { isKnownGlobal } from "./globals";
import { literalRules } from "./literals";
import { loopRules } from "./loops";
import { orderRules } from "./order";
import { findScopes, type Scopes } from "./scopes";
import { syntaxRules } from "./syntax";

export interface Finding {
  file: string;
  /** From 1. */
  line: number;
  /** From 1. */
  column: number;
  rule: string;
  /** What is wrong there and what to write instead. */
  message: string;
  /** Characters before the place. */
  offset?: number;
}

/** What a rule is given: it looks at one node, or at the whole file, and reports. */
export interface Context {
  file: ts.SourceFile;
  scopes: Scopes;
  /** The finished script rather than a source. */
  bundled: boolean;
  /** Names of the interpreter. */
  isGlobal(name: string): boolean;
  report(node: ts.Node | number, rule: string, message: string): void;
}

export interface Rules {
  /** Called for every node that is not a type. */
  node?: (node: ts.Node, context: Context) => void;
  /** Called once. */
  file?: (context: Context) => void;
}

const RULES: Rules[] = [
  syntaxRules,
  literalRules,
  arrowRules,
  classRules,
  loopRules,
  atOnceRules,
  builtinRules,
  orderRules,
];

/**
 * Checks one file against the interpreter's dialect: a source (.ts), or the finished bundle (.js),
 * where what minifying did shows. `globals` are names that exist beside the interpreter's. Types are not
 * looked at. Ordered by place.
 */
export function check(source: string, fileName: string, globals: string[] = []): Finding[] {
  const bundled = fileName.endsWith(".js");
  const kind = bundled ? ts.ScriptKind.JS : ts.ScriptKind.TS;
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.ESNext, true, kind);
  const findings: Finding[] = [];
  const isGlobal = (name: string): boolean => isKnownGlobal(name) || globals.includes(name);
  const context: Context = { file, bundled, isGlobal, scopes: findScopes(file), report };
  for (const error of syntaxErrors(file))
    report(error.start, "syntax", ts.flattenDiagnosticMessageText(error.messageText, " "));
  visit(file);
  for (const rules of RULES) rules.file?.(context);
  return findings.sort((a, b) => a.offset! - b.offset!);

  function visit(node: ts.Node): void {
    if (isTypeOnly(node)) return;
    for (const rules of RULES) rules.node?.(node, context);
    ts.forEachChild(node, visit);
  }

  function report(place: ts.Node | number, rule: string, message: string): void {
    const offset = typeof place === "number" ? place : place.getStart(file);
    if (findings.some((finding) => finding.offset === offset && finding.rule === rule)) return;
    const at = file.getLineAndCharacterOfPosition(offset);
    findings.push({ file: fileName, line: at.line + 1, column: at.character + 1, rule, message, offset });
  }
}

/** What leaves nothing in the image: types, and declarations of what is elsewhere. */
export function isTypeOnly(node: ts.Node): boolean {
  if (ts.isExpressionWithTypeArguments(node)) {
    return ts.isHeritageClause(node.parent) && node.parent.token === ts.SyntaxKind.ImplementsKeyword;
  }
  if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node))
    return node.kind !== ts.SyntaxKind.AnyKeyword;
  if (ts.isTypeParameterDeclaration(node)) return true;
  if (ts.isImportDeclaration(node)) return node.importClause?.isTypeOnly === true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return (
    ts.canHaveModifiers(node) &&
    (ts.getModifiers(node) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.DeclareKeyword)
  );
}

function syntaxErrors(file: ts.SourceFile): readonly ts.DiagnosticWithLocation[] {
  return (
    (file as ts.SourceFile & { parseDiagnostics?: readonly ts.DiagnosticWithLocation[] }).parseDiagnostics ??
    []
  );
}
