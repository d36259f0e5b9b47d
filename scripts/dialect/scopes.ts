import ts from "typescript";
import { isTypeOnly } from "./check";

export type BindingKind = "var" | "let" | "const" | "function" | "class" | "parameter" | "import" | "own";

/** A name, and from which place of its scope on it has its value: nothing is hoisted on the device. */
export interface Binding {
  name: string;
  kind: BindingKind;
  /** The interpreter knows the name only after this place. */
  from: number;
  node: ts.Node;
  scope: Scope;
  uses: ts.Identifier[];
}

export interface Scope {
  node: ts.Node;
  parent: Scope | undefined;
  names: Map<string, Binding>;
}

export interface Scopes {
  bindings: Binding[];
  /** What an identifier means; undefined for names from outside the file. */
  of(identifier: ts.Identifier): Binding | undefined;
  /** Uses of names that the file does not declare. */
  outside: ts.Identifier[];
}

/** The function, or the file, whose run a node belongs to. */
export function runOf(node: ts.Node): ts.Node {
  let at = node.parent;
  while (at.parent !== undefined && !ts.isFunctionLike(at) && !ts.isClassStaticBlockDeclaration(at))
    at = at.parent;
  return at;
}

/** Finds what every identifier of a file means. Types are left out. */
export function findScopes(file: ts.SourceFile): Scopes {
  const bindings: Binding[] = [];
  const meanings = new Map<ts.Identifier, Binding>();
  const outside: ts.Identifier[] = [];
  const scopes = new Map<ts.Node, Scope>();
  declareIn(file, undefined);
  resolveIn(file, scopes.get(file)!);
  return { bindings, outside, of: (identifier) => meanings.get(identifier) };

  function declareIn(node: ts.Node, parent: Scope | undefined): void {
    if (isTypeOnly(node)) return;
    let scope = parent;
    if (opensScope(node)) {
      scope = { node, parent, names: new Map() };
      scopes.set(node, scope);
    }
    if (scope !== undefined) declare(node, scope, parent);
    ts.forEachChild(node, (child) => declareIn(child, scope));
  }

  function declare(node: ts.Node, scope: Scope, outer: Scope | undefined): void {
    if (ts.isVariableDeclaration(node) && !ts.isCatchClause(node.parent)) {
      const flags = ts.getCombinedNodeFlags(node);
      const kind =
        (flags & ts.NodeFlags.Const) !== 0 ? "const" : (flags & ts.NodeFlags.Let) !== 0 ? "let" : "var";
      for (const name of namesOf(node.name))
        add(name, kind, kind === "var" ? functionScope(scope) : scope, node.end, node);
    } else if (ts.isVariableDeclaration(node)) {
      for (const name of namesOf(node.name)) add(name, "parameter", scope, 0, node);
    } else if (ts.isParameter(node)) {
      for (const name of namesOf(node.name)) add(name, "parameter", scope, 0, node);
    } else if (ts.isFunctionDeclaration(node) && node.name !== undefined && outer !== undefined) {
      if (node.body !== undefined) addFunction(node, node.name, outer);
    } else if (ts.isClassDeclaration(node) && node.name !== undefined && outer !== undefined) {
      add(node.name, "class", outer, node.end, node);
    } else if ((ts.isFunctionExpression(node) || ts.isClassExpression(node)) && node.name !== undefined) {
      add(node.name, "own", scope, 0, node);
    } else if (ts.isImportClause(node) || ts.isImportSpecifier(node) || ts.isNamespaceImport(node)) {
      if (node.name !== undefined) add(node.name, "import", scope, 0, node);
    } else if (ts.isEnumDeclaration(node)) {
      add(node.name, "var", scope, node.end, node);
    }
  }

  /** A function in a block is seen in the whole function from then on, as the interpreter does it. */
  function addFunction(node: ts.FunctionDeclaration, name: ts.Identifier, scope: Scope): void {
    const binding = add(name, "function", scope, node.getStart(file), node);
    const whole = functionScope(scope);
    if (!whole.names.has(binding.name)) whole.names.set(binding.name, binding);
  }

  function add(name: ts.Identifier, kind: BindingKind, scope: Scope, from: number, node: ts.Node): Binding {
    const known = scope.names.get(name.text);
    if (known !== undefined && known.scope === scope) {
      known.from = Math.min(known.from, from);
      meanings.set(name, known);
      return known;
    }
    const binding: Binding = { name: name.text, kind, scope, from, node, uses: [] };
    scope.names.set(name.text, binding);
    bindings.push(binding);
    meanings.set(name, binding);
    return binding;
  }

  function resolveIn(node: ts.Node, scope: Scope): void {
    if (isTypeOnly(node)) return;
    const inner = scopes.get(node) ?? scope;
    if (ts.isIdentifier(node) && isUse(node)) resolve(node, scope);
    ts.forEachChild(node, (child) => resolveIn(child, inner));
  }

  function resolve(identifier: ts.Identifier, scope: Scope): void {
    for (let at: Scope | undefined = scope; at !== undefined; at = at.parent) {
      const binding = at.names.get(identifier.text);
      if (binding === undefined) continue;
      meanings.set(identifier, binding);
      binding.uses.push(identifier);
      return;
    }
    outside.push(identifier);
  }
}

function opensScope(node: ts.Node): boolean {
  return (
    ts.isSourceFile(node) ||
    ts.isFunctionLike(node) ||
    ts.isBlock(node) ||
    ts.isCaseBlock(node) ||
    ts.isCatchClause(node) ||
    ts.isForStatement(node) ||
    ts.isForInStatement(node) ||
    ts.isForOfStatement(node) ||
    ts.isClassLike(node)
  );
}

function functionScope(scope: Scope): Scope {
  let at = scope;
  while (at.parent !== undefined && !ts.isFunctionLike(at.node)) at = at.parent;
  return at;
}

function namesOf(name: ts.BindingName): ts.Identifier[] {
  if (ts.isIdentifier(name)) return [name];
  return name.elements.flatMap((element) => (ts.isOmittedExpression(element) ? [] : namesOf(element.name)));
}

/** An identifier that is read or written, rather than a declared name, a member's name or a label. */
function isUse(node: ts.Identifier): boolean {
  const parent = node.parent;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isShorthandPropertyAssignment(parent)) return true;
  if (ts.isExportSpecifier(parent)) {
    // What another module is asked for is not a name of this one.
    const isOurs = parent.parent.parent.moduleSpecifier === undefined;
    return isOurs && (parent.propertyName === undefined || parent.propertyName === node);
  }
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent))
    return false;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return false;
  if (ts.isQualifiedName(parent) || ts.isModuleDeclaration(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  return (parent as { name?: ts.Node }).name !== node;
}
