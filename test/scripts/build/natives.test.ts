import { test } from "uvu";
import * as assert from "uvu/assert";
import { nameNatives } from "../../../scripts/build/natives";

const times = (count: number, text: string) => Array.from({ length: count }, () => text).join("");

test("what is called often gets a name that nothing else has", () => {
  const code = nameNatives(`var a$=1;${times(12, "print(Math.floor(2.5));")}`);
  assert.is(code, `var a_=Math.floor;\nvar a$=1;${times(12, "print(a_(2.5));")}`);
});

test("what is called seldom keeps its own", () => {
  const code = "print(Math.floor(2.5));";
  assert.is(nameNatives(code), code);
});

test("a name of the script's own is not the interpreter's", () => {
  const code = `function parseInt(text) { return text; }${times(40, "parseInt(1);")}`;
  assert.is(nameNatives(code), code);
});

test("functions that need their object stay with it", () => {
  const code = times(40, "print(process.memory());text.substr(1);");
  assert.is(nameNatives(code), code);
});

test.run();
