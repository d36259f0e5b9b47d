import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Payer, PayerOptions } from "../../../sim/wallet/payer";
import type { WalletKind } from "../../../sim/wallet/wallets";
import { type Message, Shop, signature } from "../gateway/client";

const ALL: WalletKind[] = ["mainland", "hongkong", "southafrica", "malaysia"];

function openShop(): Shop {
  const shop = new Shop();
  shop.merchant.wallets = ALL;
  return shop;
}

/** Answer to an order that a phone will open. */
function order(shop: Shop, tradeType: string, fields: Message = {}): Message {
  return shop.call("/pay/unifiedorder", {
    body: "Harbour Cafe-Coffee", out_trade_no: "U1", total_fee: "1250", fee_type: "HKD", trade_type: tradeType,
    spbill_create_ip: "203.0.113.7", notify_url: "https://shop.example/paid", ...fields,
  });
}

function openid(shop: Shop, payer: Payer): string {
  return shop.call("/tools/authcodetoopenid", { auth_code: payer.showCode() })["openid"]!;
}

const currencies: [WalletKind, string, string][] = [
  ["mainland", "CNY", "1150"], ["hongkong", "HKD", "1250"], ["southafrica", "ZAR", "2875"], ["malaysia", "MYR", "680"],
];

for (const [wallet, currency, cash] of currencies) {
  test(`the ${wallet} wallet pays HKD 12.50 in ${currency}, and the phone says so`, () => {
    const shop = openShop();
    const payer = shop.gateway.addPayer({ wallet });
    const answer = shop.micropay("T1", payer.showCode());
    assert.equal([answer["cash_fee_type"], answer["cash_fee"], answer["total_fee"]], [currency, cash, "1250"]);
    assert.is(payer.balance, 1_000_000 - Number(cash));
    const message = { kind: "payment", merchantName: "Harbour Cafe", amount: Number(cash), currency };
    assert.equal(payer.messages, [{ ...message, atMs: shop.clock.nowMs }]);
    assert.equal(shop.gateway.verify(), []);
  });
}

test("a wallet that the merchant may not charge is refused with a valid code", () => {
  const shop = new Shop();
  const answer = shop.micropay("T1", shop.gateway.addPayer({ wallet: "malaysia" }).showCode());
  assert.is(answer["err_code"], "AUTH_CODE_INVALID");
});

const credit = { kind: "credit" as const, available: 10_000, bankType: "BOC_CREDIT" };
const debit = { kind: "debit" as const, available: 10_000, bankType: "ICBC_DEBIT" };

const refusals: [string, PayerOptions, (payer: Payer) => void, Message, string][] = [
  ["too small a balance", { balance: 1_249 }, () => {}, {}, "NOTENOUGH"],
  ["too little on the card", { balance: 0, cards: [{ ...debit, available: 1_249 }] }, () => {}, {}, "NOTENOUGH"],
  ["a credit card where none is taken", { balance: 0, cards: [credit] }, () => {}, { limit_pay: "no_credit" }, "NOTSUPORTCARD"],
  ["an expired card", { balance: 0, cards: [{ ...debit, expiry: "1225" }] }, () => {}, {}, "TRADE_ERROR"],
  ["risk control", {}, (payer) => { payer.blocked = true; }, {}, "TRADE_ERROR"],
  ["Quick Pay switched off", {}, (payer) => payer.account.switchQuickPayOff(), {}, "TRADE_ERROR"],
  ["a closed account", {}, (payer) => { payer.accountClosed = true; }, {}, "TRADE_ERROR"],
  ["an amount above the limit", {}, () => {}, { total_fee: "100001" }, "USERPAYING"],
  ["digits made visible", {}, (payer) => { payer.screen.revealDigits(); }, {}, "USERPAYING"],
  ["Quick Pay without password-free", {}, (payer) => payer.account.switchQuickPayOn({ passwordFree: false }), {}, "USERPAYING"],
  ["no network and an amount above the limit", {}, (payer) => payer.screen.goOffline(), { total_fee: "100001" }, "TRADE_ERROR"],
];

for (const [name, options, prepare, fields, code] of refusals) {
  test(`${name} reaches the merchant as ${code}, and nothing moved`, () => {
    const shop = openShop();
    const payer = shop.gateway.addPayer(options);
    prepare(payer);
    const answer = shop.micropay("T1", payer.screen.code, fields);
    assert.equal([answer["return_code"], answer["result_code"], answer["err_code"]], ["SUCCESS", "FAIL", code]);
    assert.is(shop.gateway.merchantBalance(shop.merchant), 0);
    assert.equal(shop.gateway.verify(), []);
  });
}

