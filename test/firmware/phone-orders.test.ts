import { test } from "uvu";
import * as assert from "uvu/assert";
import type { FaultKind } from "../../sim/gateway/faults";
import { openidOf } from "../../sim/gateway/identifiers";
import type { Payer } from "../../sim/wallet/payer";
import { appCall, bridgeCall } from "../../sim/phone/wallet-calls";
import { Shop } from "../support/shop";

const SIGNING = { timestamp: "1767578400", nonce: "5K8264ILTKCH16CQ2502SI8ZNMTM67VS" };

/** Types 12.50, OK, and the key of a way to pay; waits until it is ordered. */
function order(shop: Shop, key: "1" | "2" | "3"): void {
  shop.keys(["1", "2", ".", "5", "0", "ok", key]);
  shop.clock.advance(200);
}

/** The payer, who has opened the order, types the password; the next poll finds it paid. */
function assertPaid(shop: Shop, payer: Payer): void {
  payer.typePassword();
  shop.clock.advance(6_000);
  assert.match(shop.screenText(), "HKD 12.50\nCHARGED");
  assert.is(shop.taken(), 1250);
}

function paths(shop: Shop): string[] {
  return shop.exchanges.map((exchange) => exchange.path);
}

test("a NATIVE order is shown as a code, scanned, paid, shown, printed and rung", () => {
  const shop = new Shop();
  order(shop, "1");
  const text = shop.shownCode()!;
  assert.match(text, /^weixin:\/\/wxpay\/bizpayurl\?pr=/);
  assert.match(shop.words(), "HKD 12.50");
  const payer = shop.payer();
  assert.is(payer.scan(text).result, undefined);
  assertPaid(shop, payer);
  assert.equal(shop.counter.sounds, ["charged"]);
  assert.match(shop.paperText(), /CHARGED[^]*\[qr P0001/);
});

test("the code can be printed while it is shown", () => {
  const shop = new Shop();
  order(shop, "1");
  const text = shop.shownCode()!;
  shop.keys(["reprint"]);
  shop.clock.advance(100);
  assert.match(shop.paperText(), `[qr ${text}]`);
});

test("an app's order is paid in the app", () => {
  const shop = new Shop();
  order(shop, "2");
  const text = shop.shownCode()!;
  assert.ok(text.startsWith("shopapp://pay/wx"));
  const payer = shop.payer();
  payer.open({ kind: "app", fields: appCall(shop.merchant, text.slice("shopapp://pay/".length), SIGNING) });
  assertPaid(shop, payer);
});

test("a page's order is paid on the page", () => {
  const shop = new Shop();
  order(shop, "3");
  const payer = shop.payer();
  payer.open({ kind: "h5", mwebUrl: shop.shownCode()! });
  assertPaid(shop, payer);
});

test("an official account's order is for the payer whose name was scanned", () => {
  const shop = new Shop();
  const payer = shop.payer();
  shop.keys(["1", "2", ".", "5", "0", "ok", "4"]);
  for (const code of ["134567890123456789", "short", "https://u.wechat.com/x?a=1&b=>\"'", "oUpF8uN95]]>PHg7AG0", "x".repeat(129)]) {
    shop.keys(["cancel", "4"]);
    shop.counter.scan(code);
    shop.clock.advance(20);
    assert.match(shop.words(), "not a member code", code);
  }
  assert.equal(paths(shop), []);
  shop.counter.scan(openidOf(payer.id, shop.merchant.appid));
  shop.clock.advance(200);
  const prepayId = shop.shownCode()!.slice("https://shop.example/j/".length);
  payer.open({ kind: "jsapi", fields: bridgeCall(shop.merchant, prepayId, SIGNING) });
  assertPaid(shop, payer);
});

test("a code nobody scans is closed after five minutes", () => {
  const shop = new Shop();
  order(shop, "1");
  shop.clock.advance(310_000);
  assert.match(shop.screenText(), "\nNOT CHARGED");
  assert.is(shop.shownCode(), undefined);
  assert.ok(paths(shop).includes("/pay/closeorder"));
  assert.is([...shop.gateway.orders.all()][0]!.state, "CLOSED");
});

test("a cancelled code goes off the screen first, and is closed as soon as the gateway closes it", () => {
  const shop = new Shop();
  order(shop, "1");
  const text = shop.shownCode()!;
  shop.keys(["cancel"]);
  assert.is(shop.shownCode(), undefined);
  shop.clock.advance(60_000);
  assert.match(shop.words(), "CHECKING");
  shop.keys(["ok"]);
  shop.clock.advance(300_000);
  assert.match(shop.words(), "was cancelled: NOT CHARGED");
  assert.is(shop.payer().scan(text).why, "closed");
});

test("a payment in the last moment before the close is CHARGED, and rings", () => {
  const shop = new Shop();
  order(shop, "1");
  const payer = shop.payer();
  payer.scan(shop.shownCode()!);
  shop.keys(["cancel"]);
  shop.clock.advance(2_000);
  payer.typePassword();
  shop.clock.advance(60_000);
  assert.match(shop.screenText(), "\nCHARGED");
  assert.equal(shop.counter.sounds, ["charged"]);
  assert.is(shop.taken(), 1250);
});

test("the next sale goes on while an order waits, and its payment becomes a notice", () => {
  const shop = new Shop();
  order(shop, "1");
  const text = shop.shownCode()!;
  shop.keys(["ok"]);
  assert.match(shop.words(), "waits for the customer");
  const payer = shop.payer();
  payer.scan(text);
  payer.typePassword();
  shop.clock.advance(6_000);
  assert.match(shop.words(), "The earlier order of HKD 12.50 was CHARGED");
  shop.keys(["cancel", "ok", "3"]);
  assert.match(shop.words(), "Sales charged: 1 HKD 12.50");
});

test("after a power cut an order that was paid meanwhile is CHARGED, another one is closed", () => {
  for (const pays of [true, false]) {
    const shop = new Shop();
    order(shop, "1");
    const payer = shop.payer();
    payer.scan(shop.shownCode()!);
    shop.counter.cutPower();
    if (pays) payer.typePassword();
    shop.powerOn();
    shop.clock.advance(400_000);
    assert.match(shop.words(), pays ? "was CHARGED" : "NOT CHARGED");
    assert.is(shop.taken(), pays ? 1250 : 0);
    assert.equal(shop.counter.sounds, [pays ? "charged" : "notCharged"]);
    assert.match(shop.paperText(), "Settled after a restart");
  }
});

const unclear: FaultKind[] = [
  "lostRequest", "lostAnswer", "halfAnswer", "endless", "html", "httpError", "emptyBody", "errorCode", "unknownCode",
  "duplicateElement", "doctype", "wrongSignature", "unsignedSuccess", "otherOrder", "lateAnswer",
];
for (const kind of unclear) {
  test(`an order that meets ${kind} is sent again with the same number and paid once`, () => {
    const shop = new Shop();
    order(shop, "1");
    shop.keys(["cancel"]);
    shop.clock.advance(301_000);
    shop.keys(["ok"]);
    shop.gateway.planFaults([{ call: "unifiedorder", kind }]);
    order(shop, "1");
    shop.clock.advance(25_000);
    const payer = shop.payer();
    payer.scan(shop.shownCode()!);
    assertPaid(shop, payer);
    assert.equal(shop.gateway.verify(), []);
  });
}

test("an order that three times gets no answer is closed, whether it is there or not", () => {
  for (const kind of ["lostRequest", "lostAnswer"] as const) {
    const shop = new Shop();
    shop.gateway.planFaults([{ call: "unifiedorder", kind, times: 3 }]);
    order(shop, "1");
    shop.clock.advance(400_000);
    assert.match(shop.screenText(), "\nNOT CHARGED");
    assert.ok([...shop.gateway.orders.all()].every((one) => one.state === "CLOSED"));
  }
});

test.run();
