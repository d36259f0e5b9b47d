import { test } from "uvu";
import * as assert from "uvu/assert";
import { TO_BALANCE_MS, TO_CARD_MS } from "../../../sim/gateway/refunds";
import type { Payer, PayerOptions } from "../../../sim/wallet/payer";
import { Shop, signature } from "./client";

const DAY_MS = 86_400_000;

/** A shop with one paid order T1 of 12.50. */
function paid(options: PayerOptions = {}): { shop: Shop; payer: Payer } {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 5_000, password: "never", ...options });
  assert.is(shop.micropay("T1", payer.showCode())["result_code"], "SUCCESS");
  return { shop, payer };
}

function status(shop: Shop, outRefundNo: string): string {
  return shop.refundQuery({ out_refund_no: outRefundNo })["refund_status_0"]!;
}

test("a refund is accepted, on its way for twenty minutes, then with the payer", () => {
  const { shop, payer } = paid();
  const answer = shop.refund("T1", "R1", 500);
  assert.equal([answer["result_code"], answer["refund_fee"], answer["cash_refund_fee"]], ["SUCCESS", "500", "500"]);
  assert.is(answer["sign"], signature(answer, shop.merchant.apiKey));
  assert.is(shop.query("T1")["trade_state"], "REFUND");
  assert.is(status(shop, "R1"), "PROCESSING");
  assert.equal([payer.balance, shop.gateway.merchantBalance(shop.merchant)], [3_750, 750]);
  shop.clock.advance(TO_BALANCE_MS);
  const query = shop.refundQuery({ refund_id: answer["refund_id"]! });
  assert.equal([query["refund_status_0"], query["refund_fee_0"], query["refund_count"]], ["SUCCESS", "500", "1"]);
  assert.is(query["refund_success_time_0"], "2026-01-05 10:20:00");
  assert.is(payer.balance, 4_250);
  assert.equal(shop.gateway.verify(), []);
});

test("the same number never refunds twice, and means one refund only", () => {
  const { shop, payer } = paid();
  const first = shop.refund("T1", "R1", 500);
  assert.is(shop.refund("T1", "R1", 500)["refund_id"], first["refund_id"]);
  assert.is(shop.refund("T1", "R1", 501)["err_code"], "ERROR");
  shop.clock.advance(DAY_MS);
  assert.is(shop.refund("T1", "R1", 500)["refund_id"], first["refund_id"]);
  assert.is(payer.balance, 4_250);
  assert.equal(shop.gateway.verify(), []);
});

test("parts never add up to more than the order, and come a minute apart", () => {
  const { shop, payer } = paid();
  shop.refund("T1", "R1", 1_000);
  assert.is(shop.refund("T1", "R2", 100)["err_code"], "FREQUENCY_LIMITED");
  shop.clock.advance(60_000);
  assert.is(shop.refund("T1", "R2", 251)["err_code"], "ERROR");
  assert.is(shop.refund("T1", "R2", 250)["result_code"], "SUCCESS");
  shop.clock.advance(60_000);
  assert.is(shop.refund("T1", "R3", 1)["err_code"], "ERROR");
  shop.clock.advance(DAY_MS);
  assert.is(payer.balance, 5_000);
});

test("fifty parts and no more; the list is read in pages of ten", () => {
  const { shop } = paid();
  for (let n = 1; n <= 50; n++) {
    assert.is(shop.refund("T1", `R${n}`, 1)["result_code"], "SUCCESS");
    shop.clock.advance(60_000);
  }
  assert.is(shop.refund("T1", "R51", 1)["err_code"], "ERROR");
  const page = shop.refundQuery({ out_trade_no: "T1", offset: "45" });
  assert.equal([page["total_refund_count"], page["refund_count"]], ["50", "5"]);
  assert.equal([page["out_refund_no_0"], page["out_refund_no_4"], page["out_refund_no_5"]], ["R46", "R50", undefined]);
  assert.is(shop.refundQuery({ out_trade_no: "T1" })["refund_count"], "10");
  assert.equal(shop.gateway.verify(), []);
});

test("a mainland payer gets back exactly the yuan that were paid, whatever the parts", () => {
  const { shop, payer } = paid({ wallet: "mainland" });
  const before = payer.balance;
  assert.is(before, 5_000 - 1_150);
  for (const [n, fee] of [333, 1, 416, 500].entries()) {
    assert.is(shop.refund("T1", `R${n}`, fee)["result_code"], "SUCCESS");
    shop.clock.advance(60_000);
  }
  shop.clock.advance(DAY_MS);
  assert.is(payer.balance, 5_000);
  assert.equal(shop.gateway.verify(), []);
});

test("a day that has not taken enough refunds later, or from what the merchant paid in", () => {
  const { shop } = paid();
  shop.clock.advance(10 * DAY_MS);
  assert.is(shop.refund("T1", "R1", 500)["err_code"], "NOTENOUGH");
  const paidIn = { refund_account: "REFUND_SOURCE_RECHARGE_FUNDS" };
  assert.is(shop.refund("T1", "R2", 500, paidIn)["err_code"], "NOTENOUGH");
  shop.gateway.books.recharge(shop.merchant, 500);
  assert.is(shop.refund("T1", "R2", 500, paidIn)["result_code"], "SUCCESS");
  shop.clock.advance(60_000);
  shop.micropay("T2", shop.gateway.addPayer().showCode());
  assert.is(shop.refund("T1", "R1", 500)["result_code"], "SUCCESS");
  assert.equal(shop.gateway.verify(), []);
});

