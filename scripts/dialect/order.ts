import ts from "typescript";
import { AT_ONCE } from "./at-once";
import type { Context, Rules } from "./check";
import { type Binding, runOf } from "./scopes";

/** What calls the function that it belongs to. */
const CALLS_ITS_OWNER = new Set(["apply", "call"]);

/**
 * Nothing is hoisted: a name means nothing, or something further out, until its declaration has run.
 * Refused are a use above the declaration in the same run, and a call there of a function that uses it,
 * however far down the calls. A function kept for later is taken to run later.
 */
export const orderRules: Rules = {
  file(context) {
    for (const binding of context.scopes.bindings)
      for (const use of binding.uses) direct(binding, use, context);
    throughCalls(context);
  },
};

function direct(binding: Binding, use: ts.Identifier, context: Context): void {
  if (use.getStart() >= binding.from || runAtOnce(use) !== runOfScope(binding)) return;
  // The interpreter and the language agree on this one: both say "undefined".
  if (ts.isTypeOfExpression(use.parent) && binding.kind === "var") return;
  context.report(
    use,
    "order",
    `"${binding.name}" is used before its declaration has run (line ${lineOf(binding, context)}), ` +
      "and nothing is hoisted: declare it above",
  );
}

/** The run in which a node is evaluated, functions that are called on the spot looked through. */
function runAtOnce(node: ts.Node): ts.Node {
  let run = runOf(node);
  while (calledOnTheSpot(run)) run = runOf(run);
  return run;
}

function calledOnTheSpot(node: ts.Node): boolean {
  if (ts.isClassStaticBlockDeclaration(node)) return true;
  if (!ts.isFunctionExpression(node) && !ts.isArrowFunction(node)) return false;
  let outer: ts.Node = node;
  while (ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  const call = outer.parent;
  if (!ts.isCallExpression(call)) return false;
  return call.expression === outer || isAtOnce(call);
}

function isAtOnce(call: ts.CallExpression): boolean {
  if (!ts.isPropertyAccessExpression(call.expression)) return false;
  const name = call.expression.name.text;
  return AT_ONCE.has(name) || CALLS_ITS_OWNER.has(name);
}

function runOfScope(binding: Binding): ts.Node {
  const scope = binding.scope.node;
  const run = ts.isFunctionLike(scope) || ts.isSourceFile(scope) ? scope : runOf(scope);
  return calledOnTheSpot(run) ? runAtOnce(run) : run;
}

function lineOf(binding: Binding, context: Context): number {
  return context.file.getLineAndCharacterOfPosition(binding.node.getStart()).line + 1;
}

interface Run {
  /** Names from outside this run that it uses. */
  uses: Set<Binding>;
  calls: { at: ts.Node; callees: ts.Node[] }[];
}

function throughCalls(context: Context): void {
  const methods = methodsByName(context.file);
  const runs = new Map<ts.Node, Run>();
  collect(context.file);
  for (const binding of context.scopes.bindings) {
    if (binding.from > 0) for (const use of binding.uses) runFor(use).uses.add(binding);
  }
  const reached = new Map<ts.Node, Set<Binding>>();
  for (const [node, run] of runs) {
    for (const call of run.calls) {
      for (const callee of call.callees) for (const binding of reach(callee)) judge(node, call.at, binding);
    }
  }

  function collect(node: ts.Node): void {
    if (ts.isCallExpression(node) || ts.isNewExpression(node))
      runFor(node).calls.push({ at: node, callees: calleesOf(node) });
    ts.forEachChild(node, collect);
  }

  function runFor(node: ts.Node): Run {
    const at = runAtOnce(node);
    let run = runs.get(at);
    if (run === undefined) runs.set(at, (run = { uses: new Set(), calls: [] }));
    return run;
  }

  function calleesOf(call: ts.CallExpression | ts.NewExpression): ts.Node[] {
    const values =
      ts.isCallExpression(call) && isAtOnce(call) ? [call.expression, ...call.arguments] : [call.expression];
    return values.flatMap((value) => {
      if (ts.isIdentifier(value)) return functionsOf(context.scopes.of(value));
      if (!ts.isPropertyAccessExpression(value) || isOfPart(value)) return [];
      return besides(value) ?? methods.get(value.name.text) ?? [];
    });
  }

  function reach(callee: ts.Node): Set<Binding> {
    const known = reached.get(callee);
    if (known !== undefined) return known;
    const all = new Set<Binding>();
    const todo = [callee];
    const seen = new Set(todo);
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      const run = runs.get(next);
      if (run === undefined) continue;
      for (const binding of run.uses) all.add(binding);
      for (const inner of run.calls.flatMap((call) => call.callees))
        if (!seen.has(inner)) {
          seen.add(inner);
          todo.push(inner);
        }
    }
    reached.set(callee, all);
    return all;
  }

  function judge(run: ts.Node, at: ts.Node, binding: Binding): void {
    if (runOfScope(binding) !== run || at.getStart() >= binding.from) return;
    // Inside its own declaration's value the name is there by the time anything is called by it.
    if (at.getStart() > binding.node.getStart()) return;
    context.report(
      at,
      "order",
      `this call needs "${binding.name}", whose declaration (line ${lineOf(binding, context)}) ` +
        "has not run yet: call it below",
    );
  }
}

