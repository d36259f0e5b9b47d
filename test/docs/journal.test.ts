import { test } from "uvu";
import * as assert from "uvu/assert";
import { readFileSync } from "node:fs";
import {
  FILE_MARK, LABEL_BYTES, PAYLOAD_AT, PAYLOAD_BYTES, SEGMENT_BYTES, SLOT_BYTES, SLOTS, TAG_AT, TAG_BYTES, TOLD_AT,
} from "../../firmware/journal/layout";

const text = readFileSync("docs/JOURNAL.md", "utf8");
const [, block] = /```\n([^]*?)```/.exec(text)!;

/** Widths in brackets, in their order. */
function widths(row: string): number[] {
  const [, rest] = new RegExp(`^${row} +([^]*?)(?=^\\w|$(?![^]))`, "m").exec(block!)!;
  return [...rest!.matchAll(/\((\d+)\)/g)].map((found) => Number(found[1]));
}

test("the layout in the document is the journal's", () => {
  const sum = (bytes: number[]) => bytes.reduce((all, one) => all + one, 0);
  const slot = widths("slot");
  assert.is(sum(widths("label")), LABEL_BYTES);
  assert.is(sum(slot), SLOT_BYTES);
  assert.equal([sum(slot.slice(0, 3)), slot[3], sum(slot.slice(0, 4)), slot[4], sum(slot.slice(0, 5))],
    [PAYLOAD_AT, PAYLOAD_BYTES, TAG_AT, TAG_BYTES, TOLD_AT]);
  assert.match(block!, `"${FILE_MARK}"`);
  assert.match(block!, `${SEGMENT_BYTES.toLocaleString("en")} bytes`);
  assert.match(block!, `${SLOTS} slots`);
  assert.match(text, `A record longer than\n${PAYLOAD_BYTES} bytes`);
  assert.match(text, `the slot's first ${TAG_AT} bytes`);
});

test("every kind of record stands in the document, and what is packed fills one slot", () => {
  const [, kinds] = /export type Kind =([^;]*);/.exec(readFileSync("firmware/journal/records.ts", "utf8"))!;
  const letters = [...kinds!.matchAll(/"([A-Z])"/g)].map((found) => found[1]!);
  assert.ok(letters.length > 10);
  for (const letter of letters) assert.match(text, new RegExp(`^\\|[^|]*\`${letter}\``, "m"));
  const [, order] = /^\| `O` \|[^|]*\|(.*)\|$/m.exec(text)!;
  assert.is([...order!.matchAll(/ (\d+)(?:,| $)/g)].reduce((all, found) => all + Number(found[1]), 0), PAYLOAD_BYTES);
});

test.run();
