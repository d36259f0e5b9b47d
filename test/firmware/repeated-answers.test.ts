import { test } from "uvu";
import * as assert from "uvu/assert";
import type { ServerOutcome } from "../../sim/network";
import { HOST, Shop } from "../support/shop";

/** Somebody on the wire who keeps answers, and gives the kept one, once, to the next request for each of these paths. */
function recorder(shop: Shop): (paths: string[]) => void {
  const kept = new Map<string, ServerOutcome>();
  let replayed: string[] = [];
  shop.network.listen(HOST, 443, (request, reply) => shop.gateway.server(request, (outcome) => {
    const old = replayed.includes(request.path) ? kept.get(request.path) : undefined;
    replayed = replayed.filter((path) => path !== request.path);
    kept.set(request.path, outcome);
    reply(old ?? outcome);
  }));
  return (paths) => { replayed = paths; };
}

/** An order for the phone, shown. */
function show(shop: Shop, sum: "5" | "7"): string {
  shop.keys([sum, "ok", "1"]);
  shop.clock.advance(300);
  return shop.shownCode()!;
}

test("a close and a query that were answered for an older order do not end this one", () => {
  const shop = new Shop();
  show(shop, "5");
  shop.gateway.planFaults([{ call: "closeorder", kind: "errorCode", code: "ORDERNOTEXIST" }, { call: "orderquery", kind: "errorCode", code: "ORDERNOTEXIST", times: 2 }]);
  shop.keys(["cancel"]);
  shop.clock.advance(400_000);
  shop.keys(["ok"]);
  const text = show(shop, "7");
  shop.gateway.planFaults([{ call: "closeorder", kind: "repeatedAnswer", times: 9 }, { call: "orderquery", kind: "repeatedAnswer", times: 9 }]);
  shop.keys(["cancel"]);
  shop.clock.advance(20_000);
  assert.match(shop.screenText(), "HKD 7.00\nCHECKING");
  const payer = shop.payer();
  payer.scan(text);
  payer.typePassword();
  shop.clock.advance(400_000);
  assert.match(shop.screenText(), "HKD 7.00\nCHARGED");
});

test("an order that the gateway named is not taken for unknown there, whatever a close says", () => {
  const shop = new Shop();
  show(shop, "7");
  shop.gateway.planFaults([{ call: "closeorder", kind: "errorCode", code: "ORDERNOTEXIST" }, { call: "orderquery", kind: "errorCode", code: "ORDERNOTEXIST", times: 2 }]);
  shop.keys(["cancel"]);
  shop.clock.advance(20_000);
  assert.match(shop.screenText(), "HKD 7.00\nCHECKING");
  shop.clock.advance(400_000);
  assert.match(shop.screenText(), "HKD 7.00\nNOT CHARGED");
  assert.is([...shop.gateway.orders.all()][0]!.state, "CLOSED");
});

for (const isRestarted of [false, true]) test(`a refusal that was answered to an older refund does not refuse this one${isRestarted ? " after a restart" : ""}`, () => {
  const shop = new Shop();
  shop.gateway.books.recharge(shop.merchant, 100_000);
  const replay = recorder(shop);
  for (const sum of ["5", "7"] as const) {
    if (isRestarted && sum === "7") {
      // The answers that were heard are forgotten with it.
      shop.counter.cutPower();
      shop.powerOn();
      shop.clock.advance(1_000);
    }
    shop.keys([sum, "ok"]);
    shop.counter.scan(shop.payer().showCode());
    shop.clock.advance(1_000);
    shop.keys(["ok", "ok", "1", "ok"]);
    shop.clock.advance(500);
    if (sum === "5") shop.gateway.planFaults([{ call: "refund", kind: "errorCode", code: "ERROR", times: 2 }]);
    else replay(["/secapi/pay/refund", "/pay/refundquery"]);
    shop.keys(["ok"]);
    shop.clock.advance(sum === "5" ? 2_000 : 30_000);
    assert.match(shop.words(), sum === "5" ? "The refund was refused" : "REFUND PENDING");
    shop.keys(["ok"]);
  }
  assert.is(shop.gateway.refunds.all().length, 1);
});

test.run();
