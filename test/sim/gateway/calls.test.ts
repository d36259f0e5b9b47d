import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Message, payment, read, Shop, signature, toXml } from "./client";

const MICROPAY = "/pay/micropay";

test("a payment without password is charged once, and every answer is signed", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 10_000 });
  const answer = shop.micropay("T1", payer.showCode(), { attach: "x&y", device_info: "POS-0001" });
  assert.is(answer["result_code"], "SUCCESS");
  assert.is(answer["sign"], signature(answer, shop.merchant.apiKey));
  assert.equal([answer["total_fee"], answer["fee_type"], answer["cash_fee"]], ["1250", "HKD", "1250"]);
  assert.equal([answer["out_trade_no"], answer["attach"], answer["device_info"]], ["T1", "x&y", "POS-0001"]);
  assert.is(answer["time_end"], "20260105100000");
  assert.is(payer.balance, 8_750);
  assert.is(shop.gateway.merchantBalance(shop.merchant), 1_250);
  const query = shop.query("T1");
  assert.equal([query["trade_state"], query["transaction_id"]], ["SUCCESS", answer["transaction_id"]]);
  assert.is(query["sign"], signature(query, shop.merchant.apiKey));
  const byTransaction = shop.call("/pay/orderquery", { transaction_id: answer["transaction_id"]! });
  assert.is(byTransaction["out_trade_no"], "T1");
  assert.equal(shop.gateway.verify(), []);
});

test("an MD5 request gets an MD5 answer", () => {
  const shop = new Shop();
  const fields = shop.request({ ...payment("T1", shop.gateway.addPayer().showCode()), sign_type: "" });
  const answer = read(shop.send(MICROPAY, toXml(fields)));
  assert.is(answer["result_code"], "SUCCESS");
  assert.is(answer["sign"]!.length, 32);
  assert.is(answer["sign"], signature(answer, shop.merchant.apiKey));
});

test("a mainland wallet pays an order in Hong Kong dollars with its own currency", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ wallet: "mainland", balance: 10_000 });
  const code = payer.showCode();
  assert.match(code, /^1[0-4][0-9]{16}$/);
  const answer = shop.micropay("T1", code);
  assert.equal([answer["cash_fee_type"], answer["cash_fee"], answer["total_fee"]], ["CNY", "1150", "1250"]);
  assert.is(payer.balance, 8_850);
  shop.clock.advance(15_000);
  shop.reverse("T1");
  assert.is(payer.balance, 10_000);
  assert.equal(shop.gateway.verify(), []);
});

test("a password payment is pending until the payer types, refuses or the gateway ends it", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ password: "always" });
  const pay = (number: string): string => shop.micropay(number, payer.showCode())["err_code"]!;
  assert.is(pay("T1"), "USERPAYING");
  assert.equal(payer.asked, { merchantName: "Harbour Cafe", amount: 1250, currency: "HKD" });
  assert.is(shop.query("T1")["trade_state"], "USERPAYING");
  payer.typePassword();
  assert.is(shop.query("T1")["trade_state"], "SUCCESS");
  shop.clock.advance(60_000);
  assert.is(pay("T2"), "USERPAYING");
  payer.refuse();
  assert.is(shop.query("T2")["trade_state"], "PAYERROR");
  assert.is(pay("T3"), "USERPAYING");
  payer.walkAway();
  shop.clock.advance(44_999);
  assert.is(shop.query("T3")["trade_state"], "USERPAYING");
  shop.clock.advance(1);
  assert.is(shop.query("T3")["trade_state"], "REVOKED");
  assert.is(payer.asked, undefined);
  assert.throws(() => payer.typePassword(), /asks for nothing/);
  assert.is(shop.gateway.merchantBalance(shop.merchant), 1_250);
  assert.equal(shop.gateway.verify(), []);
});

test("a payer quicker than the answer is already paid", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ password: "always" });
  payer.onAsked = () => payer.typePassword();
  assert.is(shop.micropay("T1", payer.showCode())["result_code"], "SUCCESS");
});

test("the password is asked above the amount and after the payments that the wallet lets go free", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 10_000_000 });
  assert.is(shop.micropay("T0", payer.showCode(), { total_fee: "100001" })["err_code"], "USERPAYING");
  for (let n = 1; n <= 5; n++) {
    assert.is(shop.micropay(`T${n}`, payer.showCode(), { total_fee: String(n) })["result_code"], "SUCCESS");
  }
  assert.is(shop.micropay("T6", payer.showCode())["err_code"], "USERPAYING");
  shop.clock.advance(86_400_000);
  assert.is(shop.micropay("T7", payer.showCode())["result_code"], "SUCCESS");
});

