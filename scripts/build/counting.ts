import ts from "typescript";

/**
 * The counter: how deep our own functions call each other, callbacks from the interpreter included,
 * and by which names the deepest point was reached. Globals, so that a probe outside the image reads them.
 */
const COUNTER =
  'var __depth=0,__deepest=0,__chain=[],__deepestChain="";' +
  "function __enter(name){__chain.push(name);" +
  'if(++__depth>__deepest){__deepest=__depth;__deepestChain=__chain.join(">")}}' +
  "function __leave(){__depth--;__chain.pop()}\n";

/**
 * Makes a script count the depth of its calls; it stays within the dialect. The counting itself is
 * one call deeper than what it reports.
 */
export function count(code: string): string {
  const file = ts.createSourceFile("image.js", code, ts.ScriptTarget.ESNext, true, ts.ScriptKind.JS);
  const inserts: { at: number; text: string; order: number }[] = [];
  visit(file);
  // At one place what closes an inner function stands before what closes its outer one.
  inserts.sort((a, b) => a.at - b.at || a.order - b.order);
  let out = "";
  let at = 0;
  for (const insert of inserts) {
    out += code.slice(at, insert.at) + insert.text;
    at = insert.at;
  }
  return COUNTER + out + code.slice(at);

  function visit(node: ts.Node): void {
    ts.forEachChild(node, visit);
    if (!ts.isFunctionLike(node) || !("body" in node) || node.body === undefined) return;
    const body = node.body as ts.Block | ts.Expression;
    const enter = `__enter(${JSON.stringify(nameOf(node))});try{`;
    const leave = "}finally{__leave()}";
    if (ts.isBlock(body)) {
      inserts.push({ at: body.getStart() + 1, text: enter, order: body.pos - code.length });
      inserts.push({ at: body.end - 1, text: leave, order: code.length - body.pos });
    } else {
      inserts.push({ at: body.getStart(), text: `{${enter}return `, order: body.pos - code.length });
      inserts.push({ at: body.end, text: `${leave}}`, order: code.length - body.pos });
    }
  }
}

function nameOf(node: ts.Node): string {
  const named = node as { name?: ts.Node };
  if (named.name !== undefined && ts.isIdentifier(named.name)) return named.name.text;
  if (ts.isConstructorDeclaration(node)) return `new ${nameOf(node.parent)}`;
  const parent = node.parent;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) return parent.name.getText();
  if (ts.isBinaryExpression(parent)) return parent.left.getText();
  if (ts.isCallExpression(parent)) return `callback of ${parent.expression.getText().slice(-24)}`;
  return "function";
}
