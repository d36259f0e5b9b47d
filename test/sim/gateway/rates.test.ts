import { test } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import { OLD_REFUNDS_MAX, Rates, RATES } from "../../../sim/gateway/rates";
import { Shop } from "./client";

test("thirty payments a second for each merchant; one more is refused unsigned, without effect", () => {
  const shop = new Shop();
  const pay = (n: number): string | undefined => {
    return shop.micropay(`T${n}`, shop.gateway.addPayer().showCode())["return_code"];
  };
  for (let n = 1; n <= RATES.micropay!; n++) assert.is(pay(n), "SUCCESS");
  const code = shop.gateway.addPayer().showCode();
  const refused = shop.micropay("T31", code);
  assert.equal([refused["return_code"], refused["sign"]], ["FAIL", undefined]);
  assert.match(refused["return_msg"]!, /^FREQUENCY_LIMITED /);
  assert.is(shop.query("T31")["err_code"], "ORDERNOTEXIST");
  const other = new Shop();
  Object.assign(other, { gateway: shop.gateway, merchant: shop.gateway.addMerchant() });
  assert.is(other.micropay("T1", shop.gateway.addPayer().showCode())["result_code"], "SUCCESS");
  shop.clock.advance(1_000);
  assert.is(shop.micropay("T31", code)["result_code"], "SUCCESS");
});

test("a world without rates counts nothing", () => {
  const shop = new Shop({ rates: "none" });
  for (let n = 1; n <= 2 * RATES.micropay!; n++) {
    assert.is(shop.micropay(`T${n}`, shop.gateway.addPayer().showCode())["result_code"], "SUCCESS");
  }
});

test("refunds that fail too often are not listened to for a minute", () => {
  const shop = new Shop();
  shop.micropay("T1", shop.gateway.addPayer().showCode());
  for (let n = 1; n <= 7; n++) assert.is(shop.refund("NEVER", `R${n}`, 1)["err_code"], "ORDERNOTEXIST");
  assert.is(shop.refund("T1", "R8", 1)["err_code"], "INVALID_REQ_TOO_MUCH");
  shop.clock.advance(59_999);
  assert.is(shop.refund("T1", "R8", 1)["err_code"], "INVALID_REQ_TOO_MUCH");
  shop.clock.advance(1);
  assert.is(shop.refund("T1", "R8", 1)["result_code"], "SUCCESS");
});

test("a refund that is refused for its form is as much of a failure as any", () => {
  const shop = new Shop();
  shop.micropay("T1", shop.gateway.addPayer().showCode());
  for (let n = 1; n <= 7; n++) {
    assert.is(shop.refund("T1", `R${n}`, 1, { refund_fee: "1.00" })["err_code"], "PARAM_ERROR");
  }
  assert.is(shop.refund("T1", "R8", 1)["err_code"], "INVALID_REQ_TOO_MUCH");
});

test("of orders older than a month only so many are refunded in a minute", () => {
  const clock = new VirtualClock();
  const { merchant } = new Shop();
  const rates = new Rates(clock, true);
  const monthMs = 30 * 86_400_000;
  for (let n = 0; n < OLD_REFUNDS_MAX; n++) assert.ok(rates.admitsRefund(merchant, monthMs));
  assert.not.ok(rates.admitsRefund(merchant, monthMs));
  assert.ok(rates.admitsRefund(merchant, monthMs - 1));
  clock.advance(60_000);
  assert.ok(rates.admitsRefund(merchant, monthMs));
});

test.run();
