import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { DRAWINGS, drawings } from "../../scripts/draw-boards";

const files = drawings();

test("there is a picture and a page of each board with pins, and no other", () => {
  assert.equal(readdirSync(DRAWINGS).sort(), Object.keys(files).sort());
  for (const board of ["esp32", "esp32s3", "esp32s3cam"]) assert.ok(files[`${board}.svg`] !== undefined && files[`${board}.md`] !== undefined);
});

for (const [name, content] of Object.entries(files)) {
  test(`${name} is as npm run draw:boards draws it`, () => { assert.fixture(readFileSync(join(DRAWINGS, name), "utf8"), content); });
}

test.run();
