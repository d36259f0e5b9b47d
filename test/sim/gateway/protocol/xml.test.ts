import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { decodeUtf8 } from "../../../../sim/gateway/protocol/utf8";
import { buildXml, parseXml } from "../../../../sim/gateway/protocol/xml";

test("reads text, entities, CDATA and space between elements", () => {
  const elements = "<a>x &amp; &#65;</a> <b><![CDATA[<&>]]></b><c></c><d/>";
  const text = `<?xml version="1.0"?>\n<xml>\n ${elements}\n</xml>\n`;
  assert.equal({ ...parseXml(text) }, { a: "x & A", b: "<&>", c: "", d: "" });
});

const refused: Record<string, string> = {
  "nothing": "",
  "plain text": "return_code=SUCCESS",
  "another root": "<root><a>1</a></root>",
  "two roots": "<xml><a>1</a></xml><xml/>",
  "an open end": "<xml><a>1</a>",
  "crossed tags": "<xml><a>1</b></xml>",
  "a doctype": "<!DOCTYPE xml><xml><a>1</a></xml>",
  "an external entity": "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><xml><a>&e;</a></xml>",
  "an undefined entity": "<xml><a>&e;</a></xml>",
  "an attribute": "<xml><a b=\"c\">1</a></xml>",
  "nesting": "<xml><a><b>1</b></a></xml>",
  "a name twice": "<xml><a>1</a><a>1</a></xml>",
  "text beside elements": "<xml>x<a>1</a></xml>",
  "a control character": "<xml><a>\u0001</a></xml>",
  "html": "<!doctype html><html><body>Bad gateway</body></html>",
  "many elements": `<xml>${Array.from({ length: 100_000 }, (_, n) => `<a${n}/>`).join("")}</xml>`,
  "deep nesting": "<xml>" + "<a>".repeat(100_000),
};

for (const [what, text] of Object.entries(refused)) {
  test(`refuses ${what}`, () => assert.is(parseXml(text), undefined));
}

test("a name of the language's own objects is a name like any other", () => {
  const fields = parseXml("<xml><__proto__>x</__proto__><constructor>y</constructor></xml>");
  assert.is(Object.keys(fields!).join(), "__proto__,constructor");
});

test("reads back what it writes", () => {
  const value = fc.stringMatching(/^[ -~\u4e00-\u4e20]{0,20}$/);
  const name = fc.stringMatching(/^[a-z][a-z_0-9]{0,8}$/);
  const message = fc.dictionary(name, fc.oneof(value, fc.constant("a]]>b]]>")), { maxKeys: 8 });
  fc.assert(fc.property(message, (fields) => {
    assert.equal({ ...parseXml(buildXml(fields)) }, { ...fields });
  }), { seed: 1, numRuns: 200 });
});

test("decodes what is UTF-8 of up to three bytes, and nothing else", () => {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  fc.assert(fc.property(fc.uint8Array({ maxLength: 6 }), (list) => {
    let expected: string | undefined;
    try {
      expected = decoder.decode(list);
    } catch {
      expected = undefined;
    }
    if (expected !== undefined && /[\ud800-\udfff]/.test(expected)) expected = undefined;
    assert.is(decodeUtf8(list), expected);
  }), { seed: 1, numRuns: 500 });
  assert.is(decodeUtf8(new TextEncoder().encode("付款 é")), "付款 é");
  const broken = [[0xff], [0xe4, 0xbb], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf0, 0x9f, 0x98, 0x80]];
  for (const list of broken) assert.is(decodeUtf8(Uint8Array.from(list)), undefined);
});

test.run();
