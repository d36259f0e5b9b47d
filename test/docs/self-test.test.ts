import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { WRONG } from "../../firmware/self-test/report";
import { MERCHANT } from "../../scripts/provision/merchant-file";
import { TESTS } from "../../scripts/link/self-test";

const selfTest = readFileSync("docs/SELFTEST.md", "utf8");
const provisioning = readFileSync("docs/PROVISIONING.md", "utf8");

test("every test and every number of the self-test is told", () => {
  for (const name of TESTS) assert.ok(selfTest.includes(`\`${name}\``), name);
  const told = [...selfTest.matchAll(/^\| ([\d, ]+) \|/gm)].flatMap(([, numbers]) => numbers!.split(", ").map(Number));
  assert.equal(told.sort(), [...Object.values(WRONG), 99].sort());
});

test("every field of the merchant's file is told", () => {
  for (const name of Object.keys(MERCHANT.shape)) assert.match(provisioning, new RegExp(`\`${name}[\`.]`), name);
});

test.run();
