import { test } from "uvu";
import * as assert from "uvu/assert";
import { codeOf } from "../../../firmware/qr/code";
import { decodeRows as decode } from "../../support/decode-qr";

const URL = "weixin://wxpay/bizpayurl?pr=aB3dE5gH9";

test("the gateway's addresses are read back by an independent decoder", () => {
  for (const text of [URL, "https://wx.tenpay.com/cgi-bin/mmpayweb-bin/checkmweb?prepay_id=wx2026112122320" +
    "0a1b2c3d4e5f60718&package=1234567890", "P0001000100011A2B3C"]) {
    assert.is(decode(codeOf(text)), text);
  }
});

for (let length = 1; length <= 180; length += length < 24 ? 1 : 7) {
  test(`${length} bytes are read back`, () => {
    const text = Array.from({ length }, (_, at) => String.fromCharCode(33 + (at * 37 + length) % 90)).join("");
    const rows = codeOf(text);
    assert.ok(rows.every((row) => row.length === rows.length && /^[01]+$/.test(row)));
    assert.is(decode(rows), text);
  });
}

test("the size grows with the text, and a text too long has no code", () => {
  assert.is(codeOf("x".repeat(14)).length, 21);
  assert.is(codeOf("x".repeat(15)).length, 25);
  assert.is(codeOf(URL).length, 29);
  assert.is(codeOf("x".repeat(180)).length, 53);
  assert.equal(codeOf("x".repeat(181)), []);
});

test.run();
