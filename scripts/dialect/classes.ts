import ts from "typescript";
import type { Context, Rules } from "./check";
import { isPlainName } from "./syntax";

const K = ts.SyntaxKind;
/** Built-ins that nothing can extend. */
const CLOSED = new Set([
  "Array",
  "Date",
  "Error",
  "Function",
  "InternalError",
  "Map",
  "Number",
  "ReferenceError",
  "RegExp",
  "Set",
  "String",
  "SyntaxError",
  "TypeError",
  "Uint8Array",
]);

/** Classes: one level of `super.method()`, plain names, fields set in the constructor. */
export const classRules: Rules = {
  node(node, context) {
    if (ts.isClassLike(node)) {
      heritage(node, context);
      ownName(node, context);
      for (const member of node.members) inspect(member, context);
      if (ts.isClassDeclaration(node) && ts.isBlock(node.parent) && !ts.isFunctionLike(node.parent.parent)) {
        context.report(
          node,
          "class-block",
          "a class is seen outside its block: declare it in the module or the function",
        );
      }
    }
    if (node.kind === K.SuperKeyword) superUse(node, context);
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression))
      inheritedStatic(node, node.expression, context);
  },
};

function heritage(node: ts.ClassLikeDeclaration, context: Context): void {
  const parent = parentOf(node);
  if (parent === undefined) return;
  if (!ts.isIdentifier(parent))
    context.report(
      parent,
      "class-extends",
      "a class extends a plain name alone: give the parent a name first",
    );
  else if (CLOSED.has(parent.text))
    context.report(
      parent,
      "class-extends",
      `${parent.text} cannot be extended: hold one in a field, or use a plain object with a kind`,
    );
}

function parentOf(node: ts.ClassLikeDeclaration): ts.Expression | undefined {
  return node.heritageClauses?.find((clause) => clause.token === K.ExtendsKeyword)?.types[0]?.expression;
}

/** Bundling renames the outer name of a class that names itself, and the inner one is not bound. */
function ownName(node: ts.ClassLikeDeclaration, context: Context): void {
  if (node.name === undefined) return;
  const binding = context.scopes.of(node.name);
  if (binding === undefined) return;
  for (const use of binding.uses) {
    if (use.pos < node.pos || use.end > node.end) continue;
    if (context.bundled && ts.isClassDeclaration(node)) continue;
    context.report(
      use,
      "class-own-name",
      "a class may not name itself inside its body: use a function or a variable beside it",
    );
  }
}

function inspect(member: ts.ClassElement, context: Context): void {
  const name = member.name;
  if (
    name !== undefined &&
    !ts.isPropertyDeclaration(member) &&
    !ts.isPrivateIdentifier(name) &&
    !ts.isComputedPropertyName(name) &&
    !isPlainName(name)
  ) {
    context.report(name, "member-name", "a method's name must be a plain word that is no keyword");
  }
  if (name !== undefined && ts.isMethodDeclaration(member) && name.getText() === "then") {
    context.report(name, "thenable", "only an own property then makes a thenable: use a real Promise");
  }
  if (ts.isPropertyDeclaration(member)) field(member, context);
}

function field(member: ts.PropertyDeclaration, context: Context): void {
  const isStatic = ts.getModifiers(member)?.some((modifier) => modifier.kind === K.StaticKeyword) === true;
  const value = member.initializer;
  // A field without a value is a type and leaves nothing behind.
  if (value === undefined) {
    if (member.type === undefined)
      context.report(
        member,
        "class-field",
        "a field without a value is not known: assign it in the constructor",
      );
  } else if (!isConstant(value) && !ts.isPrivateIdentifier(member.name)) {
    context.report(
      member,
      "class-field",
      isStatic
        ? "a static field holds a constant or nothing: assign below the class"
        : "a field's value would be shared, or made without this: assign it in the constructor",
    );
  }
}

function isConstant(value: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(value) ||
    value.kind === K.TrueKeyword ||
    value.kind === K.FalseKeyword ||
    value.kind === K.NullKeyword ||
    (ts.isPrefixUnaryExpression(value) && ts.isNumericLiteral(value.operand))
  );
}

function superUse(node: ts.Node, context: Context): void {
  let at = node.parent;
  while (!ts.isFunctionLike(at) && !ts.isClassLike(at) && !ts.isSourceFile(at)) at = at.parent;
  if (ts.isArrowFunction(at)) {
    context.report(node, "super", "super is not known in an arrow: call it outside");
    return;
  }
  const owner = at.parent;
  if (owner === undefined || !ts.isClassLike(owner)) {
    context.report(node, "super", "super is known in a class alone: call the function by its name");
    return;
  }
  if (ts.isCallExpression(node.parent) && node.parent.expression === node) return;
  const extended = owner.name === undefined ? [] : subclasses(owner.name, context);
  if (extended.length > 0) {
    context.report(
      node,
      "super",
      `super.method() is looked up from the object: where ${extended[0]} extends this class ` +
        "it calls itself: one level of it at most",
    );
  }
}

/** The names of classes in the file that extend the one. */
function subclasses(name: ts.Identifier, context: Context): string[] {
  const binding = context.scopes.of(name);
  const uses = binding?.uses ?? [];
  return uses
    .filter(
      (use) =>
        ts.isExpressionWithTypeArguments(use.parent) &&
        ts.isHeritageClause(use.parent.parent) &&
        ts.isClassLike(use.parent.parent.parent),
    )
    .map((use) => (use.parent.parent.parent as ts.ClassLikeDeclaration).name?.text ?? "a class");
}

/** Static members are not inherited. */
function inheritedStatic(node: ts.PropertyAccessExpression, owner: ts.Identifier, context: Context): void {
  let found = classOf(owner, context);
  if (found === undefined || hasStatic(found, node.name.text)) return;
  for (
    let parent = parentOf(found);
    parent !== undefined && ts.isIdentifier(parent);
    parent = parentOf(found)
  ) {
    found = classOf(parent, context);
    if (found === undefined) return;
    if (hasStatic(found, node.name.text)) {
      context.report(
        node,
        "class-static",
        `static members are not inherited: write ${parent.text}.${node.name.text}`,
      );
      return;
    }
  }
}

function classOf(name: ts.Identifier, context: Context): ts.ClassLikeDeclaration | undefined {
  const node = context.scopes.of(name)?.node;
  if (node === undefined) return undefined;
  if (ts.isClassLike(node)) return node;
  return ts.isVariableDeclaration(node) &&
    node.initializer !== undefined &&
    ts.isClassExpression(node.initializer)
    ? node.initializer
    : undefined;
}

function hasStatic(node: ts.ClassLikeDeclaration, name: string): boolean {
  return node.members.some(
    (member) =>
      member.name?.getText() === name &&
      (ts.getCombinedModifierFlags(member) & ts.ModifierFlags.Static) !== 0,
  );
}
