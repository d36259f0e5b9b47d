import { readFileSync } from "node:fs";
import iconv from "iconv-lite";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { unpackText } from "../../../firmware/text/packed";
import { packTexts } from "../../../scripts/build/pack-texts";

const catalogue = JSON.parse(readFileSync("firmware/text/catalogue.json", "utf8")) as Record<string, Record<string, string>>;
const bytesOf = (text: string) => iconv.encode(text, "gbk").toString("latin1");

const CASES: Record<string, string[]> = {
  ...Object.fromEntries(Object.entries(catalogue).map(([language, own]) => [language, Object.values(own).map(bytesOf)])),
  "one text": ["CHARGED"],
  "nothing to join": ["0123456789abcdefghijklmnopqrstuvwxyz", "", "A", "~ !\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}"],
  "the same again": Array.from({ length: 20 }, () => "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
  "characters whose second byte is a letter": Array.from({ length: 12 }, () => bytesOf("丂丂丄OK丂丄丂丂丄丂丂丄")),
};

for (const [name, texts] of Object.entries(CASES)) {
  test(`every text comes back by its number: ${name}`, () => {
    const packed = packTexts(texts);
    texts.forEach((text, index) => assert.is(unpackText(packed, index), text));
  });
}

test("packing takes half of a language's bytes", () => {
  for (const own of Object.values(catalogue)) {
    const texts = Object.values(own).map(bytesOf);
    const { texts: stored, groups, words, starts } = packTexts(texts);
    assert.ok(stored.length + groups.length + words.length + starts.length < 0.65 * texts.join("").length);
  }
});

test("a text that is too long is refused by name", () => {
  const noise = Array.from({ length: 200 }, (_, at) => String.fromCharCode(33 + ((at * 37) % 90))).join("");
  assert.throws(() => packTexts([noise]), /too long to be packed: !F/);
});

test.run();
