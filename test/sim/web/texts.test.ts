import { test } from "uvu";
import * as assert from "uvu/assert";
import catalogue from "../../../firmware/text/catalogue.json";
import { accounts } from "../../../sim/gateway/ledger";
import texts from "../../../sim/web/texts.json";

test("every sentence of the page is there in every language, with the same values in it", () => {
  const values = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([value]) => value).sort();
  for (const own of Object.values<Record<string, string>>(texts)) {
    assert.equal(Object.keys(own), Object.keys(texts.en));
    for (const [id, text] of Object.entries<string>(texts.en)) {
      assert.equal(values(own[id]!), values(text), id);
      assert.ok(own[id]!.trim() !== "", id);
    }
  }
});

test("every account of the books has a name", () => {
  for (const kind of Object.keys(accounts)) assert.ok(`account.${kind}` in texts.en, kind);
});

test("keys are called on the page as the display calls them", () => {
  const sentences = Object.entries<Record<string, string>>(catalogue).map(([name, own]) => [name, Object.values(own).join("\n")] as const);
  for (const [name, said] of sentences) {
    for (const key of ["ok", "cancel", "clear", "reprint"] as const) {
      const called = texts[name as "en" | "zh"][`key.${key}`];
      assert.ok(said.includes(called), `${name}: the display calls no key "${called}"`);
    }
  }
});

test.run();
