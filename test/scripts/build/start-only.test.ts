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
function unlocked() { return isTrial; }
function start() { device = open(read()); again(); return unlocked(); }
start();
`;

/** Runs a script as the interpreter's loader does; gives its globals. */
function run(code: string, isTrial = false): Record<string, any> {
  const global: Record<string, any> = { timers: [], ticks: 0, device: undefined, isTrial };
  global.global = global;
  runInNewContext(`(0, eval)(${JSON.stringify(code)})`, global);
  return global;
}

test("what only the start uses is gone after it, and the rest works", () => {
  const global = run(forgetStart(CODE));
  assert.equal(["TABLE", "read", "open", "unlocked", "start"].filter((name) => name in global), []);
  assert.equal(["LIMIT", "helper", "again"].filter((name) => !(name in global)), []);
  assert.is(global.device.get(), 4);
  global.timers.pop()();
  assert.is(global.ticks, 2);
});

test("a start that says it goes on keeps all names", () => {
  const global = run(forgetStart(CODE), true);
  assert.equal(["TABLE", "read", "open", "start"].filter((name) => !(name in global)), []);
});

const TRIAL = `
function make() { return { trial: function () { return early() + late(); } }; }
function early() { return 1; }
function late() { return 2; }
function later() { return late(); }
function start() { timers.push(later); return isTrial && make().trial(); }
start();
`;

test("what only the trial uses that a start may go on to is not needed later", () => {
  const global = run(forgetStart(TRIAL, "make"));
  assert.equal(["make", "early", "start"].filter((name) => name in global), []);
  assert.is(global.timers.pop()(), 2);
  assert.type(run(forgetStart(TRIAL, "make"), true).early, "function");
});

test("a script without such names stays as it is", () => {
  const code = "function later() {}\nsetTimeout(later);\n";
  assert.is(forgetStart(code), code);
});

test.run();
