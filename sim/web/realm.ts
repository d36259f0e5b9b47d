import type { Realm } from "../espruino/realm";

/** What a browser lets nobody remove from the global object of a frame. */
const STUCK = ["window", "document", "location", "top"];

/** A source that names one of them other than as a property: what it finds then must be nothing. */
const NAMES_STUCK = new RegExp(`(?<![.\\w$])(?:${STUCK.join("|")})(?![\\w$])`);

/** Where the scope that hides them is found while it begins. */
const HIDDEN = "__hidden";

/**
 * A fresh world from a frame that is taken out of the page at once: its global object has no page, no timers and no
 * network any more, and it goes with the last that holds it. What cannot be removed from it is hidden from the sources
 * that name it; looking a name up in such a source is a hundred times slower, so all others run without.
 */
export function makeFrameRealm(): Realm {
  const frame = document.createElement("iframe");
  document.body.append(frame);
  const global = frame.contentWindow as unknown as Record<string, any>;
  const evaluate = global.eval as (source: string) => unknown;
  frame.remove();
  return { global, run };

  function run(source: string, name: string): unknown {
    const named = `${source}\n//# sourceURL=${name}`;
    return NAMES_STUCK.test(source) ? runHidden(named) : evaluate(named);
  }

  /** The names of the source's top level become the global object's, as without it. */
  function runHidden(source: string): unknown {
    const scope = Object.assign(Object.create(null), Object.fromEntries(STUCK.map((name) => [name, undefined])));
    // Only the engine's own eval takes the scope along; the source is to find the interpreter's.
    scope.eval = evaluate;
    const begun = `delete ${HIDDEN}.eval;${source}`;
    const before = global[HIDDEN];
    Object.defineProperty(global, HIDDEN, { value: scope, configurable: true });
    try {
      return evaluate(`with(${HIDDEN}){eval(${JSON.stringify(begun)})}`);
    } finally {
      if (before === undefined) delete global[HIDDEN];
      else Object.defineProperty(global, HIDDEN, { value: before, configurable: true });
    }
  }
}
