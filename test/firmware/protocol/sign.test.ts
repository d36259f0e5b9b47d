import { createHmac } from "node:crypto";
import { readFileSync } from "node:fs";
import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { makeHmac } from "../../../firmware/protocol/hmac";
import { joinFields, makeSigner } from "../../../firmware/protocol/wechat-v2/sign";
import { nodeHash } from "../../support/hash";

interface Vector { id: string; key: string; params: Record<string, string>; stringA: string; hmacSha256: string }
interface Negative { id: string; key: string; params: Record<string, string>; [more: string]: unknown }
const file = JSON.parse(readFileSync("test/data/signature-vectors.json", "utf8")) as { vectors: Vector[]; negative?: Negative[] };

/** Texts are bytes on the device. */
const bytes = (text: string) => Buffer.from(text, "utf8").toString("latin1");
/** Empty ones are no fields: see parseFlat. */
function fieldsOf(params: Record<string, string>): { names: string[]; values: Record<string, string> } {
  const full = Object.entries(params).filter(([, value]) => String(value) !== "");
  const values = Object.fromEntries(full.map(([name, value]) => [name, bytes(String(value))]));
  return { names: Object.keys(values), values };
}

for (const vector of file.vectors) {
  test(`vector ${vector.id}`, () => {
    const signer = makeSigner(nodeHash, bytes(vector.key));
    const fields = fieldsOf(vector.params);
    assert.is(joinFields(fields), bytes(vector.stringA));
    assert.is(signer.sign(bytes(vector.stringA)), vector.hmacSha256);
    fields.values.sign = vector.hmacSha256;
    assert.ok(signer.verify(fields));
    fields.values.sign = vector.hmacSha256.replace(/^./, (digit) => (digit === "0" ? "1" : "0"));
    assert.not(signer.verify(fields));
    delete fields.values.sign;
    assert.not(signer.verify(fields));
  });
}

test("the keyed digest is HMAC-SHA256 for keys and messages of any length", () => {
  fc.assert(fc.property(fc.uint8Array({ maxLength: 100 }), fc.uint8Array({ maxLength: 300 }), (key, message) => {
    const latin = (array: Uint8Array) => Buffer.from(array).toString("latin1");
    return makeHmac(nodeHash, latin(key))(latin(message)) === createHmac("sha256", key).update(message).digest("binary");
  }));
});

test.run();
