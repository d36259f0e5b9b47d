import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Key } from "../../hal/ports/keypad";
import type { FaultKind } from "../../sim/gateway/faults";
import { toBytes } from "../../sim/bytes";
import { emptyJournal } from "../../sim/provisioning";
import { HOST, Shop } from "../support/shop";

/** A shop that has just been paid 12.50, and the number on the slip. */
function paidShop(): { shop: Shop; orderNumber: string } {
  const shop = new Shop();
  // Funds for refunds of the day.
  shop.gateway.books.recharge(shop.merchant, 100_000);
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  const orderNumber = /\[qr (.*)\]/.exec(shop.paperText())![1]!;
  shop.keys(["ok"]);
  return { shop, orderNumber };
}

/** Menu, refund, last sale; waits for what was paid. */
function find(shop: Shop): void {
  shop.keys(["ok", "1", "ok"]);
  shop.clock.advance(500);
}

function refund(shop: Shop, amount: Key[] = []): void {
  find(shop);
  shop.keys([...amount, "ok"]);
  shop.clock.advance(1_000);
}

function states(shop: Shop): string[] {
  return shop.gateway.refunds.all().map((one) => `${one.status} ${one.fee}`);
}

test("the last sale is refunded whole: pending at once, refunded when it arrived", () => {
  const { shop } = paidShop();
  find(shop);
  assert.match(shop.words(), "Paid: HKD 12.50");
  shop.keys(["ok"]);
  shop.clock.advance(1_000);
  assert.match(shop.screenText(), "HKD 12.50\nREFUND PENDING");
  assert.match(shop.paperText(), "REFUND PENDING");
  assert.equal(states(shop), ["PROCESSING 1250"]);
  shop.clock.advance(45 * 60_000);
  assert.match(shop.screenText(), "HKD 12.50\nREFUNDED");
  assert.match(shop.paperText(), "REFUNDED");
  assert.equal(shop.counter.sounds, ["charged", "refundPending", "refunded"]);
  assert.equal(shop.gateway.verify(), []);
  shop.keys(["ok", "ok", "3"]);
  assert.match(shop.words(), "Sales charged: 1 HKD 12.50 Refunds paid: 1 HKD 12.50");
});

test("a slip's code finds its order, and it is refunded in parts, each with a number of its own", () => {
  const { shop, orderNumber } = paidShop();
  for (const part of ["5", "7"] as const) {
    shop.keys(["ok", "1"]);
    shop.counter.scan(orderNumber);
    shop.clock.advance(500);
    shop.keys([part, "ok"]);
    shop.clock.advance(61_000);
    shop.keys(["ok"]);
  }
  assert.equal(states(shop), ["PROCESSING 500", "PROCESSING 700"]);
  const numbers = shop.gateway.refunds.all().map((one) => one.outRefundNo);
  assert.is(new Set(numbers).size, 2);
  refund(shop, ["1"]);
  assert.match(shop.screenText(), "HKD 1.00\nCHARGED");
  assert.match(shop.words(), "The refund was refused");
});

test("a payment code where a slip is asked for goes nowhere", () => {
  const { shop } = paidShop();
  const before = shop.exchanges.length;
  shop.keys(["ok", "1"]);
  for (const code of ["134567890123456789", "281234567890123456"]) {
    shop.counter.scan(code);
    shop.clock.advance(500);
    assert.match(shop.words(), "not the code of a slip");
  }
  assert.is(shop.exchanges.length, before);
});

/** Scans a number where a slip is asked for, and gives the words that come. */
function scanned(shop: Shop, outTradeNo: string): string {
  shop.keys(["ok", "1"]);
  shop.counter.scan(outTradeNo);
  shop.clock.advance(500);
  return shop.words();
}

test("an order that the customer can still pay is named so, by the till that has it and by another", () => {
  const shop = new Shop();
  shop.keys(["5", "ok", "1"]);
  shop.clock.advance(200);
  shop.keys(["ok"]);
  const [shown] = [...shop.gateway.orders.all()];
  assert.match(scanned(shop, shown!.outTradeNo), "not settled yet: see menu 2");
  shop.counter.cutPower();
  const { name, data, size } = emptyJournal();
  shop.storage.provision(name, toBytes(data), size);
  shop.powerOn();
  assert.match(scanned(shop, shown!.outTradeNo), "Not paid yet, but the customer still can");
});

