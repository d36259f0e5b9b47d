import { test } from "uvu";
import * as assert from "uvu/assert";
import { check } from "../../../scripts/dialect/check";

/** What is found, as `line:column rule`. */
function found(source: string, fileName = "a.ts"): string[] {
  return check(source, fileName).map((finding) => `${finding.line}:${finding.column} ${finding.rule}`);
}

/** A source and all that is wrong with it. */
type Row = [source: string, ...expected: string[]];

function table(name: string, rows: Row[]): void {
  test(name, () => {
    for (const [source, ...expected] of rows) assert.equal(found(source), expected, source);
  });
}

table("nothing is used before its declaration has run", [
  ["const a = f();\nfunction f() { return 1; }", "1:11 order"],
  ["function f() { return 1; }\nconst a = f();"],
  ["function f() { return g(); }\nfunction g() { return 1; }\nf();"],
  ["function f() { return g(); }\nf();\nfunction g() { return 1; }", "2:1 order"],
  [
    "function f() { return g(); }\nfunction g() { return h(); }\nf();\nconst h = function () { return 1; };",
    "3:1 order",
  ],
  ["function f() {\n  use(x);\n  let x = 1;\n}\nfunction use(x: number) { print(x); }", "2:7 order"],
  ["let x = 1;\n{\n  print(x);\n  let x = 2;\n}", "3:9 order"],
  ["[1].forEach(function () { g(); });\nfunction g() {}", "1:27 order"],
  ["[1].forEach(g);\nfunction g() {}", "1:13 order"],
  ["(function () { g(); })();\nfunction g() {}", "1:16 order"],
  ["const later = function () { g(); };\nfunction g() {}\nlater();"],
  ["class A { m() { return limit; } }\nconst a = new A();\na.m();\nconst limit = 1;", "3:1 order"],
  ["class A { constructor() { start(); } }\nnew A();\nfunction start() {}", "2:1 order"],
  ["const o = { run() { this.go(); }, go() { print(1); } };\no.run();\nconst limit = 1;\nprint({ go() { print(limit); } });"],
  ["const o = { run() { this.go(); }, go() { print(limit); } };\no.run();\nconst limit = 1;", "2:1 order"],
  ["class B extends A {}\nclass A {}", "1:17 order"],
  ["const o = { run: function () { g(); } };\no.run();\nfunction g() {}", "2:1 order"],
  [
    "export type T = U;\ntype U = string;\nexport function f(list: Later[]) { return list; }\ninterface Later { a: T }",
  ],
]);

table("a function does not close over the variable of a loop", [
  [
    "const f: (() => number)[] = [];\nfor (let i = 0; i < 3; i++) f.push(function () { return i; });",
    "2:57 loop-closure",
  ],
  ["const f: (() => number)[] = [];\nfor (const i of [1]) f.push(() => i);", "2:35 loop-closure"],
  ["for (const k in { a: 1 }) { const copy = k; setTimeout(() => print(copy), 1); }"],
  ["for (const i of [1]) print([1].map(function (x) { return x + i; }));"],
]);

table("nothing of ours is called as the natives that are done when they return", [
  ["class A { forEach(run: () => void) { setTimeout(run, 1); } }", "1:11 native-name"],
  ["class A { every: () => void; }", "1:11 native-name"],
  ["print({ filter: function () { return 1; } });", "1:9 native-name"],
  ["function map() { return 1; }\nprint({ map });", "2:9 native-name"],
  ["const o: { sort?: () => void } = {};\no.sort = () => print(1);", "2:3 native-name"],
  ["function find() { return 1; }\nprint(find(), [1].map(find));"],
  ["print({ filter: true, map: !1 });"],
]);

table("loops run over what they can", [
  ["for (const a of { b: 1 }) print(a);", "1:17 loop-over"],
  ["for (const a in null) print(a);", "1:17 loop-over"],
  ["const o = { a: 1 };\nfor (const k in o) delete o[k];", "2:20 loop-delete"],
]);

