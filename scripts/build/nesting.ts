import ts from "typescript";
import type { Binding } from "../dialect/scopes";

/**
 * So many calls of members of one object may be under way at once. Each holds two of the fifteen locks that the interpreter
 * counts of a variable; one that had them all is never freed (its source, jsvUnLockInline in src/jsvar.c).
 */
export const NESTED_MAX = 7;

/**
 * The longest chain of calls in which members of one part are under way: a function of the part that calls
 * another one, however far down, or calls one to make an argument for another.
 * `statementAt` gives the outermost statement of a place, `isOwn` tells what lies in the part.
 */
export function longestChain(
  bindings: readonly Binding[], statementAt: (node: ts.Node) => ts.Node | undefined, isOwn: (statement: ts.Node) => boolean,
): Binding[] {
  const owned = new Map<ts.Node, Binding>();
  const edges = new Map<ts.Node, { to: Binding; use: ts.Identifier }[]>();
  for (const binding of bindings) {
    for (const use of binding.uses) {
      const from = statementAt(use);
      if (from === undefined) continue;
      edges.set(from, [...(edges.get(from) ?? []), { to: binding, use }]);
      if (isOwn(statementAt(binding.node)!)) owned.set(use, binding);
    }
  }
  const chains = new Map<ts.Node, Binding[]>();
  let longest: Binding[] = [];
  for (const from of edges.keys()) {
    const chain = chainFrom(from);
    if (chain.length > longest.length) longest = chain;
  }
  return longest;

  function chainFrom(from: ts.Node): Binding[] {
    const known = chains.get(from);
    if (known !== undefined) return known;
    // What calls itself again is counted once.
    chains.set(from, []);
    let best: Binding[] = [];
    for (const { to, use } of edges.get(from) ?? []) {
      const target = statementAt(to.node)!;
      const chain = [...pending(use, from), ...(isOwn(target) ? [to] : []), ...(target === from ? [] : chainFrom(target))];
      if (chain.length > best.length) best = chain;
    }
    chains.set(from, best);
    return best;
  }

  /** The members that wait for an argument in which a place lies. */
  function pending(use: ts.Node, from: ts.Node): Binding[] {
    const waiting: Binding[] = [];
    for (let at = use; at !== from; at = at.parent) {
      const { parent } = at;
      const own = ts.isCallExpression(parent) && parent.expression !== at ? owned.get(parent.expression) : undefined;
      if (own !== undefined) waiting.unshift(own);
    }
    return waiting;
  }
}