test("an order in another currency is not called unpaid", () => {
  const { shop, orderNumber } = paidShop();
  shop.counter.cutPower();
  shop.settings.currency = "CNY";
  shop.powerOn();
  assert.match(scanned(shop, orderNumber), "Paid in another currency");
});

test("a closed order was not paid", () => {
  const shop = new Shop();
  shop.keys(["5", "ok", "1"]);
  shop.clock.advance(200);
  shop.keys(["cancel"]);
  shop.clock.advance(400_000);
  const [closed] = [...shop.gateway.orders.all()];
  shop.keys(["ok"]);
  assert.match(scanned(shop, closed!.outTradeNo), "was not paid. There is nothing to refund");
});

test("a refund begins while the first host is down", () => {
  const { shop } = paidShop();
  shop.counter.cutPower();
  shop.settings.host = `down.example,${HOST}`;
  shop.powerOn();
  find(shop);
  assert.match(shop.words(), "Paid: HKD 12.50");
  assert.is(shop.exchanges.filter((exchange) => exchange.path === "/pay/orderquery").length, 1);
});

test("nothing is refunded that was not paid, or more than was paid", () => {
  const { shop } = paidShop();
  shop.keys(["ok", "1"]);
  for (const [code, words] of [["x y", "not the code of a slip"], ["P0001NOSUCHORDER", "does not know this order"]]) {
    shop.counter.scan(code!);
    shop.clock.advance(500);
    assert.match(shop.words(), words!);
  }
  shop.keys(["ok"]);
  shop.clock.advance(500);
  shop.keys(["1", "2", ".", "5", "1", "ok"]);
  assert.match(shop.words(), "Not more than HKD 12.50 was paid");
  shop.network.plugged = false;
  shop.keys(["cancel"]);
  find(shop);
  assert.match(shop.words(), "did not answer");
  assert.equal(states(shop), []);
});

const unclear: FaultKind[] = [
  "lostRequest", "lostAnswer", "halfAnswer", "endless", "html", "httpError", "emptyBody", "errorCode", "unknownCode",
  "duplicateElement", "doctype", "wrongSignature", "unsignedSuccess", "otherAmount", "lateAnswer",
];
for (const kind of unclear) {
  test(`a refund that meets ${kind} is asked about, and happens once`, () => {
    const { shop } = paidShop();
    shop.gateway.planFaults([{ call: "refund", kind }]);
    find(shop);
    shop.keys(["ok"]);
    shop.clock.advance(50);
    assert.match(shop.words(), "CHECKING");
    shop.clock.advance(60_000);
    assert.match(shop.words(), "REFUND PENDING");
    assert.equal(states(shop), ["PROCESSING 1250"]);
  });
}

test("too little money: the same refund is sent again later, until the funds are there", () => {
  const shop = new Shop();
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.gateway.planFaults([{ call: "refund", kind: "errorCode", code: "NOTENOUGH", times: 2 }]);
  shop.keys(["ok"]);
  refund(shop);
  assert.match(shop.words(), "REFUND PENDING");
  assert.match(shop.words(), "funds are too small");
  shop.clock.advance(2 * 3_600_000);
  assert.match(shop.words(), "REFUNDED");
  const asked = shop.exchanges.filter((exchange) => exchange.path === "/secapi/pay/refund");
  assert.is(asked.length, 3);
  assert.equal(states(shop), ["SUCCESS 1250"]);
});

test("a refund in flight survives a power cut with its number", () => {
  for (const kind of ["lostRequest", "lostAnswer"] as const) {
    const { shop } = paidShop();
    shop.gateway.planFaults([{ call: "refund", kind }]);
    find(shop);
    shop.keys(["ok"]);
    shop.counter.cutPower();
    shop.powerOn();
    shop.keys(["ok", "2"]);
    assert.match(shop.words(), "Open orders and refunds: 1 HKD 12.50 CHECKING");
    shop.keys(["ok"]);
    shop.clock.advance(100);
    assert.match(shop.paperText(), "HKD 12.50");
    shop.clock.advance(45 * 60_000);
    assert.equal(states(shop), ["SUCCESS 1250"]);
    assert.match(shop.words(), "A refund of HKD 12.50 reached the customer");
    shop.keys(["cancel", "ok", "3"]);
    assert.match(shop.words(), "Refunds paid: 1 HKD 12.50");
  }
});

