import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { algorithmOf, sign, verify } from "../../../../sim/gateway/protocol/sign";
import { parseXml } from "../../../../sim/gateway/protocol/xml";

interface Vector {
  id: string;
  key: string;
  params: Record<string, string>;
  md5: string;
  hmacSha256: string;
  xml?: string;
  xmlCdata?: string;
}

interface Negative extends Vector {
  sign: string;
}

const path = new URL("../../../data/signature-vectors.json", import.meta.url);
interface File {
  vectors: Vector[];
  frontEnd: Vector[];
  negative: Negative[];
  unsigned: { id: string; xml: string }[];
}

const file = JSON.parse(readFileSync(path, "utf8")) as File;

for (const vector of [...file.vectors, ...file.frontEnd]) {
  test(`signs and accepts ${vector.id}`, () => {
    assert.is(sign(vector.params, vector.key, "MD5"), vector.md5);
    assert.is(sign(vector.params, vector.key, "HMAC-SHA256"), vector.hmacSha256);
    assert.ok(verify({ ...vector.params, sign: vector.md5 }, vector.key, "MD5"));
    assert.ok(verify({ ...vector.params, sign: vector.hmacSha256 }, vector.key, "HMAC-SHA256"));
    assert.not.ok(verify({ ...vector.params, sign: vector.md5 }, vector.key, "HMAC-SHA256"));
  });
  for (const xml of [vector.xml, vector.xmlCdata]) {
    if (xml === undefined) continue;
    test(`reads the XML of ${vector.id}`, () => assert.equal({ ...parseXml(xml) }, vector.params));
  }
}

for (const vector of file.negative) {
  test(`rejects ${vector.id}`, () => {
    const fields = { ...vector.params, sign: vector.sign };
    assert.not.ok(verify(fields, vector.key, "MD5"));
    assert.not.ok(verify(fields, vector.key, "HMAC-SHA256"));
  });
}

test("takes MD5 where no algorithm is named, and none that is unknown", () => {
  assert.is(algorithmOf({}), "MD5");
  assert.is(algorithmOf({ sign_type: "HMAC-SHA256" }), "HMAC-SHA256");
  assert.is(algorithmOf({ sign_type: "SHA1" }), undefined);
});

for (const { id, xml } of file.unsigned) {
  test(`takes ${id} for nobody's`, () => {
    const fields = parseXml(xml)!;
    for (const key of ["", "x".repeat(32)]) assert.not.ok(verify(fields, key, "MD5") || verify(fields, key, "HMAC-SHA256"));
  });
}

test.run();
