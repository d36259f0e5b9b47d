import { test } from "uvu";
import * as assert from "uvu/assert";
import { inlineConstants } from "../../../scripts/build/constants";

const cases: [string, string, string][] = [
  ["a number", "var a=5,b=[a];f(a)", "var b=[5];f(5)"],
  ["a text used once", 'var a="a long text that is used once";f(a)', 'f("a long text that is used once")'],
  ["a short text", 'var a="x";f(a,a)', 'f("x","x")'],
  ["a property of the same name", "var a=5;f({a})", "f({a:5})"],
];
for (const [what, code, wanted] of cases) test(`puts ${what} where it is used`, () => assert.is(inlineConstants(code), wanted));

const kept: [string, string][] = [
  ["what changes", "var a=5;a++"], ["what is assigned later", "var a=5;function f(){a=6}"], ["an object", "var a={};f(a)"],
  ["a long text used twice", 'var a="a text of some length";f(a,a)'], ["what a function declares", "function f(){var a=5;return a}"],
];
for (const [what, code] of kept) test(`keeps ${what}`, () => assert.is(inlineConstants(code).trim(), code));

test.run();
