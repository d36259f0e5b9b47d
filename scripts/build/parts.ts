import ts from "typescript";
import { type Binding, findScopes } from "../dialect/scopes";
import type { Finding } from "../dialect/check";
import { type Edit, edited } from "./edits";
import { NAMES } from "./short-names";
import { longestChain, NESTED_MAX } from "./nesting";
import { sink } from "./sink";
import { isAssigned, isInFunction, isOutermost } from "./uses";

/** Name of a part, and what makes it: modules, and functions of others as `path#name`. */
export type PartTable = Record<string, string[]>;

export interface LaidApart {
  code: string;
  /** By part: the function that makes it. */
  makers: Record<string, string>;
  findings: Finding[];
}

/** What is no part: functions that stay although their module is one. */
const STAYS = "";
/** So long parts stay after the first of them was needed, milliseconds: one event and what follows from it. */
const KEEP_MS = 60;
/** A part that is made before it is needed, and stays so long whatever other parts are made. */
const KEPT = { part: "sale", ms: 30_000 };

/**
 * Puts the modules of each part into an object of its own, which is made when somebody calls into the part, and
 * forgotten a moment later or when another part is made: from flash, what lies inside a function costs no memory until then.
 * Functions of a part reach each other by `this`, so that nothing but the part holds them.
 * Sources know nothing of it. A module in a part keeps nothing between calls: that, and a part that is needed
 * while the image starts, are findings. A function or a table that one part alone uses lies in it as well.
 * `code` is a bundle with the path of each module in a comment before it; `sourceNames` tells what a function of
 * it is called in the sources. With `isShort` the members of each part get the shortest names, as nobody else's.
 */
export function layApart(
  code: string, table: PartTable, sourceNames: ReadonlyMap<string, string> = new Map(), isShort = false,
): LaidApart {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const statements = topLevel(file);
  const partOf = new Map<ts.Node, string>();
  for (const [statement, module] of modulePaths(statements, code)) {
    const name = ts.isFunctionDeclaration(statement) ? statement.name!.text : "";
    const own = `${module}#${sourceNames.get(name) ?? name}`;
    const part = partWith(table, own) ?? partWith(table, module);
    if (part !== undefined) partOf.set(statement, part);
  }
  const names = Object.keys(table).filter((name) => name !== STAYS && [...partOf.values()].includes(name));
  if (names.length === 0) return { code, makers: {}, findings: [] };
  const findings: Finding[] = [];
  const edits: Edit[] = [];
  const isTop = new Set<ts.Node>(statements);
  const scopes = findScopes(file);
  sink(scopes.bindings, partOf, (node) => statementOf(node, isTop));
  // An object's members cannot be made of each other: a table that another one is made of stays outside.
  for (const binding of scopes.bindings) {
    const owner = statementOf(binding.node, isTop);
    const isMadeOf = (use: ts.Node) => partOf.has(statementOf(use, isTop)!) && !isInFunction(use, statementOf(use, isTop)!);
    if (owner !== undefined && isOutermost(binding, owner) && binding.kind !== "function" && binding.uses.some(isMadeOf)) {
      partOf.set(owner, STAYS);
    }
  }
  const handedOn = new Set(scopes.bindings.filter(({ uses }) => !uses.every(isCallee)).map(({ node }) => node));
  const members = new Map<string, Binding[]>(names.map((name) => [name, []]));
  for (const binding of scopes.bindings) {
    const owner = statementOf(binding.node, isTop);
    const part = owner === undefined || !isOutermost(binding, owner) ? undefined : partOf.get(owner);
    if (part) members.get(part)!.push(binding);
  }
  const memberNames = new Map<ts.Node, string>();
  for (const [part, bindings] of members) {
    bindings.sort((a, b) => b.uses.length - a.uses.length);
    bindings.forEach(({ node, name }, index) => memberNames.set(node, isShort ? NAMES[index]! : name));
    for (const binding of bindings) binding.uses.forEach((use) => follow(use, binding, part));
  }
  for (const part of names) checkNesting(part);
  return { code: assemble(), makers: Object.fromEntries(names.map((name, index) => [name, maker(index)])), findings };

  function follow(use: ts.Identifier, binding: Binding, part: string): void {
    const statement = statementOf(use, isTop)!;
    if (isAssigned(use)) report(use, `${binding.name} lies in part "${part}", which is forgotten: it must not change`);
    const isOwn = partOf.get(statement) === part;
    if (!isInFunction(use, statement)) report(use, `part "${part}" is needed while the image starts`);
    const isNear = isOwn && isDirect(use, statement) && !handedOn.has(statement) && (isCallee(use) || binding.kind !== "function");
    const owner = isNear ? "this" : `${loader(names.indexOf(part))}()`;
    const text = `${owner}.${memberNames.get(binding.node)!}`;
    const isAlone = ts.isShorthandPropertyAssignment(use.parent);
    edits.push({ start: use.getStart(file), end: use.end, text: isAlone ? `${use.text}:${text}` : text });
  }

  /** An object that is locked too often at once is never freed. */
  function checkNesting(part: string): void {
    const outermost = scopes.bindings.filter(({ node }) => isTop.has(ts.isVariableDeclaration(node) ? node.parent.parent : node));
    const isOwn = (statement: ts.Node) => partOf.get(statement) === part;
    const chain = longestChain(outermost, (node) => statementOf(node, isTop), isOwn);
    if (chain.length <= NESTED_MAX) return;
    const way = chain.map(({ name }) => sourceNames.get(name) ?? name).join(", ");
    report(chain[0]!.node, `part "${part}" has ${chain.length} calls of its own under way at once, ${NESTED_MAX} at most: ${way}; ` +
      "one of them has to stay outside");
  }

  function report(node: ts.Node, message: string): void {
    const at = file.getLineAndCharacterOfPosition(node.getStart(file));
    findings.push({ file: "image.js", line: at.line + 1, column: at.character + 1, rule: "parts", message, offset: node.getStart(file) });
  }

  /** A statement of a part as members of its object. */
  function membersOf(statement: ts.Statement, changes: Edit[]): string[] {
    if (ts.isFunctionDeclaration(statement)) {
      return [memberNames.get(statement)! + edited(code, statement.name!.end, statement.end, changes)];
    }
    if (ts.isVariableStatement(statement)) {
      return statement.declarationList.declarations.map((declaration) => {
        const value = declaration.initializer;
        return `${memberNames.get(declaration)!}:${value === undefined ? "undefined" : edited(code, value.pos, value.end, changes)}`;
      });
    }
    report(statement, "a part holds functions and tables alone");
    return [];
  }

  function assemble(): string {
    const text = (statement: ts.Node) => edited(code, statement.pos, statement.end, edits);
    const rest = statements.filter((statement) => (partOf.get(statement) ?? STAYS) === STAYS).map(text).join("");
    const parts = names.map((name, index) => {
      const members = statements.filter((statement) => partOf.get(statement) === name).flatMap((statement) => membersOf(statement, edits));
      return `function ${maker(index)}(){return{${members.join(",")}}}\n`;
    });
    const start = statements[0]!.pos;
    const end = statements[statements.length - 1]!.end;
    return code.slice(0, start) + loaders(names) + parts.join("") + rest + code.slice(end);
  }
}

