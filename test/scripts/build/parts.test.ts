import { readFileSync } from "node:fs";
import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { layApart } from "../../../scripts/build/parts";
import { foldParts } from "../../../scripts/build/pack-parts";
import parts from "../../../scripts/build/parts.json";

const TABLE = { cold: ["cold.ts", "colder.ts"], other: ["other.ts"] };

const BUNDLE = `// main.ts
var log = [];
function hot(x) { return x + 1; }
// cold.ts
var TEN = "ten";
function inner(x) { return hot(x) * 2; }
function cold(x) { return inner(x) + TEN; }
// colder.ts
function colder(x) { return cold(x) + other(); }
// other.ts
function other() { return "!"; }
// main.ts
function play(cold) { return cold; }
function start() { log.push(cold(1)); var f = { colder, play: play(5) }; log.push(f.colder(2)); log.push(f.play); }
`;

/** Runs a script with timers that somebody fires; gives its globals. */
function run(code: string): Record<string, any> {
  const timers: (() => void)[] = [];
  const global: Record<string, any> = {
    timers, setTimeout: (f: () => void) => timers.push(f), process: { memory: () => { global.collected = true; } },
  };
  runInNewContext(code, global);
  return global;
}

for (const [name, bundle] of [["a script", BUNDLE], ["a script in a function", `(() => {\n${BUNDLE}\nglobalThis.start = start; globalThis.log = log;\n})();\n`]] as const) {
  test(`${name} does with parts what it did without`, () => {
    const { code, findings } = layApart(bundle, TABLE);
    assert.equal(findings, []);
    const global = run(code);
    global.start();
    assert.equal([...global.log], ["4ten", "6ten!", 5]);
  });
}

test("a part is there from its first use until its timer", () => {
  const global = run(layApart(BUNDLE, TABLE).code);
  assert.is(global.cold, undefined);
  assert.is(global.timers.length, 0);
  global.start();
  assert.is(global.timers.length, 1);
  assert.equal(Object.keys(global.$$h), ["other"], "one at a time");
  global.timers.pop()();
  assert.is(global.$$h, undefined);
  global.start();
  assert.is(global.timers.length, 1);
});

test("the part of a sale stays while other parts come and go, until its timer", () => {
  const global = run(layApart(BUNDLE, { sale: TABLE.cold, other: TABLE.other }).code);
  global.start();
  assert.type(global.$$s.cold, "function");
  global.timers.pop()();
  assert.is(global.$$h, undefined);
  assert.type(global.$$s.cold, "function");
  global.timers.pop()();
  assert.is(global.$$s, undefined);
});

test("names inside functions are their own", () => {
  assert.match(layApart(BUNDLE, TABLE).code, "function play(cold) { return cold; }");
});

const CALLBACKS = `// cold.ts
var TEN = 10;
var ADD = TEN * 1;
function add(x) { return x + ADD; }
function all(list) { return list.map(add).concat(list.map(function (x) { return add(x) * 2; })); }
function first(list) { return add(list[0]); }
// main.ts
function start() { return all([1]).concat(first([2])); }
`;

test("functions of a part find each other, also when they are handed on or lie in another one", () => {
  for (const code of [layApart(CALLBACKS, TABLE).code, foldParts(layApart(CALLBACKS, TABLE).code, [])]) {
    assert.equal([...run(code).start()], [11, 22, 12]);
  }
});

test("a folded part is a text that the interpreter skips", () => {
  const folded = foldParts(layApart(CALLBACKS, TABLE).code, []);
  assert.match(folded, '$$k(0,"({ADD: TEN * 1');
  assert.not.match(folded, "$$m0");
});

const HELPED = `// main.ts
var SIZES = { small: 1 };
var last = { at: 0 };
var seen = [1];
function size(name) { return SIZES[name]; }
function twice(x) { return x * 2; }
function count() { return last.at++; }
function note(x) { return seen.push(x); }
// mixed.ts
function a(x) { return twice(size(x)) + count() * 0 + note(x) * 0; }
function b(x) { return twice(x); }
// main.ts
function start() { return [a("small"), b(4)]; }
`;

test("what one part alone uses lies in it, but not what keeps something between calls", () => {
  const { code, findings } = layApart(HELPED, { cold: ["mixed.ts"] });
  assert.equal(findings, []);
  const global = run(code);
  assert.equal(["SIZES", "size", "twice", "count", "a", "b"].filter((name) => name in global), []);
  assert.equal(["last", "seen"].filter((name) => !(name in global)), []);
  assert.equal([...global.start()], [2, 8]);
});

test("single functions are named by what the sources call them, and some of a module may stay", () => {
  const names = new Map([["a", "first"], ["b", "second"]]);
  const one = run(layApart(HELPED, { cold: ["mixed.ts#first"] }, names).code);
  assert.equal(["a", "b", "twice"].filter((name) => name in one), ["b", "twice"]);
  const other = run(layApart(HELPED, { "": ["mixed.ts#first"], cold: ["mixed.ts"] }, names).code);
  assert.equal(["a", "b"].filter((name) => name in other), ["a"]);
});

test("the table names what there is", () => {
  for (const entry of Object.values(parts).flat()) {
    const [path = "", name = ""] = entry.split("#");
    assert.match(readFileSync(path, "utf8"), name === "" ? "" : `function ${name}(`, entry);
  }
});

test("without a part's modules nothing changes", () => {
  assert.is(layApart(BUNDLE, { none: ["nothing.ts"] }).code, BUNDLE);
});

const WRONG: [name: string, code: string, message: RegExp][] = [
  ["state", "// cold.ts\nvar last = 1;\nfunction cold() { last = 2; }\n// main.ts\nfunction f() { cold(); }\n", /must not change/],
  ["a counter", "// cold.ts\nvar count = 1;\nfunction cold() { count++; }\n// main.ts\nfunction f() { cold(); }\n", /must not change/],
  ["need at the start", "// cold.ts\nfunction cold() { return 1; }\n// main.ts\nvar one = cold();\n", /while the image starts/],
];

for (const [name, code, message] of WRONG) {
  test(`${name} is found`, () => {
    assert.match(layApart(code, TABLE).findings.map((finding) => finding.message).join(), message);
  });
}

test.run();