for (const [end, word, say] of [
  ["REFUNDCLOSE", "CHARGED", "closed the refund"], ["CHANGE", "REFUND PENDING", "in cash"],
] as const) {
  test(`a refund that ends ${end} says ${word} and what to do`, () => {
    const { shop } = paidShop();
    refund(shop);
    shop.gateway.refunds.finish(shop.gateway.refunds.all()[0]!, end);
    shop.clock.advance(60_000);
    assert.match(shop.screenText(), `HKD 12.50\n${word}`);
    assert.match(shop.words(), say);
    shop.keys(["ok", "ok", "3"]);
    assert.match(shop.words(), "Refunds paid: 0");
  });
}

test("an order that the gateway will not reverse any more is refunded with a number of its own", () => {
  const shop = new Shop();
  shop.gateway.books.recharge(shop.merchant, 100_000);
  shop.gateway.planFaults([
    { call: "micropay", kind: "lostAnswer" }, { call: "orderquery", kind: "lostAnswer", times: 3 },
    { call: "reverse", kind: "errorCode", code: "REVERSE_EXPIRE" },
  ]);
  shop.sell(shop.payer());
  shop.clock.advance(90_000);
  const [order] = [...shop.gateway.orders.all()];
  assert.match(shop.words(), "REFUND PENDING");
  assert.equal(shop.gateway.refunds.all().map((one) => one.outRefundNo), [`${order!.outTradeNo}V`]);
  shop.clock.advance(45 * 60_000);
  assert.is(shop.taken(), 100_000);
  assert.match(shop.words(), "A refund of HKD 12.50 reached the customer");
});

test("the same sum of an order whose refund is on its way asks first, another sum does not", () => {
  const { shop } = paidShop();
  refund(shop, ["5"]);
  shop.keys(["ok"]);
  shop.clock.advance(61_000);
  refund(shop, ["5"]);
  assert.match(shop.words(), "A refund of HKD 5.00 of this order is on its way.");
  assert.equal(states(shop), ["PROCESSING 500"]);
  shop.keys(["clear", "2", "ok"]);
  shop.clock.advance(61_000);
  assert.equal(states(shop), ["PROCESSING 500", "PROCESSING 200"]);
  shop.keys(["ok"]);
  refund(shop, ["2"]);
  assert.equal(states(shop), ["PROCESSING 500", "PROCESSING 200"]);
  shop.keys(["ok"]);
  shop.clock.advance(1_000);
  assert.equal(states(shop), ["PROCESSING 500", "PROCESSING 200", "PROCESSING 200"]);
});

for (const ending of ["close", "silent"] as const) {
  test(`no request of a refund is ever heard while queries are answered (${ending}): refused within minutes`, () => {
    const { shop } = paidShop();
    shop.gateway.planFaults([{ call: "refund", kind: "lostRequest", ending, times: 1_000 }]);
    refund(shop);
    shop.clock.advance(5 * 60_000);
    assert.match(shop.words(), /was refused.*certificate/);
    assert.match(shop.paperText(), "was refused");
    assert.equal(states(shop), []);
  });
}

test("a certificate that the server's handshake refuses lets no refund leave: refused within minutes, with the reason", () => {
  const { shop } = paidShop();
  shop.network.listen(HOST, 443, (request, reply) =>
    request.path === "/secapi/pay/refund" ? reply({ kind: "handshake" }) : shop.gateway.server(request, reply));
  refund(shop);
  assert.match(shop.words(), "REFUND PENDING");
  shop.clock.advance(3 * 60_000);
  assert.match(shop.words(), /was refused.*certificate/);
});

test("after hours without a network a refund goes out, and is not taken for one that is never heard", () => {
  const { shop } = paidShop();
  find(shop);
  shop.network.plugged = false;
  shop.keys(["ok"]);
  shop.clock.advance(3 * 3_600_000);
  assert.match(shop.words(), "REFUND PENDING");
  shop.network.plugged = true;
  shop.clock.advance(60_000);
  assert.equal(states(shop), ["PROCESSING 1250"]);
});

test.run();
