import { test } from "uvu";
import * as assert from "uvu/assert";
import { readSlips } from "../../../scripts/device/said";
import type { PaperRow } from "../../../sim/devices/esc-pos-paper";

function rows(...texts: string[]): PaperRow[] {
  return texts.map((text) => {
    const big = text.startsWith("*");
    return { text: text.replace("*", ""), align: "left", big, bold: false, cut: text === "cut" };
  });
}

const SHOP = "*Harbour Cafe";

test("a slip is read by its big word and the number on it", () => {
  const paper = rows(SHOP, "WeChat Pay", "*NOT CHARGED", "Order   P00010001000112AB", "cut", SHOP, "*CHARGED", "Order   P00010001000234CD", "cut");
  assert.equal(readSlips(paper), [
    { number: "P00010001000112AB", word: "notCharged" }, { number: "P00010001000234CD", word: "charged" },
  ]);
});

test("what a cut of power left of a slip says nothing, before the next slip too", () => {
  assert.equal(readSlips(rows(SHOP, "*NOT CHARGED", "Order   P00010001000112AB")), []);
  const paper = rows(SHOP, "*NOT CHARGED", "Order   P00010001000112AB", SHOP, "*CHARGED", "Order   P00010001000234CD", "cut");
  assert.equal(readSlips(paper), [{ number: "P00010001000234CD", word: "charged" }]);
});

test("a slip that names no order is none", () => {
  assert.equal(readSlips(rows(SHOP, "*SHIFT", "Sales charged: 1", "cut")), []);
});

test.run();
