import type { BuildOptions } from "esbuild";

const no = false;
const yes = true;

/**
 * What the interpreter can read. A feature set to no that esbuild cannot lower is a build error; one
 * that it can lower would hide its cost (`?.` twice, object spread nine times what a person would
 * write), so the checker refuses it in the sources before esbuild sees it.
 *
 * Arrows and templates stay as written: lowering them costs more than the interpreter's own (a
 * template 2.7 against 7.1 for `"".concat`), and the shapes it reads wrongly are refused by the checker
 * or mended after the bundling.
 */
export const supported: Record<string, boolean> = {
  arrow: yes,
  "template-literal": yes,
  class: yes,
  "const-and-let": yes,
  "for-of": yes,
  "nullish-coalescing": yes,
  "object-accessors": yes,
  "object-extensions": yes,
  "optional-catch-binding": yes,
  "async-await": no,
  "async-generator": no,
  "for-await": no,
  generator: no,
  "array-spread": no,
  "rest-argument": no,
  "default-argument": no,
  destructuring: no,
  "nested-rest-binding": no,
  "object-rest-spread": no,
  "optional-chain": no,
  "logical-assignment": no,
  "exponent-operator": no,
  "class-field": no,
  "class-static-field": no,
  "class-static-blocks": no,
  "class-private-field": no,
  "class-private-method": no,
  "class-private-accessor": no,
  "class-private-brand-check": no,
  "class-private-static-field": no,
  "class-private-static-method": no,
  "class-private-static-accessor": no,
  "new-target": no,
  bigint: no,
  "dynamic-import": no,
  "import-meta": no,
  "top-level-await": no,
  "unicode-escapes": no,
  using: no,
  decorators: no,
  hashbang: no,
  "regexp-dot-all-flag": no,
  "regexp-lookbehind-assertions": no,
  "regexp-match-indices": no,
  "regexp-named-capture-groups": no,
  "regexp-set-notation": no,
  "regexp-sticky-and-unicode-flags": no,
  "regexp-unicode-property-escapes": no,
};

/** What every run of esbuild on device code shares: the bundling, a counting image, the tests. */
export const dialectOptions = {
  target: "esnext",
  supported,
  charset: "ascii",
  legalComments: "none",
  tsconfigRaw: { compilerOptions: { target: "es2022", useDefineForClassFields: false } },
  logLevel: "silent",
} satisfies BuildOptions;
