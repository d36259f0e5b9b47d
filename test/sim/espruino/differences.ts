/**
 * Where the stand-in does not do what the interpreter does, by the reason; ids of language-support.json.
 * What is "refused" stops a build, in the dialect checker or in the types, so no image relies on it.
 */
export const DIFFERENCES: Record<string, string> = {
  "how names are bound is the engine's: refused, or of no effect in code that passes": `
    let-loop-closure let-tdz-shadow var-hoist-shadow-global var-hoist-assign-before fn-hoist-global fn-hoist-in-function
    fn-decl-after-return let-forof-closure let-forin-closure let-redeclare switch-let-scope global-let-is-not-global-prop
    id-long-over-64`,
  "what this and arguments are is the engine's: refused": `
    arrow-this-then-nested-arrow arrow-arguments fn-arguments-fewer fn-paren-this class-method-callback-loses-this
    strict-undeclared-assign strict-this-undefined`,
  "classes are the engine's: refused": `
    class-static-inherit class-field-per-instance class-field-uses-this class-super-method-3level
    class-super-method-inherited-caller class-name class-return-primitive class-methods-non-enumerable forin-class-methods`,
  "statements are the engine's: refused, or stricter here": `
    forof-object-error forof-undefined-throws forin-null forin-delete-during switch-case-expr-side asi-return
    asi-postfix-newline try-finally-throw-override try-throw-in-getter op-in-for-init delete-missing BigInt-literal Map-iter
    Uint8Array-concat-spread`,
  "the order of members with numbers for names is the engine's": `
    forin-order-int obj-key-order-int-first Object.key-leading-zero JSON.stringify-key-quoting Object.getOwnPropertyDescriptor`,
  "errors of the engine itself have its own texts and class; type and the fact that they are thrown agree": `
    try-undefined-prop-read try-null-prop-read try-undefined-method-call try-undefined-var try-number-prop-write Error-json
    Error-cause`,
  "literals beyond bytes are the engine's: refused": `
    str-emoji-length str-unicode-literal-length str-unicode-escape-length JSON.stringify-unicode`,
  "built-ins are visible on their prototypes: refused": `
    fn-arguments-slice Array.destruct-methods-call Array.prototype.slice.call-string RegExp.symbol-props
    Function.prototype-call-apply-bind`,
  "an assignment to a length or to a character cannot be watched: refused": `
    Array.length-truncate Array.length-extend Array.length-clear String.immutable-index`,
  "regular expressions are the engine's: all but the plainest are refused": `
    String.split-regex-capture RegExp.flag-m RegExp.flag-s RegExp.flag-u RegExp.quantifiers RegExp.lazy
    RegExp.group-alternation RegExp.group-quantifier RegExp.noncapture RegExp.lookbehind RegExp.named-group RegExp.backref
    RegExp.word-boundary RegExp.dot-newline RegExp.optional-group RegExp.case-class-range RegExp.escape-special
    RegExp.lookahead RegExp.hex-unicode-escape RegExp.anchors RegExp.backtrack`,
  "fractions and very large numbers are printed and read by the engine; money is whole": `
    Number-sub-cents Number-json-large Number-print-large Number-print-small Number-print-neg JSON.stringify-float-forms
    String.concat-number Number.toFixed Number.toFixed-halfcent parseFloat-precision JSON.roundtrip-float op-negzero
    Number-neg-zero Number.coerce`,
  "reading of JSON is stricter here": `
    JSON.parse-trailing-garbage JSON.parse-trailing-comma JSON.parse-proto-key JSON.parse-dup-keys JSON.parse-single-quotes
    JSON.parse-hex-number`,
  "forms that nobody compares": `
    JSON.stringify-indent JSON.stringify-circular String.replace-fn String.object-typeof instanceof-string-prim
    Object.create-null Object.toString Object.constructor-wrap Uint8Array-from-string`,
  "eval runs at the outermost level here, where the loader uses it: tokens are read before": "eval-local-scope",
  "sorting is stable here; a test that needs another order cannot be written in it": "Array.sort-stability",
  "code takes no time here, so two timers of one delay are due together": "Promise.microtask-vs-timers",
};

/** Reasons by id. */
export function reasons(): Map<string, string> {
  const found = new Map<string, string>();
  for (const [reason, ids] of Object.entries(DIFFERENCES))
    for (const id of ids.trim().split(/\s+/)) found.set(id, reason);
  return found;
}
