import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { drawings } from "../../scripts/draw-boards";

const files = await drawings();

test("there is a picture of each board with pins", () => {
  assert.equal(Object.keys(files).sort(), ["docs/HARDWARE.md", "docs/hardware/esp32.svg", "docs/hardware/esp32s3.svg"]);
});

for (const [path, content] of Object.entries(files)) {
  test(`${path} is as npm run draw:boards draws it`, () => { assert.fixture(readFileSync(path, "utf8"), content); });
}

test.run();
