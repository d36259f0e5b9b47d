import { test } from "uvu";
import * as assert from "uvu/assert";
import { openidOf } from "../../../sim/gateway/identifiers";
import type { Payer } from "../../../sim/wallet/payer";
import { type Message, Shop, signature } from "./client";

const APP = { trade_type: "APP", product_id: "" };
const MINUTE_MS = 60_000;

/** What a page hands to the wallet, signed by the merchant. */
function bridge(shop: Shop, prepayId: string, key = shop.merchant.apiKey): Message {
  const fields = {
    appId: shop.merchant.appid, timeStamp: "1767578400", nonceStr: "n1",
    package: `prepay_id=${prepayId}`, signType: "MD5",
  };
  return { ...fields, paySign: signature(fields, key) };
}

function state(shop: Shop, outTradeNo: string): string {
  return shop.query(outTradeNo)["trade_state"]!;
}

test("a NATIVE order is scanned, paid with the password, and told by the query", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer({ balance: 5_000 });
  const made = shop.unifiedOrder("N1", { attach: "table 4" });
  assert.equal([made["result_code"], made["trade_type"]], ["SUCCESS", "NATIVE"]);
  assert.is(made["sign"], signature(made, shop.merchant.apiKey));
  assert.match(made["code_url"]!, /^weixin:\/\/wxpay\/bizpayurl\?pr=\w+$/);
  assert.ok(made["code_url"]!.length <= 64 && made["prepay_id"]!.length <= 64);
  assert.is(state(shop, "N1"), "NOTPAY");
  payer.scan(made["code_url"]!);
  assert.equal(payer.asked, { merchantName: "Harbour Cafe", amount: 1_250, currency: "HKD" });
  assert.is(state(shop, "N1"), "USERPAYING");
  payer.typePassword();
  const query = shop.query("N1");
  assert.equal([query["trade_state"], query["trade_type"], query["attach"]], ["SUCCESS", "NATIVE", "table 4"]);
  assert.is(payer.balance, 3_750);
  assert.equal(shop.gateway.verify(), []);
});

test("the same order again gives another code and kills the old one; other terms are refused", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  const first = shop.unifiedOrder("N1");
  const second = shop.unifiedOrder("N1");
  assert.is.not(second["code_url"], first["code_url"]);
  assert.is(payer.scan(first["code_url"]!).why, "expired");
  assert.is(shop.unifiedOrder("N1", { total_fee: "1251" })["err_code"], "OUT_TRADE_NO_USED");
  assert.is(shop.unifiedOrder("N1", { body: "Tea" })["err_code"], "OUT_TRADE_NO_USED");
  assert.is(payer.scan(second["code_url"]!).why, undefined);
  payer.typePassword();
  assert.is(shop.unifiedOrder("N1")["err_code"], "ORDERPAID");
  assert.is(shop.micropay("N1", payer.showCode())["err_code"], "ORDERPAID");
  assert.is(payer.scan(second["code_url"]!).why, "paid");
});

test("a code lives two hours, a page five minutes", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  const scene = JSON.stringify({ h5_info: { type: "Wap", wap_url: "https://shop.example", wap_name: "Shop" } });
  const page = shop.unifiedOrder("H1", { trade_type: "MWEB", scene_info: scene })["mweb_url"]!;
  const code = shop.unifiedOrder("N1")["code_url"]!;
  shop.clock.advance(5 * MINUTE_MS - 1);
  assert.is(payer.open({ kind: "h5", mwebUrl: `${page}&redirect_url=https%3A%2F%2Fshop.example` }).why, undefined);
  payer.refuse();
  shop.clock.advance(1);
  assert.is(payer.open({ kind: "h5", mwebUrl: page }).why, "expired");
  shop.clock.advance(115 * MINUTE_MS - 1);
  assert.is(payer.scan(code).why, undefined);
  payer.refuse();
  shop.clock.advance(1);
  assert.is(payer.scan(code).why, "expired");
  assert.is(state(shop, "N1"), "NOTPAY");
});

