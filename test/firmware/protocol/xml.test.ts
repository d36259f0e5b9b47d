import { XMLParser } from "fast-xml-parser";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { element } from "../../../firmware/protocol/wechat-v2/element";
import { parseFlat } from "../../../firmware/protocol/wechat-v2/xml";

const good: [string, string, Record<string, string>][] = [
  ["CDATA", "<xml><a><![CDATA[x]]></a></xml>", { a: "x" }],
  ["plain text", "<xml><total_fee>7600</total_fee></xml>", { total_fee: "7600" }],
  ["entities", "<xml><a>&lt;&gt;&amp;&quot;&apos;</a></xml>", { a: "<>&\"'" }],
  ["a split CDATA", "<xml><a><![CDATA[x]]]]><![CDATA[>y]]></a></xml>", { a: "x]]>y" }],
  ["white space between elements", " \r\n<xml>\n  <a>1</a>\n\t<b>2</b>\n</xml>\n", { a: "1", b: "2" }],
  ["a line for each child, but the last", "<xml>\n<a><![CDATA[1]]></a>\n<b><![CDATA[2]]></b></xml>", { a: "1", b: "2" }],
  ["a declaration", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xml><a>1</a></xml>", { a: "1" }],
  ["no empty element", "<xml><a></a><b><![CDATA[]]></b></xml>", {}],
  ["nothing inside", "<xml></xml>", {}],
];
for (const [what, xml, values] of good) test(`reads ${what}`, () => assert.equal(parseFlat(xml, 10)?.values, values));

const bad: [string, string][] = [
  ["nothing", ""], ["text", "OK"], ["HTML", "<html><body>502</body></html>"],
  ["a DOCTYPE", "<!DOCTYPE xml [<!ENTITY a \"b\">]><xml><a>1</a></xml>"],
  ["an entity of its own", "<xml><a>&secret;</a></xml>"], ["a bare ampersand", "<xml><a>a & b</a></xml>"],
  ["no name", "<xml><>1</></xml>"], ["a duplicate", "<xml><a>1</a><a>2</a></xml>"], ["depth", "<xml><a><b>1</b></a></xml>"],
  ["attributes", "<xml><a x=\"1\">1</a></xml>"], ["another root", "<root><a>1</a></root>"],
  ["a cut document", "<xml><a>1</a><b>2</"], ["a cut CDATA", "<xml><a><![CDATA[1</a></xml>"],
  ["a second root", "<xml><a>1</a></xml><xml></xml>"], ["text between elements", "<xml>x<a>1</a></xml>"],
  ["a sign for a line", "<xml>\n<a><![CDATA[1]]></a>&<b><![CDATA[2]]></b>\n</xml>"],
  ["a comment", "<xml><!-- x --><a>1</a></xml>"], ["another closing tag", "<xml><a>1</b></xml>"],
  ["a prototype's name", "<xml><__proto__>1</__proto__></xml>"],
  ["too many children", `<xml>${"abcdefghijk".split("").map((name) => `<${name}>1</${name}>`).join("")}</xml>`],
];
for (const [what, xml] of bad) test(`refuses ${what}`, () => assert.is(parseFlat(xml, 10), undefined));

test("any cut of a document is refused", () => {
  const xml = "<xml><return_code><![CDATA[SUCCESS]]></return_code><total_fee>1</total_fee></xml>";
  for (let length = 0; length < xml.length; length++) assert.is(parseFlat(xml.slice(0, length), 10), undefined, xml.slice(0, length));
});

test("somebody else's parser reads what is built", () => {
  const parser = new XMLParser({ parseTagValue: false, cdataPropName: false as never });
  fc.assert(fc.property(fc.string({ unit: fc.constantFrom(..."abcXYZ019 <>&\"'{}[]:,") }), (text) => {
    const trimmed = text.trim();
    fc.pre(trimmed !== "" && !trimmed.includes("]]>"));
    return parser.parse(`<xml>${element("a", trimmed)}</xml>`).xml.a === trimmed
      && parseFlat(`<xml>${element("a", trimmed)}</xml>`, 1)?.values.a === trimmed;
  }));
});

test.run();
