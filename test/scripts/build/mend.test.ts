import { test } from "uvu";
import * as assert from "uvu/assert";
import { mend } from "../../../scripts/build/mend";

test("what minifying made is put right", () => {
  const rows: [before: string, after: string][] = [
    ["f(`a\nb`)", 'f("a\\nb")'],
    ["f(`${a}b`)", "f(`${a}b`)"],
    ['f(`"${b}\\\\`)', 'f(`"${b}\\\\`)'],
    ['f(`"\\xff`)', 'f("\\"\\xff")'],
    ['for(x=("a"in o);x;)f()', 'x=("a"in o);for(;x;)f()'],
    ['for(var x=("a"in o);x;)f()', 'var x=("a"in o);for(;x;)f()'],
    ["for(x=1;x;)f()", "for(x=1;x;)f()"],
    ['"use strict";f()', ";f()"],
    ["var of=1;f(of,o.of,{of},{of:of})", "var $of=1;f($of,o.of,{of:$of},{of:$of})"],
    ['nativeRequire("http")', 'require("http")'],
  ];
  for (const [before, after] of rows) assert.is(mend(before).code.replace(/^;/, ""), after.replace(/^;/, ""));
});

test("a place in the mended script is known in the old one", () => {
  const before = 'nativeRequire("a");f(`\n`);g();';
  const mended = mend(before);
  assert.is(mended.original(mended.code.indexOf("g()")), before.indexOf("g()"));
  assert.is(mended.original(mended.code.indexOf("f(")), before.indexOf("f("));
});

test.run();
