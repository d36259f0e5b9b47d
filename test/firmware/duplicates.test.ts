import { test } from "uvu";
import * as assert from "uvu/assert";
import { Shop } from "../support/shop";

function submits(shop: Shop): number {
  return shop.exchanges.filter((exchange) => exchange.path === "/pay/micropay").length;
}

/** A code that opens nothing. */
function assertUsed(shop: Shop, code: string, submitted = 1): void {
  shop.counter.scan(code);
  shop.clock.advance(500);
  assert.match(shop.words(), "This code was used a moment ago");
  assert.is(submits(shop), submitted);
}

/** The same amount asks first, and the same code opens nothing. */
function assertGuarded(shop: Shop, code: string, submitted = 1): void {
  shop.keys(["1", "2", ".", "5", "0", "ok"]);
  assert.match(shop.words(), "Is this another sale?");
  shop.keys(["ok"]);
  assertUsed(shop, code, submitted);
}

/** A minute later the amount asks no more. */
function assertForgotten(shop: Shop): void {
  shop.clock.advance(60_000);
  shop.keys(["1", "2", ".", "5", "0", "ok"]);
  assert.match(shop.words(), "Scan the customer's payment code");
}

test("the same amount within a minute asks first; later it does not", () => {
  const shop = new Shop();
  shop.sell(shop.payer());
  shop.clock.advance(2_000);
  shop.keys(["ok", "1", "2", ".", "5", "0", "ok"]);
  assert.match(shop.words(), "Is this another sale?");
  shop.keys(["cancel"]);
  assert.match(shop.words(), "Nothing was charged");
  shop.keys(["8", "ok"]);
  assert.match(shop.words(), "Scan the customer's payment code");
  shop.keys(["cancel"]);
  assertForgotten(shop);
});

test("an amount that was not charged may come again at once", () => {
  const shop = new Shop();
  shop.network.plugged = false;
  shop.sell(shop.payer());
  shop.clock.advance(2_000);
  assert.match(shop.words(), "NOT CHARGED");
  shop.network.plugged = true;
  shop.keys(["ok", "1", "2", ".", "5", "0", "ok"]);
  assert.match(shop.words(), "Scan the customer's payment code");
});

test("one payment code opens one attempt in its minute, whatever the amount", () => {
  const shop = new Shop();
  const code = shop.sell(shop.payer());
  shop.clock.advance(2_000);
  shop.keys(["ok", "3", "ok"]);
  assertUsed(shop, code);
});

test("nor after a restart in the middle", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostRequest" }]);
  const code = shop.sell(shop.payer());
  shop.clock.advance(100);
  shop.counter.cutPower();
  shop.powerOn();
  assertGuarded(shop, code);
});

test("nor after a restart behind the verdict, when the code is still good", () => {
  const shop = new Shop();
  const code = shop.sell(shop.payer());
  shop.clock.advance(2_000);
  shop.counter.cutPower();
  shop.powerOn();
  assertGuarded(shop, code);
  shop.keys(["cancel"]);
  assertForgotten(shop);
});

test("nor does a restart forget the sale before the last one, or the code of an order that was given back and told", () => {
  const shop = new Shop();
  const declined = shop.sell(shop.payer({ balance: 1 }));
  shop.clock.advance(30_000);
  shop.keys(["ok"]);
  const first = shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.keys(["ok", "7", "ok"]);
  shop.counter.scan(shop.payer().showCode());
  shop.clock.advance(1_000);
  shop.counter.cutPower();
  shop.powerOn();
  for (const code of [first, declined]) {
    assertGuarded(shop, code, 3);
    shop.keys(["cancel"]);
  }
  assertForgotten(shop);
});

test("an amount that was given back may come again at once after a restart too", () => {
  const shop = new Shop();
  shop.sell(shop.payer({ balance: 1 }));
  shop.clock.advance(30_000);
  shop.counter.cutPower();
  shop.powerOn();
  shop.keys(["1", "2", ".", "5", "0", "ok"]);
  assert.match(shop.words(), "Scan the customer's payment code");
});

test("CLEAR on NOT CHARGED tries the same amount again, but only when the attempt before is settled", () => {
  const shop = new Shop();
  shop.sell(shop.payer({ balance: 100 }));
  shop.clock.advance(2_000);
  shop.keys(["clear"]);
  assert.match(shop.words(), "Scan the customer's payment code HKD 12.50");
  const payer = shop.payer();
  shop.counter.scan(payer.showCode());
  shop.clock.advance(500);
  assert.match(shop.words(), "still being cancelled");
  shop.keys(["1"]);
  assert.match(shop.words(), "still being cancelled");
  assert.is(submits(shop), 1);
  shop.clock.advance(20_000);
  shop.counter.scan(payer.showCode());
  shop.clock.advance(500);
  assert.match(shop.screenText(), "HKD 12.50\nCHARGED");
  assert.is(shop.taken(), 1250);
  assert.is(submits(shop), 2);
});

test.run();