test("time_expire ends the time to pay, at a minute's distance and not in the past", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  // The world begins at 10:00:00 in UTC+8.
  const order = (outTradeNo: string, start: string, expire: string): Message => {
    return shop.unifiedOrder(outTradeNo, { time_start: `20260105${start}`, time_expire: `20260105${expire}` });
  };
  const wrong = [["100000", "100059"], ["090000", "095900"], ["100000", "996000"], ["", "100059"]];
  for (const [start, expire] of wrong) {
    const fields = { time_start: start === "" ? "" : `20260105${start}`, time_expire: `20260105${expire}` };
    const answer = shop.unifiedOrder("N0", fields);
    assert.equal([answer["err_code"], answer["err_code_des"]!.split(" ")[1]], ["PARAM_ERROR", "time_expire"]);
  }
  const code = order("N1", "100000", "100600")["code_url"]!;
  shop.clock.advance(5 * MINUTE_MS);
  payer.scan(code);
  assert.is(state(shop, "N1"), "USERPAYING");
  shop.clock.advance(MINUTE_MS);
  assert.is(payer.asked, undefined);
  assert.is(state(shop, "N1"), "NOTPAY");
  assert.is(payer.scan(code).why, "expired");
});

test("the first payer keeps the order, may turn away and come back", () => {
  const shop = new Shop();
  const [payer, other] = [shop.gateway.addPayer({ balance: 100 }), shop.gateway.addPayer()];
  const code = shop.unifiedOrder("N1")["code_url"]!;
  payer.scan(code);
  payer.refuse();
  assert.is(state(shop, "N1"), "NOTPAY");
  assert.is(other.scan(code).why, "otherPayer");
  payer.scan(code);
  payer.typePassword();
  assert.is(state(shop, "N1"), "PAYERROR");
  payer.topUp(5_000);
  payer.scan(code);
  payer.typePassword();
  assert.is(state(shop, "N1"), "SUCCESS");
  assert.equal(shop.gateway.verify(), []);
});

test("a page's and an app's call must carry the merchant's signature and come from the payer who is meant", () => {
  const shop = new Shop();
  const [payer, other] = [shop.gateway.addPayer(), shop.gateway.addPayer()];
  const openid = openidOf(payer.id, shop.merchant.appid);
  const prepayId = shop.unifiedOrder("J1", { trade_type: "JSAPI", product_id: "", openid })["prepay_id"]!;
  const open = (who: Payer, fields: Message): string | undefined => who.open({ kind: "jsapi", fields }).why;
  assert.is(open(payer, bridge(shop, prepayId, "not the key of this merchant ...")), "badSignature");
  assert.is(open(other, bridge(shop, prepayId)), "otherPayer");
  assert.is(open(payer, bridge(shop, prepayId)), undefined);
  payer.typePassword();
  assert.is(shop.query("J1")["openid"], openid);
  const app = shop.unifiedOrder("A1", APP)["prepay_id"]!;
  assert.is(open(payer, bridge(shop, app)), "unknown");
  const fields = {
    appid: shop.merchant.appid, partnerid: shop.merchant.mchId, prepayid: app, package: "Sign=WXPay",
    noncestr: "n1", timestamp: "1767578400",
  };
  const sign = signature(fields, shop.merchant.apiKey);
  assert.is(payer.open({ kind: "app", fields: { ...fields, sign: sign.replace(/^./, "-") } }).why, "badSignature");
  assert.is(payer.open({ kind: "app", fields: { ...fields, sign } }).why, undefined);
});

test("closing waits five minutes by the Chinese manual and ends the order for ever", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  const code = shop.unifiedOrder("N1")["code_url"]!;
  assert.is(shop.close("N1")["err_code"], "TRADE_STATE_ERROR");
  shop.clock.advance(5 * MINUTE_MS);
  payer.scan(code);
  payer.startTyping();
  assert.is(shop.close("N1")["err_code"], "TRADE_STATE_ERROR");
  payer.walkAway();
  assert.is(shop.close("N1")["result_code"], "SUCCESS");
  assert.is(payer.asked, undefined);
  assert.is(state(shop, "N1"), "CLOSED");
  assert.is(shop.close("N1")["err_code"], "ORDERCLOSED");
  assert.is(shop.unifiedOrder("N1")["err_code"], "ORDERCLOSED");
  assert.is(payer.scan(code).why, "closed");
  assert.is(shop.close("NEVER")["err_code"], "ORDERNOTEXIST");
});

test("closing at once by the English manual; a paid order and a Quick Pay order are not closed", () => {
  const shop = new Shop({ manual: "english" });
  const payer = shop.gateway.addPayer();
  const whole = { version: "1.0", detail: "{}" };
  shop.unifiedOrder("N1", whole);
  assert.is(shop.close("N1")["result_code"], "SUCCESS");
  payer.scan(shop.unifiedOrder("N2", whole)["code_url"]!);
  payer.typePassword();
  assert.is(shop.close("N2")["err_code"], "ORDERPAID");
  payer.password = "always";
  shop.micropay("Q1", payer.showCode(), whole);
  assert.is(shop.close("Q1")["err_code"], "TRADE_STATE_ERROR");
});

