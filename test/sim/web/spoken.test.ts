import { test } from "uvu";
import * as assert from "uvu/assert";
import type { HeardClip } from "../../../sim/devices/dfplayer";
import { beginsSentence, lastSentence } from "../../../sim/web/terminal/spoken";

const clip = (number: number, atMs: number, endMs?: number): HeardClip => ({ clip: number, atMs, endMs });

const CASES: [what: string, heard: HeardClip[], text: string | undefined, begins: boolean][] = [
  ["nothing", [], undefined, true],
  ["a sentence that has begun", [clip(0x229, 0)], "charged", true],
  ["a sentence of clips behind one another", [clip(0x229, 0, 500), clip(0x234, 600)], "charged Hong Kong dollars", false],
  ["Chinese without spaces", [clip(0x129, 0, 500), clip(0x10a, 600, 900), clip(0x134, 1_000)], "已收款十港元", false],
  ["another sentence, at once", [clip(0x229, 0, 500), clip(0x207, 600, 900), clip(0x229, 950)], "charged", true],
  ["another sentence, after a pause", [clip(0x229, 0, 500), clip(0x22a, 5_000)], "not charged", true],
  ["another sentence that cuts the first one short", [clip(0x229, 0, 500), clip(0x234, 600), clip(0x22a, 900)], "not charged", true],
  ["another language", [clip(0x229, 0, 500), clip(0x12a, 600)], "未收款", true],
  ["a chime", [clip(0x301, 0)], undefined, true],
];

for (const [what, heard, text, begins] of CASES) {
  test(what, () => {
    assert.is(lastSentence(heard)?.text, text);
    assert.is(beginsSentence(heard), begins);
  });
}

test.run();
