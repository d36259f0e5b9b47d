import { test } from "uvu";
import * as assert from "uvu/assert";
import { Shop } from "../support/shop";

const SCANNER = "The scanner does not answer";
const KEYPAD = "The keypad does not answer";

test("names a part that does not answer, whatever is on the screen, until it is back", () => {
  const shop = new Shop();
  shop.clock.advance(1000);
  assert.not.match(shop.words(), SCANNER);
  shop.counter.silent.add("scanner");
  shop.clock.advance(6000);
  assert.match(shop.words(), SCANNER);
  shop.counter.silent.add("keypad");
  shop.keys(["5", "ok"]);
  shop.clock.advance(6000);
  assert.match(shop.words(), SCANNER);
  assert.match(shop.words(), KEYPAD);
  shop.counter.silent.clear();
  shop.clock.advance(6000);
  assert.not.match(shop.words(), "does not answer");
});

test("a sale goes on beside it: the money is not affected", () => {
  const shop = new Shop();
  shop.counter.silent.add("keypad");
  shop.clock.advance(6000);
  shop.sell(shop.payer());
  shop.clock.advance(2000);
  assert.match(shop.words(), "CHARGED");
  assert.match(shop.words(), KEYPAD);
});

test.run();