test("a phone without network pays with a kept code, once", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer();
  payer.screen.goOffline();
  const code = payer.screen.code;
  assert.is(shop.micropay("T1", code)["result_code"], "SUCCESS");
  assert.is(shop.micropay("T2", code)["err_code"], "AUTH_CODE_ERROR");
  assert.is.not(payer.screen.code, code);
});

test("a card pays what the balance cannot, and gets it back", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer({ balance: 100, cards: [debit, credit] });
  const left = (): number[] => payer.purse.sources.map((source) => payer.purse.available(source));
  const answer = shop.micropay("T1", payer.showCode());
  assert.is(answer["bank_type"], "ICBC_DEBIT");
  assert.equal(left(), [100, 8_750, 10_000]);
  shop.clock.advance(15_000);
  assert.is(shop.reverse("T1")["result_code"], "SUCCESS");
  assert.equal(left(), [100, 10_000, 10_000]);
  assert.equal(shop.gateway.verify(), []);
});

test("the same amount again within a minute is refused, another amount or a minute later is not", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer();
  const codeOf = (number: string, fields: Message = {}): string | undefined => {
    return shop.micropay(number, payer.showCode(), fields)["err_code"];
  };
  assert.equal([codeOf("T1"), codeOf("T2"), codeOf("T3", { total_fee: "1251" })], [undefined, "TRADE_ERROR", undefined]);
  shop.clock.advance(60_000);
  assert.is(codeOf("T4"), undefined);
  assert.equal([payer.balance, shop.gateway.verify()], [1_000_000 - 2 * 1_250 - 1_251, []]);
});

const refunds: [string, (payer: Payer, shop: Shop) => void, string, number][] = [
  ["a card that is still there", () => {}, "SUCCESS", 10_000],
  ["a card that was taken out", (payer) => payer.account.unbind(payer.account.cards[0]!), "CHANGE", 8_750],
  ["a card that expired meanwhile", (_payer, shop) => shop.clock.advance(31 * 86_400_000), "CHANGE", 8_750],
];

for (const [name, change, status, left] of refunds) {
  test(`a refund to ${name} ends in ${status}`, () => {
    const shop = openShop();
    const payer = shop.gateway.addPayer({ balance: 0, cards: [{ ...debit, expiry: "0126" }] });
    const source = payer.purse.sources[1]!;
    shop.micropay("T1", payer.showCode());
    change(payer, shop);
    const refund = { out_trade_no: "T1", out_refund_no: "R1", total_fee: "1250", refund_fee: "1250" };
    // What was settled meanwhile is refunded from the merchant's own money.
    shop.gateway.books.recharge(shop.merchant, 1_250);
    const account = shop.clock.nowMs > shop.gateway.order(shop.merchant, "T1")!.paidAtMs! ? "RECHARGE" : "UNSETTLED";
    const fields = { ...refund, refund_account: `REFUND_SOURCE_${account}_FUNDS` };
    assert.is(shop.call("/secapi/pay/refund", fields, shop.fingerprint)["result_code"], "SUCCESS");
    shop.clock.advance(3 * 86_400_000);
    const query = shop.call("/pay/refundquery", { out_refund_no: "R1" });
    assert.equal([query["refund_status_0"], payer.purse.available(source)], [status, left]);
    const told = payer.messages.filter(({ kind }) => kind === "refund").length;
    assert.is(told, status === "SUCCESS" ? 1 : 0);
    assert.equal(shop.gateway.verify(), []);
  });
}

test("a closed account takes no refund, nor one that was under way", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer();
  shop.micropay("T1", payer.showCode());
  const refund = (number: string): string | undefined => shop.call("/secapi/pay/refund", {
    out_trade_no: "T1", out_refund_no: number, total_fee: "1250", refund_fee: "100",
  }, shop.fingerprint)["err_code"];
  assert.is(refund("R1"), undefined);
  payer.accountClosed = true;
  shop.clock.advance(60_000);
  assert.is(refund("R2"), "USER_ACCOUNT_ABNORMAL");
  shop.clock.advance(3_600_000);
  assert.is(shop.call("/pay/refundquery", { out_refund_no: "R1" })["refund_status_0"], "REFUNDCLOSE");
  assert.equal([payer.balance, shop.gateway.verify()], [998_750, []]);
});

test("a new mainland wallet pays with a red packet", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer({ wallet: "mainland", fresh: true });
  payer.accept(shop.gateway.people.gifts.sendFromOutside(payer, 8_888, "redPacket"));
  assert.is(shop.micropay("T1", payer.showCode())["err_code"], "TRADE_ERROR");
  payer.account.setPassword("135790");
  payer.account.switchQuickPayOn({ passwordFree: true }, "135790");
  const answer = shop.micropay("T2", payer.showCode());
  assert.equal([answer["result_code"], answer["bank_type"], payer.balance], ["SUCCESS", "CFT", 7_738]);
});