test("a year after the payment nothing is refunded any more", () => {
  const { shop } = paid();
  shop.clock.advance(365 * DAY_MS);
  shop.gateway.books.recharge(shop.merchant, 5_000);
  const paidIn = { refund_account: "REFUND_SOURCE_RECHARGE_FUNDS" };
  assert.is(shop.refund("T1", "R1", 500, paidIn)["result_code"], "SUCCESS");
  shop.clock.advance(60_000);
  assert.is(shop.refund("T1", "R2", 500, paidIn)["err_code"], "TRADE_OVERDUE");
});

test("a card that is gone leaves the money with the merchant; a closed account closes the refund", () => {
  const { shop, payer } = paid({ balance: 0, cards: [{ kind: "debit", available: 5_000 }] });
  shop.refund("T1", "R1", 500);
  payer.account.unbind(payer.account.cards[0]!);
  shop.clock.advance(TO_CARD_MS - 1);
  assert.is(status(shop, "R1"), "PROCESSING");
  shop.clock.advance(1);
  assert.is(status(shop, "R1"), "CHANGE");
  assert.is(shop.gateway.merchantBalance(shop.merchant), 1_250);
  const other = paid();
  other.shop.refund("T1", "R1", 500);
  other.payer.accountClosed = true;
  other.shop.clock.advance(TO_BALANCE_MS);
  assert.is(status(other.shop, "R1"), "REFUNDCLOSE");
  assert.is(other.shop.refund("T1", "R1", 500)["err_code"], "ERROR");
  assert.is(other.shop.refund("T1", "R2", 500)["err_code"], "USER_ACCOUNT_ABNORMAL");
  for (const world of [shop, other.shop]) assert.equal(world.gateway.verify(), []);
});

test("coupons come back in their part, the merchant's own as no money", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 5_000, password: "never" });
  shop.gateway.books.coupons.grant(payer.id, shop.merchant, { type: "NO_CASH", fee: 250 });
  const answer = shop.micropay("T1", payer.showCode());
  assert.equal([answer["coupon_fee"], answer["settlement_total_fee"], answer["cash_fee"]], ["250", "1000", "1000"]);
  const half = shop.refund("T1", "R1", 625);
  assert.equal([half["coupon_refund_fee"], half["cash_refund_fee"], half["settlement_refund_fee"]], ["125", "500", "500"]);
  shop.clock.advance(DAY_MS);
  assert.is(payer.balance, 4_500);
  assert.equal(shop.gateway.verify(), []);
});

test("what cannot be refunded is refused by name", () => {
  const { shop } = paid();
  shop.micropay("T2", shop.gateway.addPayer({ password: "always" }).showCode());
  assert.is(shop.refund("T2", "R1", 500)["err_code"], "TRADE_STATE_ERROR");
  assert.is(shop.refund("NEVER", "R1", 500)["err_code"], "ORDERNOTEXIST");
  assert.is(shop.refund("T1", "R1", 500, { transaction_id: "42" })["err_code"], "INVALID_TRANSACTIONID");
  assert.is(shop.refund("T1", "R1", 500, { total_fee: "1251" })["err_code"], "PARAM_ERROR");
  assert.is(shop.refund("T1", "R1", 500, { refund_fee_type: "CNY" })["err_code"], "PARAM_ERROR");
  assert.is(shop.refund("T1", "R/1", 500)["err_code"], "PARAM_ERROR");
  assert.is(shop.refundQuery({ out_refund_no: "R1" })["err_code"], "REFUNDNOTEXIST");
  assert.is(shop.refundQuery({ out_trade_no: "T1" })["err_code"], "REFUNDNOTEXIST");
  shop.clock.advance(15_000);
  shop.refund("T1", "R1", 500);
  const reverse = shop.reverse("T1");
  assert.equal([reverse["err_code"], reverse["recall"]], ["TRADE_ERROR", "N"]);
});

test("of several numbers the query takes the refund's own first", () => {
  const { shop } = paid();
  shop.refund("T1", "R1", 100);
  shop.clock.advance(60_000);
  shop.refund("T1", "R2", 200);
  const query = shop.refundQuery({ out_refund_no: "R2", out_trade_no: "T1", transaction_id: "42" });
  assert.equal([query["refund_count"], query["refund_fee_0"]], ["1", "200"]);
});

test("faults lie about refunds too", () => {
  const { shop } = paid();
  const plan = (kind: "otherAmount" | "unsignedSuccess" | "unknownCode"): void => shop.gateway.planFaults([{ kind }]);
  plan("unsignedSuccess");
  const claimed = shop.refund("T1", "R1", 500);
  assert.equal([claimed["result_code"], claimed["refund_fee"], claimed["sign"]], ["SUCCESS", "500", undefined]);
  plan("otherAmount");
  assert.is(shop.refund("T1", "R1", 500)["refund_fee"], "501");
  plan("unknownCode");
  const query = shop.refundQuery({ out_refund_no: "R1" });
  assert.is(query["refund_status_0"], "NEW_STATE_2030");
  assert.is(query["sign"], signature(query, shop.merchant.apiKey));
});

test.run();