table("syntax that the interpreter lacks", [
  ["const { a } = o();\nfunction o() { return { a: 1 }; }\nprint(a);", "1:7 destructuring", "1:15 order"],
  ["function f(o: { a: number }) { let a; ({ a } = o); return a; }", "1:40 destructuring"],
  ["print(Math.max(...[1]));", "1:16 spread"],
  ["print({ ...{ a: 1 } });", "1:9 spread"],
  ["function f(...a: number[]) { return a; }", "1:12 rest"],
  ["function f(a = 1) { return a; }", "1:16 default-parameter"],
  ["async function f() { await 1; }", "1:1 async", "1:22 async"],
  ["function* f() { yield 1; }", "1:1 generator", "1:17 generator"],
  ["a: for (;;) { break a; }", "1:1 label"],
  ["const o = { a: 1 };\nprint(o?.a);", "2:8 optional-chain"],
  ["let a = 2 ** 3;\na ??= 1;", "1:11 operator", "2:3 operator"],
  ["const k = 'a';\nprint({ [k]: 1 });", "2:9 computed-key"],
  ["enum A { B }\nprint(A.B);", "1:1 enum"],
  ["namespace A { export const b = 1; }", "1:1 namespace"],
  ["switch (1) { default: print(1); break; case 2: print(2); }", "1:14 default-last"],
  ["switch (1) { case f(): print(1); }\nfunction f() { return 1; }", "1:19 case-call", "1:19 order"],
  ["switch (1) { case 1: let a = 1; print(a); }", "1:22 case-scope"],
  ["switch (1) { case 1: { let a = 1; print(a); } }"],
  ["for (let i = ('a' in {}) ? 1 : 0; i < 1; i++) print(i);", "1:6 for-in-operator"],
  ["if (isNaN(1)) print([1, , 2]);", "1:24 array-hole"],
  ["const o = { get delete() { return 1; } };\nprint(o);", "1:17 member-name"],
  ["const o = { f() { return 1; } };\n(o.f)();", "2:1 this"],
  ["const o = { a: 1 };\no.a;", "2:1 bare-access"],
  ["function f() {\n  return\n  print(1);\n}", "2:3 semicolon"],
  ["print({ a: 1, 1: 2 });", "1:15 key-order"],
  ["function f(a: any) { return a; }", "1:15 any-type"],
  ["const a = { b: 1 };\nprint(a as unknown as string);", "2:7 double-cast"],
  ["const a = 10n;\nprint(a);", "1:11 bigint"],
  ["// @ts-ignore\nprint(1);", "1:4 ts-directive"],
  ["print(1", "1:8 syntax"],
]);

table("classes", [
  ["class A { constructor() { this.f = []; } private f: string[]; }"],
  ["class A { f = [1]; }", "1:11 class-field"],
  ["class A { f = 1; static g = 'x'; }"],
  ["class A { f = () => 1; }", "1:11 class-field"],
  ["class A { #p = 1; }", "1:11 private-name"],
  ["class A { delete() { return 1; } }", "1:11 member-name"],
  ["class A { of() { return 1; } }", "1:11 member-name"],
  ["class A { 'a b'() { return 1; } }", "1:11 member-name"],
  ["class A extends Error {}", "1:17 class-extends"],
  ["class A extends f() {}\nfunction f() { return Object; }", "1:17 class-extends", "1:17 order"],
  ["class A { m() { return 1; } }\nclass B extends A { m() { return super.m(); } }"],
  [
    "class A { m() { return 1; } }\nclass B extends A { m() { return super.m(); } }\nclass C extends B {}",
    "2:34 super",
  ],
  [
    "class A { m() { return 1; } }\nclass B extends A { m() { return [1].map(() => super.m()); } }",
    "2:48 super",
  ],
  [
    "class A { get v() { return 1; } }\nclass B extends A { get v() { return super.v; } }\nclass C extends B {}",
    "2:38 super",
  ],
  ["class A { static s() { return 1; } }\nclass B extends A {}\nB.s();", "3:1 class-static"],
  ["class A { static of1() { return new A(); } }", "1:37 class-own-name"],
  ["if (isNaN(1)) {\n  class A {}\n  print(new A());\n}", "2:3 class-block"],
  ["class A {}\nA();", "2:1 class-call"],
  ["class A { then() { return 1; } }", "1:11 thenable"],
]);

table("functions", [
  ["function f() { return (() => arguments[0])(); }", "1:30 arrow-arguments"],
  ["class A { m() { return [1].map((x) => [x].map((y) => y + this.v)); } v: number; }", "1:32 arrow-this"],
  ["class A { m() { return [1].map((x) => x + this.v); } v: number; }"],
  ["const f = () => 1;\nprint(new f());", "2:7 arrow-new"],
  ["function f(a: number, b: number) { return arguments.length + a + b; }", "1:43 arguments-length"],
]);

