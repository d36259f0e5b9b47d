import { test } from "uvu";
import * as assert from "uvu/assert";
import { documentedPolicy, waitMs } from "../../../firmware/payment/policy";
import { Shop } from "../../support/shop";

test("the rhythm is the documented one, but for what is repeated for ever", () => {
  const { exchangeMs, pollMs, giveUpMs, reverseEarliestMs, reverseAgainMs, guardMs } = documentedPolicy(1);
  assert.equal([exchangeMs, pollMs, reverseEarliestMs, giveUpMs, guardMs], [15_000, 5_000, 15_000, 45_000, 60_000]);
  // Every reverse is followed within a minute by the next: 30 s, a query of 15 s at most, and it is sent.
  assert.is(waitMs(reverseAgainMs, 99), 30_000);
  assert.ok(Math.max(...reverseAgainMs) + exchangeMs < 60_000);
});

test("an exchange without an answer ends when the policy says so, and the order is asked about", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostRequest" }]);
  shop.sell(shop.payer());
  const { exchangeMs, pollMs } = documentedPolicy(1);
  const asked = () => shop.exchanges.filter((exchange) => exchange.path === "/pay/orderquery").length;
  shop.clock.advance(exchangeMs + pollMs - 1_000);
  assert.is(asked(), 0);
  shop.clock.advance(2_000);
  assert.is(asked(), 1);
});

test.run();
