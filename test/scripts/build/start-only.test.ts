import { runInNewContext } from "node:vm";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { forgetStart } from "../../../scripts/build/start-only";

const CODE = `
var TABLE = { a: 1 };
var LIMIT = 3;
function helper(x) { return x + LIMIT; }
function read() { return TABLE.a; }
function again() { ticks++; timers.push(again); }
function open(first) { return { get: function () { return helper(first); } }; }
function held() { return 1; }
function start() { device = open(read()); again(); held(); }
start();
`;

/** Runs a script as the interpreter's loader does; gives its globals. */
function run(code: string): Record<string, any> {
  const global: Record<string, any> = { timers: [], ticks: 0, device: undefined };
  global.global = global;
  runInNewContext(`(0, eval)(${JSON.stringify(code)})`, global);
  return global;
}

test("what only the start uses is gone after it, and the rest works", () => {
  const global = run(forgetStart(CODE, (name) => name === "held"));
  assert.equal(["TABLE", "read", "open", "start"].filter((name) => name in global), []);
  assert.equal(["LIMIT", "helper", "again", "held"].filter((name) => !(name in global)), []);
  assert.is(global.device.get(), 4);
  global.timers.pop()();
  assert.is(global.ticks, 2);
});

test("a script without such names stays as it is", () => {
  const code = "function later() {}\nsetTimeout(later);\n";
  assert.is(forgetStart(code, () => false), code);
});

test.run();