test("only Quick Pay is revoked", () => {
  const shop = new Shop();
  shop.unifiedOrder("N1");
  shop.clock.advance(20_000);
  const answer = shop.reverse("N1");
  assert.equal([answer["err_code"], answer["recall"]], ["INVALID_REQUEST", "N"]);
});

const wrong: [string, Message, string, string][] = [
  ["NATIVE without a product", { product_id: "" }, "LACK_PARAMS", "product_id"],
  ["JSAPI without a payer", { trade_type: "JSAPI" }, "LACK_PARAMS", "openid"],
  ["JSAPI with a payer nobody knows", { trade_type: "JSAPI", openid: "oNobody" }, "PARAM_ERROR", "openid"],
  ["MWEB without a scene", { trade_type: "MWEB" }, "LACK_PARAMS", "scene_info"],
  ["MWEB from nowhere", { trade_type: "MWEB", scene_info: "{\"h5_info\":{\"type\":\"Wap\"}}" }, "PARAM_ERROR", "scene_info"],
  ["an unknown way", { trade_type: "MICROPAY" }, "PARAM_ERROR", "trade_type"],
  ["nowhere to tell", { notify_url: "" }, "LACK_PARAMS", "notify_url"],
  ["an address with a query", { notify_url: "https://shop.example/paid?a=1" }, "PARAM_ERROR", "notify_url"],
  ["plain HTTP over the internet", { notify_url: "http://shop.example/paid" }, "PARAM_ERROR", "notify_url"],
  ["no address", { notify_url: "shop.example" }, "PARAM_ERROR", "notify_url"],
  ["plain HTTP to a name like this machine's", { notify_url: "http://127.0.0.1.example/" }, "PARAM_ERROR", "notify_url"],
];

for (const [what, fields, code, field] of wrong) {
  test(`${what}: ${code}`, () => {
    const answer = new Shop().unifiedOrder("N1", fields);
    assert.equal([answer["err_code"], answer["err_code_des"]!.split(" ")[1]], [code, field]);
  });
}

test("addresses on the same machine may be plain HTTP, others with any port are HTTPS", () => {
  const shop = new Shop();
  const addresses = ["http://127.0.0.1:8080/paid", "http://localhost", "http://[::1]:80/", "https://shop.example:8443/a/b"];
  for (const [n, url] of addresses.entries()) {
    assert.is(shop.unifiedOrder(`N${n}`, { notify_url: url })["result_code"], "SUCCESS", url);
  }
});

test("a way to pay that was not granted is refused", () => {
  const shop = new Shop();
  shop.merchant.products = ["NATIVE"];
  assert.is(shop.unifiedOrder("A1", APP)["err_code"], "NOAUTH");
  assert.is(shop.micropay("Q1", shop.gateway.addPayer().showCode())["err_code"], "NOAUTH");
  assert.is(shop.unifiedOrder("N1")["result_code"], "SUCCESS");
});

test("a code's owner is told to one merchant, and from then on no other may charge it", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  const code = payer.showCode();
  const answer = shop.call("/tools/authcodetoopenid", { auth_code: code });
  assert.is(answer["openid"], openidOf(payer.id, shop.merchant.appid));
  const other = shop.gateway.addMerchant();
  const mine = shop.merchant;
  Object.assign(shop, { merchant: other });
  assert.is(shop.micropay("T1", code)["err_code"], "AUTH_CODE_ERROR");
  Object.assign(shop, { merchant: mine });
  assert.is(shop.micropay("T1", code)["result_code"], "SUCCESS");
  assert.is(shop.call("/tools/authcodetoopenid", { auth_code: code })["err_code"], "AUTH_CODE_ERROR");
  assert.is(shop.call("/tools/authcodetoopenid", { auth_code: "1" })["err_code"], "AUTH_CODE_INVALID");
});

test("who opens an order at the last moment has until the end of its two hours to pay", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  const url = shop.unifiedOrder("LATE1")["code_url"]!;
  shop.clock.advance(2 * 3_600_000 - 1);
  assert.is(payer.scan(url).why, undefined);
  shop.clock.advance(1);
  assert.is(payer.asked, undefined);
  assert.is(shop.query("LATE1")["trade_state"], "NOTPAY");
});

test.run();