test("a code lives a minute and works once", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  const code = payer.showCode();
  const old = payer.showCode();
  assert.is(shop.micropay("T1", code)["result_code"], "SUCCESS");
  assert.is(shop.micropay("T2", code)["err_code"], "AUTH_CODE_ERROR");
  shop.clock.advance(60_000);
  assert.is(shop.micropay("T3", old)["err_code"], "AUTHCODEEXPIRE");
  assert.is(shop.micropay("T4", "159999999999999999")["err_code"], "AUTH_CODE_ERROR");
  for (const foreign of ["286666666666666666", "1", "169999999999999999", "13000000000000000x"]) {
    assert.is(shop.micropay("T5", foreign)["err_code"], "AUTH_CODE_INVALID");
  }
  assert.is(shop.query("T2")["err_code"], "ORDERNOTEXIST");
});

test("what the payer cannot or may not pay is refused, and nothing moves", () => {
  const shop = new Shop();
  const poor = shop.gateway.addPayer({ balance: 1_249 });
  const risky = shop.gateway.addPayer();
  const off = shop.gateway.addPayer();
  risky.blocked = true;
  off.quickPay = false;
  assert.is(shop.micropay("T1", poor.showCode())["err_code"], "NOTENOUGH");
  assert.is(shop.micropay("T2", risky.showCode())["err_code"], "TRADE_ERROR");
  assert.is(shop.micropay("T3", off.showCode())["err_code"], "TRADE_ERROR");
  assert.is(shop.query("T1")["trade_state"], "NOTPAY");
  shop.clock.advance(45_000);
  assert.is(shop.query("T1")["trade_state"], "REVOKED");
  assert.is(shop.gateway.merchantBalance(shop.merchant), 0);
  shop.merchant.wallets = ["mainland"];
  assert.is(shop.micropay("T4", shop.gateway.addPayer().showCode())["err_code"], "AUTH_CODE_INVALID");
});

test("a balance that shrank while the password was typed ends in PAYERROR", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 2_000, password: "always" });
  shop.micropay("T1", payer.showCode());
  payer.password = "never";
  assert.is(shop.micropay("T2", payer.showCode())["result_code"], "SUCCESS");
  payer.typePassword();
  assert.is(shop.query("T1")["trade_state"], "PAYERROR");
  assert.is(shop.micropay("T1", payer.showCode())["err_code"], "TRADE_ERROR");
});

test("a number is one order: paid, revoked, other parameters, other payer", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  const asked = shop.gateway.addPayer({ password: "always" });
  const again = (number: string, fields: Message = {}, by = payer): string => {
    return shop.micropay(number, by.showCode(), fields)["err_code"]!;
  };
  shop.micropay("T1", payer.showCode());
  assert.is(again("T1"), "ORDERPAID");
  shop.micropay("T2", asked.showCode());
  assert.is(again("T2", {}, asked), "USERPAYING");
  assert.is(again("T2", { total_fee: "1251" }, asked), "OUT_TRADE_NO_USED");
  assert.is(again("T2"), "BUYER_MISMATCH");
  shop.clock.advance(15_000);
  shop.reverse("T2");
  assert.is(again("T2"), "ORDERREVERSED");
  assert.is(shop.gateway.merchantBalance(shop.merchant), 1_250);
});

test("the same amount again by the same payer at the same merchant waits for a minute", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  shop.micropay("T1", payer.showCode());
  shop.clock.advance(59_999);
  assert.is(shop.micropay("T2", payer.showCode())["err_code"], "TRADE_ERROR");
  assert.is(shop.micropay("T3", payer.showCode(), { total_fee: "1251" })["result_code"], "SUCCESS");
  assert.is(shop.micropay("T4", shop.gateway.addPayer().showCode())["result_code"], "SUCCESS");
  shop.clock.advance(1);
  assert.is(shop.micropay("T2", payer.showCode())["result_code"], "SUCCESS");
  shop.clock.advance(15_000);
  shop.reverse("T2");
  assert.is(shop.micropay("T5", payer.showCode())["result_code"], "SUCCESS");
  assert.equal(shop.gateway.verify(), []);
});

test("a payer who tops up pays the same number with a fresh code", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 10 });
  const first = payer.showCode();
  assert.is(shop.micropay("T1", first)["err_code"], "NOTENOUGH");
  payer.topUp(5_000);
  assert.is(shop.micropay("T1", first)["err_code"], "AUTH_CODE_ERROR");
  assert.is(shop.micropay("T1", payer.showCode())["result_code"], "SUCCESS");
});

