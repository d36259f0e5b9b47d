import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { tokenise } from "../../../scripts/build/tokenise";
import { FIRST_WORD, WORDS } from "../../../sim/espruino/token-codes";
import { readTokens } from "../../../sim/espruino/tokens";

/** The interpreter's own tools, which are scripts for a page. */
function plugin(): { tokenise(code: string): string; untokenise(code: string): string } {
  const require = createRequire(import.meta.url);
  const Espruino = {
    Core: {
      Env: { getBoardData: () => ({}) },
      Utils: { toJSONishString: JSON.stringify, atob },
    },
    Config: { PRETOKENISE: 2 }, Plugins: {} as Record<string, ReturnType<typeof plugin>>,
  };
  const file = join(require.resolve("espruino"), "..", "plugins", "pretokenise.js");
  runInNewContext(readFileSync(file, "utf8"), { Espruino, acorn: require("acorn"), console });
  return Espruino.Plugins.Pretokenise!;
}

/** Words between ‹ and › stand for their codes. */
const CASES: [code: string, stored: string][] = [
  ["function f(a) { return a; }", "‹function›f(a){‹return›a}"],
  ["if (a) b(); else c();", "‹if›(a)b();‹else›c();"],
  ["var a = \"text\", b = "+"''"+";", "‹var›a=\xd1\x04text,b=\"\";"],
  ["a = 0; b = 7; c = 999; d = 1000; e = 32767; f = 32768;", "a=0;b=7;c=999;d=\xd5\xe8\x03;e=\xd5\xff\x7f;f=32768;"],
  ["a = 24e3; b = 3e9; c = 1.5; d = 1e-3;", "a=\xd5\xc0\x5d;b=3000000000;c=1.5;d=1e-3;"],
  ["a = b + +c - -d; a++; --b;", "a=b+ +c- -d;a‹++›;‹--›b;"],
  ["for (;;) ; while (a) ;", "‹for›(;;);‹while›(a);"],
  ["a.delete(b.in, { of: 1, default: 2 }); x = undefined;", "a.delete(b.in,{of:1,default:2});x=‹undefined›;"],
  ["return void 0; a === void 0 ? b : void c;", "‹return›‹undefined›;a‹===›‹undefined›?b:‹void›c;"],
  ["a = /[\"'/]/.test(b) ? `x${c + \"d\"}` : d ?? e;", "a=/[\"'/]/.test(b)?`x${c + \"d\"}`:d??e;"],
  ["$$k(3, \"({f(a) { return a; }})\");", "$$k(3,\xd1\x0c({f(a){‹return›a}}));"],
  ["let t = typeof a, n = new A();", "‹let›t=‹typeof›a,n=‹new›A();"],
];

for (const [code, words] of CASES) {
  const stored = words.replace(/‹(.*?)›/g, (_, word: string) => String.fromCharCode(FIRST_WORD + WORDS.indexOf(word)));
  test(`stores ${code}`, () => {
    assert.is(tokenise(code), stored);
    assert.is(tokenise(readTokens(stored)), stored);
  });
}

test("long strings have two bytes of length, and every byte stays itself", () => {
  const bytes = String.fromCharCode(...Array.from({ length: 300 }, (_, index) => index & 255));
  const stored = tokenise(`a=${JSON.stringify(bytes)};`);
  assert.is(stored, `a=\xd2\x2c\x01${bytes};`);
  assert.is(runInNewContext(readTokens(stored)), bytes);
});

test("the codes are those of the interpreter's own tools", () => {
  for (const word of WORDS) {
    // It leaves this one as text.
    if (word === "catch") continue;
    const code = { "!=": "a!=b", "++": "a++", "--": "a--" }[word] ?? `a ${word} b`;
    const stored = String.fromCharCode(FIRST_WORD + WORDS.indexOf(word));
    assert.ok(plugin().tokenise(code).includes(stored), word);
  }
});

test("the interpreter's own tools read what is stored", () => {
  const code = "function f(a){if(a>=1000)return \"a long string\"+a;throw \"\\xd1\"}var b=f(2e3)===undefined;";
  const read = plugin().untokenise(tokenise(code)).replaceAll(" ", "");
  assert.is(read, code.replaceAll(" ", "").replace("\\xd1", "\xd1").replace("2e3", "2000"));
});

test.run();
