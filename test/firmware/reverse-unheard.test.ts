import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Fault } from "../../sim/gateway/faults";
import { Shop } from "../support/shop";

const NO_REVERSE: Fault[] = [
  { call: "reverse", kind: "lostRequest", ending: "close", times: 1_000 },
  { call: "reverse", kind: "httpError", status: 400, times: 1_000 },
];

/** A sale that was paid and given up unheard; the gateway takes no reverse, and until it heals no query either. */
function stuckShop(noReverse: Fault): Shop {
  const shop = new Shop();
  shop.gateway.planFaults([
    { call: "micropay", kind: "lostAnswer" }, { call: "orderquery", kind: "lostAnswer", ending: "close", times: 1_000 }, noReverse,
  ]);
  shop.sell(shop.payer());
  return shop;
}

function reverses(shop: Shop): number {
  return shop.exchanges.filter((exchange) => exchange.path === "/secapi/pay/reverse").length;
}

for (const fault of NO_REVERSE) {
  test(`paid, and no reverse is ever heard (${fault.kind}): two minutes after queries are, people have to look`, () => {
    const shop = stuckShop(fault);
    shop.clock.advance(10 * 60_000);
    assert.match(shop.screenText(), "CHECKING");
    assert.not.match(shop.words(), "needs you");
    shop.gateway.planFaults([fault]);
    shop.clock.advance(2 * 60_000);
    assert.match(shop.words(), /needs you.*certificate/);
    assert.match(shop.paperText(), "needs you");
    // The slip leads to the refund, once the certificate is well.
    assert.match(shop.paperText(), /\[qr P0001[0-9A-Z]+\]/);
    assert.not.match(shop.told.join(" "), "CHARGED");
    assert.is(shop.taken(), 1250);
    const before = reverses(shop);
    shop.clock.advance(10 * 60_000);
    assert.is(reverses(shop), before);
    shop.counter.cutPower();
    shop.powerOn();
    shop.clock.advance(60_000);
    assert.is(reverses(shop), before);
  });
}

test("a server for reverses that is away for a minute while queries are answered takes nothing from the order's end", () => {
  const shop = stuckShop(NO_REVERSE[0]!);
  while (reverses(shop) === 0) shop.clock.advance(100);
  shop.gateway.planFaults([NO_REVERSE[0]!]);
  shop.clock.advance(60_000);
  shop.gateway.planFaults([]);
  shop.clock.advance(60_000);
  assert.match(shop.screenText(), "NOT CHARGED");
  assert.is(shop.taken(), 0);
});

test("after an outage one lost reverse is only one: the next one gives the money back", () => {
  const shop = stuckShop(NO_REVERSE[0]!);
  shop.clock.advance(10 * 60_000);
  shop.gateway.planFaults([{ call: "reverse", kind: "lostRequest" }]);
  shop.clock.advance(2 * 60_000);
  assert.match(shop.screenText(), "NOT CHARGED");
  assert.is(shop.taken(), 0);
});

test("a network that goes again between two queries leaves the order its tries", () => {
  const shop = stuckShop(NO_REVERSE[0]!);
  for (let outages = 0; outages < 3; outages++) {
    shop.clock.advance(10 * 60_000);
    const [queries, heard] = [{ call: "orderquery", kind: "lostAnswer", ending: "close", times: 1_000 } as Fault, shop.exchanges.length];
    shop.gateway.planFaults([NO_REVERSE[0]!]);
    while (!shop.exchanges.slice(heard).some((exchange) => exchange.path === "/pay/orderquery")) shop.clock.advance(100);
    shop.gateway.planFaults([queries, NO_REVERSE[0]!]);
  }
  shop.gateway.planFaults([]);
  shop.clock.advance(60_000);
  assert.match(shop.screenText(), "NOT CHARGED");
  assert.is(shop.taken(), 0);
});

test("refused codes with no reverse heard at all do not pile up until the terminal sells nothing", () => {
  const shop = new Shop();
  shop.gateway.planFaults([
    NO_REVERSE[0]!, { call: "micropay", kind: "errorCode", code: "AUTHCODEEXPIRE", times: 1_000 },
  ]);
  for (let sale = 0; sale < 40; sale++) {
    shop.keys(["ok", "cancel"]);
    shop.sell(shop.payer());
    shop.clock.advance(4 * 60_000);
    assert.match(shop.words(), /needs you.*certificate/, `sale ${sale}`);
  }
});

test.run();
