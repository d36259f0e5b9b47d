import { readdirSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import hot from "../../../scripts/build/hot.json";
import { hotFirst } from "../../../scripts/build/hot";

test("hot functions stand first, in their order, and all else as it was", () => {
  const names = { objects: ["Math", "E", "I2C9"], functions: ["second", "warm", "missing"] };
  const code = "var a=1;function b(){return E.x+parseInt(a)}function c(){}function d(){}b();";
  const ordered = hotFirst(code, names, new Map([["d", "second"], ["c", "warm"]]));
  const wanted = "Math;E; function d(){} function c(){} var a=1; function b(){return E.x+parseInt(a)} b();";
  assert.is(ordered.replace(/\n/g, " "), wanted);
});

test("every hot function is one of the sources", () => {
  const sources = ["firmware", "hal"].flatMap((folder) => readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts")).map((name) => readFileSync(`${folder}/${name}`, "utf8"))).join("\n");
  assert.equal(hot.functions.filter((name) => !new RegExp(`^(export )?function ${name}\\b`, "m").test(sources)), []);
});

test.run();
