import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { findInterpreters, marked, runReal, runStandIn } from "./support";

const FOLDER = join("test", "sim", "espruino", "scripts");
/** These need a server, and have a test of their own. */
const ELSEWHERE = ["http.js"];

const names = readdirSync(FOLDER).filter((name) => name.endsWith(".js") && !ELSEWHERE.includes(name));
const interpreters = findInterpreters();

for (const name of names) {
  const source = readFileSync(join(FOLDER, name), "latin1");
  const recorded = readFileSync(join(FOLDER, name.replace(/\.js$/, ".out")), "latin1")
    .replace(/\n$/, "")
    .split("\n");

  test(`${name}: the stand-in does what was recorded in the interpreter`, () => {
    const { lines, interpreter } = runStandIn(source);
    assert.equal(marked(lines), recorded);
    assert.not(interpreter.running);
  });

  for (const path of interpreters) {
    test(`${name}: ${path} still does what was recorded`, async () => {
      assert.equal(marked((await runReal(path, source)).lines), recorded);
    });
  }
}

test("there are scripts to compare", () => {
  assert.ok(names.length >= 5);
  if (interpreters.length === 0)
    console.log("skipped: the scripts in a real interpreter (none in ESPRUINO or on the PATH)");
});

test.run();
