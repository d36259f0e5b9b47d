import { test } from "uvu";
import * as assert from "uvu/assert";
import { openJournal } from "../../firmware/journal/journal";
import { nodeHash } from "../support/hash";
import { Shop } from "../support/shop";

/** A sale that was paid, is given up unheard, and that the gateway will not reverse: it is about to be refunded. */
function stuckShop(): Shop {
  const shop = new Shop();
  shop.gateway.books.recharge(shop.merchant, 100_000);
  shop.gateway.planFaults([
    { call: "micropay", kind: "lostAnswer" }, { call: "orderquery", kind: "lostAnswer", times: 3 },
    { call: "reverse", kind: "errorCode", code: "REVERSE_EXPIRE" },
  ]);
  shop.sell(shop.payer());
  while (!shop.exchanges.some((exchange) => exchange.path === "/secapi/pay/reverse")) shop.clock.advance(10);
  return shop;
}

test("a cut of power at any byte leaves totals with the sale and its refund, and never says CHARGED", () => {
  for (let bytes = 0, done = false; !done; bytes += 3) {
    const shop = stuckShop();
    shop.storage.bytesLeft = bytes;
    done = !shop.survive(() => shop.clock.advance(1_000));
    shop.counter.cutPower();
    shop.storage.bytesLeft = undefined;
    shop.powerOn();
    shop.clock.advance(90_000);
    shop.look();
    shop.clock.advance(60 * 60_000);
    assert.not.match(shop.told.join(" "), /(?<!NOT )CHARGED/, `cut after ${bytes}`);
    assert.is(shop.taken(), 100_000, `cut after ${bytes}`);
    const { totals, unsettled, refunds } = openJournal(shop.storage, nodeHash).history;
    assert.equal([unsettled, refunds], [[], []]);
    assert.is(totals.salesMinor - totals.refundsMinor, 0, `cut after ${bytes}: ${JSON.stringify(totals)}`);
    assert.equal(totals.sales, totals.refunds);
  }
});

test("a refund in the order's place that the journal does not take leaves the order open, and is tried again", () => {
  const shop = stuckShop();
  shop.storage.isWorn = () => true;
  shop.clock.advance(1_000);
  assert.match(shop.screenText(), "HKD 12.50\nCHECKING");
  assert.is(shop.gateway.refunds.all().length, 0);
  shop.storage.isWorn = () => false;
  shop.gateway.planFaults([{ call: "reverse", kind: "errorCode", code: "REVERSE_EXPIRE" }]);
  shop.clock.advance(60_000);
  assert.match(shop.screenText(), "HKD 12.50\nREFUND PENDING");
  assert.is(shop.gateway.refunds.all().length, 1);
  shop.keys(["ok", "ok", "3"]);
  assert.match(shop.words(), "Sales charged: 1");
});

test("on a flash that takes nothing any more, the merchant is told to look the order up, and the till still answers", () => {
  const shop = stuckShop();
  shop.storage.isWorn = () => true;
  shop.gateway.planFaults([{ call: "reverse", kind: "errorCode", code: "REVERSE_EXPIRE", times: 5 }]);
  shop.clock.advance(60_000);
  assert.match(shop.screenText(), "HKD 12.50\nCHECKING");
  assert.match(shop.words(), /needs you.*was not refunded/);
  assert.match(shop.paperText(), "needs you");
  assert.is(shop.gateway.refunds.all().length, 0);
  shop.keys(["ok"]);
  assert.match(shop.words(), "Enter the amount");
});

test("NOT CHARGED on the display is replaced where it stands when the order turns out otherwise", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "reverse", kind: "errorCode", code: "TRADE_ERROR", times: 3 }]);
  shop.sell(shop.payer({ balance: 100 }));
  shop.clock.advance(2_000);
  assert.match(shop.screenText(), "HKD 12.50\nNOT CHARGED");
  shop.clock.advance(30_000);
  assert.match(shop.screenText(), "HKD 12.50\nCHECKING");
  assert.match(shop.words(), "refused to cancel");
  shop.keys(["clear"]);
  assert.not.match(shop.words(), "Scan the customer's payment code");
});

test("a refund of an order with any number that a gateway allows survives a restart", () => {
  const shop = new Shop();
  const refund = {
    outRefundNo: "P0001000100010A0F123", outTradeNo: "WEB|20250101|*-_42", amountMinor: 500, totalMinor: 1250, currency: "HKD", startedMs: 1,
  };
  openJournal(shop.storage, nodeHash).append({ kind: "refundOpened", refund });
  assert.equal(openJournal(shop.storage, nodeHash).history.refunds, [refund]);
});

test.run();
