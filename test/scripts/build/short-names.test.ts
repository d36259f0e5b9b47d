import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nameAnew } from "../../../scripts/build/short-names";

const nameOf = (code: string) => nameAnew(code, (name) => name === "stays", ["n"]);

test("what is used most gets the shortest name, whatever it was called before", () => {
  const code = nameOf("var seldom=1;function often(){return 2}seldom;often();often();");
  assert.is(code, "var b=1;function a(){return 2}b;a();a();");
});

test("a function hides no name that it needs", () => {
  const code = nameOf("var zz=1;function yy(a,b){return zz+a+b}function xx(a){return a}yy(1,2);yy(3,4);xx(5);");
  assert.is(code, "var c=1;function a(a,b){return c+a+b}function b(a){return a}a(1,2);a(3,4);b(5);");
});

test("a variable of a block, of an outer function and of a catch count too", () => {
  const code = nameOf("var zz=7;function yy(a){return function(b){try{b()}catch(c){for(let d of a)return zz}}}var all=yy([1])(null);");
  const global: Record<string, unknown> = {};
  runInNewContext(code, global);
  assert.equal(Object.values(global).filter((value) => typeof value !== "function"), [7, 7]);
});

test("a short property has its name still", () => {
  assert.is(nameOf("var zz=1;var yy={zz};"), "var a=1;var b={zz:a};");
});

test("names of others are not taken, and those that have to stay do", () => {
  const many = Array.from({ length: 60 }, (_, index) => `var name${index}=${index};`).join("");
  const code = nameOf(`a;function stays(){}${many}`);
  const names = [...code.matchAll(/var ([\w$]+)=/g)].map(([, name]) => name!);
  assert.is(new Set(names).size, 60);
  for (const taken of ["a", "n", "E", "do", "if", "in", "of"]) assert.not.ok(names.includes(taken), taken);
  assert.match(code, "function stays(");
});

test.run();
