import { test } from "uvu";
import * as assert from "uvu/assert";
import { paperBytes } from "../../../hal/drivers/printer/esc-pos";
import { CUTTER_58, HEAD_58 } from "../../../hal/drivers/printer/models";
import type { PaperItem } from "../../../hal/ports/printer";
import { gbk } from "../../support/gbk";

const START = "\x1b@\x1c&";

function text(value: string, align: "left" | "center" | "right" = "left", big = false): PaperItem {
  return { kind: "text", text: gbk(value), align, big };
}

const CASES: [string, PaperItem[], string][] = [
  ["nothing", [], ""],
  ["a row", [text("abc")], "abc\n"],
  ["Chinese", [text("收款")], "\xca\xd5\xbf\xee\n"],
  ["alignment, said when it changes",
    [text("a", "center"), text("b", "center"), text("c", "right"), text("d")],
    "\x1ba\x01a\nb\n\x1ba\x02c\n\x1ba\x00d\n"],
  ["size, said when it changes", [text("a", "left", true), text("b", "left", true), text("c")],
    "\x1d!\x11a\nb\n\x1d!\x00c\n"],
  ["a pair, from the left, the second flush right",
    [text("a", "center"), { kind: "pair", left: "Total", right: "12.50", big: false }],
    `\x1ba\x01a\n\x1ba\x00Total${" ".repeat(22)}12.50\n`],
  ["a big pair on half the columns", [{ kind: "pair", left: "Total", right: "12.50", big: true }],
    `\x1d!\x11Total${" ".repeat(6)}12.50\n`],
  ["a pair too long for one row", [{ kind: "pair", left: "a".repeat(30), right: "12", big: false }],
    `${"a".repeat(30)}\n${" ".repeat(30)}12\n`],
  ["a pair that just fits", [{ kind: "pair", left: "a".repeat(29), right: "12", big: false }],
    `${"a".repeat(29)} 12\n`],
  ["a rule, always small", [text("a", "left", true), { kind: "rule" }],
    `\x1d!\x11a\n\x1d!\x00${"-".repeat(32)}\n`],
  ["a rule between small rows", [text("a"), { kind: "rule" }, text("b")], `a\n${"-".repeat(32)}\nb\n`],
  ["feeds, within what the command takes",
    [{ kind: "feed", rows: 3 }, { kind: "feed", rows: 0 }, { kind: "feed", rows: 300 }],
    "\x1bd\x03\x1bd\xff"],
  ["a QR code in the middle, and small text from the left after it", [{ kind: "qr", text: "A1", draw: () => [] }, text("b")],
    "\x1ba\x01\x1d(k\x04\x001A2\x00\x1d(k\x03\x001C\x06\x1d(k\x03\x001E1\x1d(k\x05\x001P0A1\x1d(k\x03\x001Q0\n" +
    "\x1ba\x00b\n"],
  ["a text that would be commands", [text("a\x1b@\x10\x04\x01\nb")], "a @    b\n"],
];

for (const [name, document, bytes] of CASES) {
  test(`says ${name}`, () => {
    assert.equal(paperBytes(document, HEAD_58), START + bytes);
  });
}

test("cuts with the knife where there is one, else feeds to the tear bar", () => {
  assert.is(paperBytes([{ kind: "cut" }], CUTTER_58), `${START}\x1dVB\x00`);
  assert.is(paperBytes([{ kind: "cut" }], HEAD_58), `${START}\x1bd\x04`);
});

test.run();