test("a revoke comes not before 15 s, gives the money back once, and may be repeated", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 5_000 });
  shop.micropay("T1", payer.showCode());
  shop.clock.advance(14_999);
  const early = shop.reverse("T1");
  assert.equal([early["err_code"], early["recall"]], ["INVALID_REQUEST", "Y"]);
  assert.is(payer.balance, 3_750);
  shop.clock.advance(1);
  for (let n = 0; n < 2; n++) {
    const answer = shop.reverse("T1");
    assert.equal([answer["result_code"], answer["recall"]], ["SUCCESS", "N"]);
    assert.is(answer["sign"], signature(answer, shop.merchant.apiKey));
    assert.is(payer.balance, 5_000);
  }
  assert.is(shop.query("T1")["trade_state"], "REVOKED");
  assert.equal(shop.gateway.verify(), []);
});

test("a revoke waits for a payer who is typing, and knows numbers that never came and those too old", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ password: "always" });
  shop.micropay("T1", payer.showCode());
  payer.startTyping();
  shop.clock.advance(20_000);
  const busy = shop.reverse("T1");
  assert.equal([busy["err_code"], busy["recall"]], ["USERPAYING", "Y"]);
  payer.walkAway();
  assert.is(shop.reverse("T1")["result_code"], "SUCCESS");
  assert.is(payer.asked, undefined);
  assert.is(shop.reverse("NEVER")["result_code"], "SUCCESS");
  const unknown = shop.call("/secapi/pay/reverse", { transaction_id: "42" }, shop.fingerprint);
  assert.is(unknown["err_code"], "INVALID_TRANSACTIONID");
  payer.password = "never";
  shop.micropay("T2", payer.showCode());
  shop.clock.advance(7 * 86_400_000 + 1);
  assert.is(shop.reverse("T2")["err_code"], "REVERSE_EXPIRE");
});

test("the revoke wants the merchant's own certificate", () => {
  const shop = new Shop();
  const body = toXml(shop.request({ out_trade_no: "T1" }));
  assert.is(shop.send("/secapi/pay/reverse", body).kind, "handshake");
  const other = read(shop.send("/secapi/pay/reverse", body, { fingerprint: "cd".repeat(32) }));
  assert.is(other["return_code"], "FAIL");
  assert.is(other["sign"], undefined);
});

test("merchants do not see each other's orders", () => {
  const shop = new Shop();
  const paid = shop.micropay("T1", shop.gateway.addPayer().showCode());
  const other = shop.gateway.addMerchant();
  const ask = (fields: Message): Message => {
    const request = shop.request({ ...fields, appid: other.appid, mch_id: other.mchId }, other.apiKey);
    return read(shop.send("/pay/orderquery", toXml(request)));
  };
  assert.is(ask({ out_trade_no: "T1" })["err_code"], "ORDERNOTEXIST");
  assert.is(ask({ transaction_id: paid["transaction_id"]! })["err_code"], "ORDERNOTEXIST");
});

test("two runs with one seed are the same to the byte, another seed is not", () => {
  const run = (seed: number): string => {
    const shop = new Shop({ seed });
    const payer = shop.gateway.addPayer();
    const answers = [shop.micropay("T1", payer.showCode()), shop.query("T1")];
    return JSON.stringify(answers);
  };
  assert.is(run(7), run(7));
  assert.is.not(run(7), run(8));
});

test("after the last moment that the merchant set a Quick Pay order cannot be paid", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ password: "always" });
  const at = (ms: number): string => {
    return new Date(shop.clock.nowMs + ms + 8 * 3_600_000).toISOString().slice(0, 19).replace(/[-T:]/g, "");
  };
  const times = { time_start: at(-120_000), time_expire: at(10_000) };
  assert.is(shop.micropay("T1", payer.showCode(), times)["err_code"], "USERPAYING");
  shop.clock.advance(10_000);
  payer.typePassword();
  assert.is(shop.query("T1")["trade_state"], "PAYERROR");
  assert.is(payer.balance, 1_000_000);
});

test("who pays in CNY for another currency is told the rate, unless the merchant's answers have none", () => {
  const shop = new Shop();
  const mainland = shop.gateway.addPayer({ wallet: "mainland", password: "never" });
  const local = shop.gateway.addPayer({ password: "never" });
  const paid = shop.micropay("T1", mainland.showCode());
  assert.equal([paid["cash_fee_type"], paid["cash_fee"], paid["rate"]], ["CNY", "1150", "92000000"]);
  assert.is(shop.query("T1")["rate"], "92000000");
  assert.is(shop.micropay("T2", local.showCode())["rate"], undefined);
  assert.is(shop.micropay("T3", mainland.showCode(), { fee_type: "CNY" })["rate"], undefined);
  shop.merchant.report.rate = false;
  assert.is(shop.query("T1")["rate"], undefined);
});

test.run();
