import { readdirSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { shopOptionsOf } from "../../../sim/node/shop-options";
import { compare, parseRecording, replay } from "../../../sim/session/recording";

const FOLDER = "test/recordings";

// With the image that was recorded everything has to be the same, with another one slips, orders and money.
for (const file of readdirSync(FOLDER).filter((name) => name.endsWith(".json"))) {
  test(`the recording ${file} comes to the same again`, async () => {
    const recording = parseRecording(readFileSync(`${FOLDER}/${file}`, "utf8"));
    const options = await shopOptionsOf(recording.world);
    assert.equal(compare(recording, replay(recording, options), options.image.sha256).problems, []);
  });
}

test.run();