function partWith(table: PartTable, entry: string): string | undefined {
  return Object.keys(table).find((part) => table[part]!.includes(entry));
}

const maker = (index: number) => `$$m${index}`;
/** Whether a function of the script makes those of a part. */
export const isMaker = (name: string): boolean => /^\$\$m\d+$/.test(name);
const loader = (index: number) => `$$${index}`;
/** What makes a part, of a function or of its text, and what it calls its own: names that stand around every part. */
export const MAKE = "$$k";
export const MAKE_NAMES = ["n", "make"];

function loaders(names: readonly string[]): string {
  const kept = names.indexOf(KEPT.part);
  const keep = kept < 0 ? "" : `if(n===${kept}){setTimeout(function(){$$s=undefined},${KEPT.ms});return $$s=make()}`;
  const loads = names.map((_, index) => {
    const there = index === kept ? "$$s||" : `$$i===${index}?$$h:`;
    return `function ${loader(index)}(){return ${there}${MAKE}(${index},${maker(index)})}\n`;
  });
  return `var $$t,$$h,$$i${kept < 0 ? "" : ",$$s"};
function $$f(){$$t=$$h=$$i=undefined;process.memory()}
function ${MAKE}(n,make){${keep}$$h=$$i=undefined;$$t||($$t=setTimeout($$f,${KEEP_MS}));$$h=make();$$i=n;return $$h}
${loads.join("")}`;
}

/** The statements of the script, or of the one function that is the whole script. */
function topLevel(file: ts.SourceFile): readonly ts.Statement[] {
  const only = file.statements.length === 1 ? file.statements[0]! : undefined;
  if (only === undefined || !ts.isExpressionStatement(only) || !ts.isCallExpression(only.expression)) return file.statements;
  let callee: ts.Expression = only.expression.expression;
  while (ts.isParenthesizedExpression(callee)) callee = callee.expression;
  if (!ts.isArrowFunction(callee) || !ts.isBlock(callee.body)) return file.statements;
  return callee.body.statements;
}

/** The modules of a bundle that has the path of each in a comment before it, statement by statement. */
export function modulesOf(code: string): { module: string; text: string }[] {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  return [...modulePaths(topLevel(file), code)].map(([statement, module]) => ({ module, text: statement.getText(file) }));
}

/** Each statement with the path in the comment before it, or before an earlier one. */
function modulePaths(statements: readonly ts.Statement[], code: string): Map<ts.Statement, string> {
  let module = "";
  return new Map(statements.map((statement) => {
    const comments = ts.getLeadingCommentRanges(code, statement.pos) ?? [];
    for (const comment of comments) module = code.slice(comment.pos + 2, comment.end).trim();
    return [statement, module];
  }));
}

function statementOf(node: ts.Node, isTop: Set<ts.Node>): ts.Node | undefined {
  let at: ts.Node | undefined = node;
  while (at !== undefined && !isTop.has(at)) at = at.parent;
  return at;
}

/** Whether a place lies in the function that a statement is, and not in another one inside it. */
function isDirect(node: ts.Node, statement: ts.Node): boolean {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && at !== statement) at = at.parent;
  return at === statement;
}

function isCallee(use: ts.Identifier): boolean {
  return ts.isCallExpression(use.parent) && use.parent.expression === use;
}
