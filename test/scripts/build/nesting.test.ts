import { test } from "uvu";
import * as assert from "uvu/assert";
import { NESTED_MAX } from "../../../scripts/build/nesting";
import { layApart } from "../../../scripts/build/parts";
import { withFolder } from "../../../scripts/device/folder";
import { findInterpreters } from "../../../scripts/device/interpreters";
import { runScript } from "../../../scripts/device/run-script";

/** A part in which so many functions call each other, one inside the other, and how the last one ends. */
function chained(count: number, end: string): string {
  const functions = Array.from({ length: count }, (_, at) => `function f${at}(x) { return ${at + 1 < count ? `f${at + 1}(x)` : end}; }`);
  return `// cold.ts\n${functions.join("\n")}\n// main.ts\nfunction out(x) { return x; }\nfunction start() { return out(f0(1)); }\n`;
}

const LAST = "function last(x) { return x; }\n// main";

const CASES: [what: string, code: string, isTooDeep: boolean][] = [
  ["as many as may be", chained(NESTED_MAX, "x"), false],
  ["one more", chained(NESTED_MAX + 1, "x"), true],
  ["one that waits for an argument", chained(NESTED_MAX - 1, "last(last(x))").replace("// main", LAST), true],
  ["one that had its argument before", chained(NESTED_MAX - 1, "last(x) + last(x)").replace("// main", LAST), false],
  ["others that wait for an argument", chained(NESTED_MAX, "out(out(x))"), false],
  ["one that calls the first again", chained(NESTED_MAX, "f0(x)"), false],
  ["one on the way through another one", chained(NESTED_MAX, "out(x)").replace("out(x) {", "out(x) { last(x);").replace("// main", LAST), true],
];

for (const [what, code, isTooDeep] of CASES) {
  test(`calls of one part under way at once: ${what}`, () => {
    const messages = layApart(code, { cold: ["cold.ts"] }).findings.map(({ message }) => message);
    assert.is(messages.length, isTooDeep ? 1 : 0, messages.join());
    if (isTooDeep) assert.match(messages[0]!, `${NESTED_MAX + 1} calls of its own under way at once, ${NESTED_MAX} at most`);
  });
}

/** Makes objects whose members call each other so deep, forgets them, and tells what stays in memory. */
const LEFT = (depth: number) => `var part;function loader(){return part}
function left(depth){
  var text="({big:'"+"x".repeat(1200)+"'";
  for(var at=0;at<depth;at++)text+=",m"+at+"(x){return "+(at<depth-1?"this.m"+(at+1)+"(x)":"x")+"}";
  function once(){part=eval(text+"})");loader().m0(1);part=undefined}
  once();
  var before=process.memory().usage;
  for(var i=0;i<5;i++)once();
  return process.memory().usage-before;
}
print("LEFT "+left(${depth}));`;

for (const path of findInterpreters().paths) {
  test(`in ${path} an object is freed after so many calls at once, and not after one more`, async () => {
    const leftAfter = async (depth: number) =>
      Number(/LEFT (\d+)/.exec(await withFolder((folder) => runScript(path, LEFT(depth), folder)))![1]);
    assert.ok(await leftAfter(NESTED_MAX) < 50);
    assert.ok(await leftAfter(NESTED_MAX + 1) > 500);
  });
}

test.run();