test("a scanned code is paid with the password, and the second scan finds it paid", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer();
  const codeUrl = order(shop, "NATIVE", { product_id: "1" })["code_url"]!;
  const shown = payer.scan(codeUrl);
  assert.equal(payer.asked, { merchantName: "Harbour Cafe", amount: 1250, currency: "HKD" });
  assert.equal([shown.result, shop.query("U1")["trade_state"]], [undefined, "USERPAYING"]);
  payer.typePassword();
  assert.equal([shown.result, shop.query("U1")["trade_state"]], ["ok", "SUCCESS"]);
  assert.equal([payer.scan(codeUrl).why, payer.balance], ["paid", 998_750]);
  assert.is(payer.scan("weixin://wxpay/bizpayurl?pr=none").why, "unknown");
});

test("the first who opens a code keeps it from everybody else", () => {
  const shop = openShop();
  const [first, second] = [shop.gateway.addPayer(), shop.gateway.addPayer()];
  const codeUrl = order(shop, "NATIVE", { product_id: "1" })["code_url"]!;
  const shown = first.scan(codeUrl);
  assert.is(second.scan(codeUrl).why, "otherPayer");
  first.refuse();
  assert.is(shown.result, "cancel");
  assert.is(second.scan(codeUrl).why, "otherPayer");
  first.scan(codeUrl);
  first.typePassword();
  assert.is(shop.query("U1")["trade_state"], "SUCCESS");
});

test("a page's order is paid by its own payer through the bridge, and only when the merchant signed it", () => {
  const shop = openShop();
  const [payer, other] = [shop.gateway.addPayer(), shop.gateway.addPayer()];
  const prepayId = order(shop, "JSAPI", { openid: openid(shop, payer) })["prepay_id"]!;
  const fields = {
    appId: shop.merchant.appid, timeStamp: "1767578400", nonceStr: "n1", package: `prepay_id=${prepayId}`, signType: "MD5",
  };
  const signed = { ...fields, paySign: signature(fields, shop.merchant.apiKey) };
  assert.is(payer.open({ kind: "jsapi", fields: { ...signed, nonceStr: "n2" } }).why, "badSignature");
  assert.is(other.open({ kind: "jsapi", fields: signed }).why, "otherPayer");
  const page = payer.open({ kind: "jsapi", fields: signed });
  payer.typePassword();
  assert.equal([page.result, shop.query("U1")["trade_state"]], ["ok", "SUCCESS"]);
});

test("an app's order is paid when the merchant signed it, and not by a page", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer();
  const prepayid = order(shop, "APP")["prepay_id"]!;
  const fields = {
    appid: shop.merchant.appid, partnerid: shop.merchant.mchId, prepayid, package: "Sign=WXPay", noncestr: "n1",
    timestamp: "1767578400",
  };
  assert.is(payer.open({ kind: "h5", mwebUrl: `https://pay.example/?prepay_id=${prepayid}` }).why, "unknown");
  const app = payer.open({ kind: "app", fields: { ...fields, sign: signature(fields, shop.merchant.apiKey) } });
  payer.typePassword();
  assert.equal([app.result, shop.query("U1")["trade_state"]], ["ok", "SUCCESS"]);
});

test("an H5 page is paid within five minutes, with or without a way back", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer();
  const scene = JSON.stringify({ h5_info: { type: "Wap", wap_url: "https://shop.example", wap_name: "Harbour Cafe" } });
  const mwebUrl = order(shop, "MWEB", { scene_info: scene })["mweb_url"]!;
  assert.is(payer.open({ kind: "h5", mwebUrl: `${mwebUrl}&redirect_url=https%3A%2F%2Fshop.example` }).result, undefined);
  payer.refuse();
  shop.clock.advance(300_000);
  assert.is(payer.open({ kind: "h5", mwebUrl }).why, "expired");
});

test("a payer who walks away leaves the order unpaid, and one with too little money hears that it failed", () => {
  const shop = openShop();
  const payer = shop.gateway.addPayer({ balance: 1_249, cards: [credit] });
  const codeUrl = order(shop, "NATIVE", { product_id: "1", limit_pay: "no_credit" })["code_url"]!;
  const shown = payer.scan(codeUrl);
  payer.walkAway();
  shop.clock.advance(60_000);
  assert.equal([shown.result, shop.gateway.merchantBalance(shop.merchant)], [undefined, 0]);
  payer.typePassword();
  assert.is(shown.result, "fail");
  payer.topUp(1);
  payer.scan(codeUrl);
  payer.typePassword();
  assert.is(shop.query("U1")["trade_state"], "SUCCESS");
  assert.equal(shop.gateway.verify(), []);
});

test.run();
