import { test } from "uvu";
import * as assert from "uvu/assert";
import { sign, type SignAlgorithm } from "../../../sim/gateway/protocol/sign";
import { type Credential, isGenuine, prepayIdOf } from "../../../sim/wallet/credentials";
import type { PasswordRequest } from "../../../sim/wallet/payer";
import { reasonOf, World } from "./support";

const merchant = { appid: "wx2421b1c4370ec43b", mchId: "1900000109", apiKey: "k".repeat(32) };
const PREPAY = "wx20260105100000abc";

function bridge(change: Record<string, string> = {}, signType: SignAlgorithm = "MD5"): Credential {
  const fields = {
    appId: merchant.appid, timeStamp: "1767578400", nonceStr: "n1", package: `prepay_id=${PREPAY}`, signType,
  };
  return { kind: "jsapi", fields: { ...fields, paySign: sign(fields, merchant.apiKey, signType), ...change } };
}

function app(change: Record<string, string> = {}, algorithm: SignAlgorithm = "MD5"): Credential {
  const fields = {
    appid: merchant.appid, partnerid: merchant.mchId, prepayid: PREPAY, package: "Sign=WXPay", noncestr: "n1",
    timestamp: "1767578400",
  };
  return { kind: "app", fields: { ...fields, sign: sign(fields, merchant.apiKey, algorithm), ...change } };
}

const MWEB = "https://pay.example/checkmweb";

const orders: [string, Credential, string | undefined][] = [
  ["a bridge call", bridge(), PREPAY],
  ["a bridge call without an order", bridge({ package: "prepay_id=" }), undefined],
  ["a bridge call for nothing", { kind: "jsapi", fields: {} }, undefined],
  ["an app's call", app(), PREPAY],
  ["a page's address", { kind: "h5", mwebUrl: `${MWEB}?prepay_id=${PREPAY}&package=1` }, PREPAY],
  ["an address with a way back", { kind: "h5", mwebUrl: `${MWEB}?package=1&prepay_id=${PREPAY}&redirect_url=x` }, PREPAY],
  ["another address", { kind: "h5", mwebUrl: `${MWEB}?x_prepay_id=1` }, undefined],
  ["a scanned text", { kind: "native", codeUrl: "weixin://wxpay/bizpayurl?pr=1" }, undefined],
];

for (const [name, credential, expected] of orders) {
  test(`${name} means ${expected === undefined ? "no order by itself" : "its order"}`, () => {
    assert.is(prepayIdOf(credential), expected);
  });
}

const signatures: [string, Credential, boolean][] = [
  ["a bridge call in MD5", bridge(), true],
  ["a bridge call in HMAC-SHA256", bridge({}, "HMAC-SHA256"), true],
  ["a bridge call for another order", bridge({ package: "prepay_id=other" }), false],
  ["a bridge call without signature", bridge({ paySign: "" }), false],
  ["a bridge call with an unknown algorithm", bridge({ signType: "RSA" }), false],
  ["a bridge call with a time in milliseconds", bridge({ timeStamp: "1767578400000" }), false],
  ["a bridge call of another account", bridge({ appId: "wx0000000000000000" }), false],
  ["an app's call in MD5", app(), true],
  ["an app's call in HMAC-SHA256", app({}, "HMAC-SHA256"), true],
  ["an app's call for another order", app({ prepayid: "other" }), false],
  ["an app's call of another merchant", app({ partnerid: "1900000110" }), false],
  ["an app's call with another package", app({ package: `prepay_id=${PREPAY}` }), false],
  ["an address", { kind: "h5", mwebUrl: MWEB }, true],
];

for (const [name, credential, expected] of signatures) {
  test(`${name} is ${expected ? "genuine" : "refused"}`, () => {
    assert.is(isGenuine(credential, merchant), expected);
  });
}

const request: PasswordRequest = { merchantName: "Harbour Cafe", amount: 1250, currency: "HKD" };

test("the page hears ok, cancel or fail, and nothing while the payer hesitates", () => {
  const world = new World();
  const payer = world.people.add();
  let pays: boolean | void = undefined;
  world.openOrder = (owner) => {
    owner.ask({ ...request }, { approve: () => pays, refuse: () => {} });
    return undefined;
  };
  const paid = payer.open(bridge());
  payer.walkAway();
  assert.is(paid.result, undefined);
  payer.typePassword();
  const refused = payer.open(app());
  payer.refuse();
  const ended = payer.scan("weixin://wxpay/bizpayurl?pr=1");
  payer.dismiss(payer.asked!);
  const replaced = payer.open({ kind: "h5", mwebUrl: MWEB });
  pays = false;
  const failed = payer.open({ kind: "h5", mwebUrl: MWEB });
  payer.typePassword();
  assert.equal([paid, refused, ended, replaced, failed].map(({ result }) => result), ["ok", "cancel", "fail", "fail", "fail"]);
});

test("a payer quicker than the wallet's answer has paid", () => {
  const world = new World();
  const payer = world.people.add();
  world.openOrder = (owner) => {
    owner.ask(request, { approve: () => true, refuse: () => {} });
    return undefined;
  };
  payer.onAsked = () => payer.typePassword();
  assert.is(payer.open(bridge()).result, "ok");
});

test("an order that cannot be opened says why and asks nothing", () => {
  const world = new World();
  const payer = world.people.add();
  for (const why of ["unknown", "expired", "otherPayer", "paid", "closed", "badSignature"] as const) {
    world.openOrder = () => why;
    const invocation = payer.open(bridge());
    assert.equal([invocation.result, invocation.why, payer.asked], ["fail", why, undefined]);
  }
  payer.blocked = true;
  assert.is(payer.open(bridge()).why, "blocked");
});

test("a question that was there before is not taken for the new order's", () => {
  const world = new World();
  const payer = world.people.add();
  payer.ask(request, { approve: () => {}, refuse: () => {} });
  const invocation = payer.open(bridge());
  payer.typePassword();
  assert.is(invocation.result, "fail");
});

test("the camera takes a merchant's code and no other, on an open wallet", () => {
  const world = new World();
  const payer = world.people.add();
  for (const text of ["", "https://example.com/", "134567890123456789", " weixin://wxpay/bizpayurl?pr=1"]) {
    assert.is(reasonOf(() => payer.scan(text)), "notPaymentCode");
  }
  const fresh = world.people.add({ fresh: true });
  assert.is(reasonOf(() => fresh.scan("weixin://wxpay/bizpayurl?pr=1")), "notActive");
});

test.run();