table("texts and names are ASCII", [
  ['print("\u00e9");', "1:7 text"],
  ['print("\\xe9");'],
  ['print("\\u20ac");', "1:7 text"],
  ['print("\u4f60");', "1:7 text"],
  ["// \u4f60\nprint(1);"],
  ["const \u00e9 = 1;\nprint(1);", "1:7 name"],
  ["const of = 1;\nprint(1);", "1:7 name"],
  [`const ${"a".repeat(64)} = 1;`, "1:7 name"],
  ["const a = 'x';\nprint(`${a + '}'}`);", "2:14 template"],
  ["print(String.raw`a`);", "1:7 template"],
  ["print(-0);", "1:7 negative-zero"],
  ["print(9007199254740993);", "1:7 number"],
]);

table("regular expressions", [
  ["print(/^[a-z]+\\d*$/i);"],
  ["print(/(\\w)=(\\w)/);"],
  ["print(/a{2}/);", "1:7 regex"],
  ["print(/(ab)+/);", "1:7 regex"],
  ["print(/a+?/);", "1:7 regex"],
  ["print(/\\bfoo/);", "1:7 regex"],
  ["print(/(?:a)b/);", "1:7 regex"],
  ["print(/a(?=b)/);", "1:7 regex"],
  ["print(/x(a|b)/);", "1:7 regex"],
  ["print(/(a)\\1/);", "1:7 regex"],
  ["print(/a/m);", "1:7 regex"],
  ["print(/[/]/);", "1:7 regex"],
  ["print(new RegExp('a{2}'));", "1:18 regex"],
  ["if (isNaN(1)) /a/.test('a') && print(1);", "1:15 regex-place"],
]);

table("built-ins that behave in another way", [
  ["print(new Promise(function () {}));", "1:19 promise-executor"],
  ["const never = function () {};\nprint(new Promise(never));", "2:19 promise-executor"],
  ["print(new Promise(function (resolve) { setTimeout(resolve, 1); }));"],
  ["print(JSON.parse('1', function () {}));", "1:23 json"],
  ["print(JSON.stringify({}, null, 2));", "1:26 json"],
  ["clearTimeout();", "1:1 clear-timer"],
  ["clearTimeout(undefined);", "1:1 clear-timer"],
  ["print([].slice.call(arguments), Array.prototype.slice);", "1:33 prototype"],
  ["print(Object.prototype.hasOwnProperty.call({}, 'a'));"],
  ["try { print(1); } catch (e) { print(e.name); }", "1:37 error"],
  ["print({} instanceof Error);", "1:7 instanceof"],
  ["let s = 'a';\ns[0] = 'b';", "2:1 text"],
  ["print(Symbol.iterator);", "1:7 undeclared"],
  ["missing();", "1:1 undeclared"],
  ["export { missing };", "1:10 undeclared"],
  ["export { theirs, other as ours } from './other';"],
  ["function f(a: number) { return eval('a') as number; }\nprint(f(1));", "1:32 eval"],
  ["print(eval('1+1'));"],
  ["print(TILL_VERSION, E.hwRand(), Serial1);"],
]);

test("the finished image is checked for what minifying made", () => {
  assert.equal(found("(()=>{var e=class t{m(){return t}};new e})();", "a.js"), ["1:32 class-own-name"]);
  assert.equal(found("(()=>{a();function a(){}})();", "a.js"), ["1:7 order"]);
  assert.equal(found("(()=>{function $$m0(){return{f(){return b}}}let o={f(){return 1}};o.f();let b=1;$$m0()})();", "a.js"), []);
  assert.equal(found("(()=>{function a(){return b}a();var b=1})();", "a.js"), ["1:29 order"]);
  assert.equal(found('for(var i=("a"in{})?1:0;i<2;i++);', "a.js"), ["1:5 for-in-operator"]);
});

test("a finding says what to write instead", () => {
  const [finding] = check("function f(a = 1) { return a; }", "firmware/a.ts");
  assert.is(finding?.file, "firmware/a.ts");
  assert.match(finding?.message ?? "", "if (x === undefined)");
});

test.run();
