import { test } from "uvu";
import * as assert from "uvu/assert";
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

test.run();