/** A function of a part (scripts/build/parts.ts) is no method, though it may be called like one after minifying. */
function isOfPart({ expression }: ts.PropertyAccessExpression): boolean {
  return ts.isCallExpression(expression) && ts.isIdentifier(expression.expression) && expression.expression.text.startsWith("$$");
}

/** The method of the same object literal that a method of it calls by `this`, as functions of a part do; else undefined. */
function besides({ expression, name }: ts.PropertyAccessExpression): ts.Node[] | undefined {
  if (expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  const { parent } = runOf(expression);
  if (!ts.isObjectLiteralExpression(parent)) return undefined;
  const found = parent.properties.find((member) => ts.isMethodDeclaration(member) && member.name.getText() === name.text);
  return found && [found];
}

function functionsOf(binding: Binding | undefined): ts.Node[] {
  if (binding === undefined) return [];
  const node = binding.node;
  if (ts.isFunctionDeclaration(node)) return [node];
  if (ts.isClassLike(node)) return node.members.filter(ts.isConstructorDeclaration);
  if (!ts.isVariableDeclaration(node) || node.initializer === undefined) return [];
  const value = node.initializer;
  if (ts.isClassExpression(value)) return value.members.filter(ts.isConstructorDeclaration);
  return ts.isFunctionExpression(value) || ts.isArrowFunction(value) ? [value] : [];
}

/** Which object a method is called on is not known: every method of the name in the file may be meant. */
function methodsByName(file: ts.SourceFile): Map<string, ts.Node[]> {
  const methods = new Map<string, ts.Node[]>();
  visit(file);
  return methods;

  function visit(node: ts.Node): void {
    if (ts.isMethodDeclaration(node)) put(node.name, node);
    else if (ts.isPropertyAssignment(node) && isFunctionValue(node.initializer))
      put(node.name, node.initializer);
    else if (
      ts.isBinaryExpression(node) &&
      ts.isPropertyAccessExpression(node.left) &&
      isFunctionValue(node.right)
    )
      put(node.left.name, node.right);
    ts.forEachChild(node, visit);
  }

  function put(name: ts.Node, node: ts.Node): void {
    if (!ts.isIdentifier(name) || isInPart(name)) return;
    methods.set(name.text, [...(methods.get(name.text) ?? []), node]);
  }
}

/** A member of a part's object, which is called by `this` and by the part's name alone. */
function isInPart(name: ts.Node): boolean {
  const maker = name.parent.parent.parent.parent?.parent;
  return maker !== undefined && ts.isFunctionDeclaration(maker) && maker.name?.text.startsWith("$$") === true;
}

function isFunctionValue(node: ts.Node): boolean {
  return ts.isFunctionExpression(node) || ts.isArrowFunction(node);
}
