import { test } from "uvu";
import * as assert from "uvu/assert";
import { Shop } from "../support/shop";

/** A shop with one sale that was charged and read, and funds for refunds. */
function paidShop(): Shop {
  const shop = new Shop();
  shop.gateway.books.recharge(shop.merchant, 100_000);
  shop.sell(shop.payer());
  shop.clock.advance(1_000);
  shop.keys(["ok"]);
  return shop;
}

function refundLast(shop: Shop): void {
  shop.keys(["ok", "1", "ok"]);
  shop.clock.advance(500);
  shop.keys(["ok"]);
  shop.clock.advance(1_000);
}

/** Orders that were lost in the network end CHARGED behind the scenes while the paper is out. */
function chargedLate(shop: Shop, count: number): void {
  shop.counter.printerFault = "paperOut";
  for (let sale = 1; sale <= count; sale++) {
    shop.keys([...`${sale}.01`, "ok"] as never);
    shop.keys(["1"]);
    shop.clock.advance(300);
    const text = shop.shownCode()!;
    shop.keys(["ok"]);
    const payer = shop.payer();
    payer.scan(text);
    payer.typePassword();
  }
  shop.clock.advance(20_000);
}

function restart(shop: Shop): void {
  shop.counter.cutPower();
  shop.powerOn();
  shop.clock.advance(1_000);
}

test("how a refund ended is told again after a cut between the journal and its slip, until it is on paper", () => {
  const shop = paidShop();
  refundLast(shop);
  shop.counter.printerFault = "paperOut";
  shop.keys(["ok"]);
  shop.clock.advance(45 * 60_000);
  restart(shop);
  assert.match(shop.words(), "A refund of HKD 12.50 reached the customer");
  assert.match(shop.paperText(), /REFUNDED[^]*Settled after a restart/);
  restart(shop);
  assert.not.match(shop.words(), "A refund of HKD 12.50");
  assert.is(shop.counter.paper.length, 0);
});

test("how a refund ended is not told again when a key took it off the display", () => {
  const shop = paidShop();
  refundLast(shop);
  shop.counter.printerFault = "silent";
  shop.clock.advance(45 * 60_000);
  assert.match(shop.screenText(), "HKD 12.50\nREFUNDED");
  shop.keys(["ok"]);
  shop.counter.printerFault = null;
  restart(shop);
  assert.is(shop.counter.paper.length, 0);
});

test("more than eight late verdicts without paper: REPRINT brings all of them", () => {
  const shop = new Shop();
  chargedLate(shop, 12);
  shop.counter.printerFault = null;
  shop.keys(["reprint"]);
  shop.clock.advance(5_000);
  const sums = shop.counter.paper.map((_, slip) => /HKD (\d+)\.01/.exec(shop.paperText(slip))![1]);
  assert.equal([...sums].sort(), Array.from({ length: 12 }, (_, index) => String(index + 1)).sort());
  restart(shop);
  assert.is(shop.counter.paper.length, 0);
});

test("the list of open orders shows the verdicts that nobody had, and OK takes them for read", () => {
  const shop = new Shop();
  chargedLate(shop, 11);
  shop.keys(["cancel", "ok", "2"]);
  assert.match(shop.words(), /^Verdicts not on paper: 11 HKD 1.01 CHARGED /);
  shop.keys(["ok"]);
  assert.match(shop.words(), "Verdicts not on paper: 2");
  shop.keys(["ok"]);
  assert.match(shop.words(), /^Open orders and refunds: 0/);
  shop.counter.printerFault = null;
  restart(shop);
  assert.is(shop.counter.paper.length, 0);
});

test("a cashier's list after a restart: two orders are open, a sale goes on, and a late success rings, prints and counts", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }, { call: "micropay", kind: "lostRequest" }]);
  shop.sell(shop.payer());
  shop.network.plugged = false;
  shop.clock.advance(90_000);
  shop.keys(["ok"]);
  shop.network.plugged = true;
  shop.keys(["7", "ok"]);
  shop.counter.scan(shop.payer().showCode());
  shop.clock.advance(10);
  shop.network.plugged = false;
  shop.counter.cutPower();
  shop.powerOn();
  shop.clock.advance(2_000);
  shop.keys(["ok", "2"]);
  assert.match(shop.words(), /Open orders and refunds: 2 HKD (12.50|7.00) CHECKING \w+ HKD (12.50|7.00) CHECKING/);
  shop.keys(["ok"]);
  shop.clock.advance(500);
  assert.match(shop.paperText(), /12\.50[^]*7\.00|7\.00[^]*12\.50/);
  // The network returns before the terminal gives up again, and a new sale is taken meanwhile.
  shop.network.plugged = true;
  shop.keys(["cancel", "5", "ok"]);
  shop.counter.scan(shop.payer().showCode());
  shop.clock.advance(3_000);
  assert.match(shop.screenText(), "HKD 5.00\nCHARGED");
  shop.clock.advance(60_000);
  const kept = shop.taken();
  shop.keys(["ok", "ok", "3"]);
  assert.match(shop.words(), `HKD ${(kept / 100).toFixed(2)}`);
  assert.equal(shop.gateway.verify(), []);
});

test("a late success after a restart rings, prints and corrects the totals", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }]);
  shop.sell(shop.payer());
  shop.network.plugged = false;
  shop.clock.advance(1_000);
  shop.counter.cutPower();
  shop.powerOn();
  shop.keys(["ok", "3"]);
  assert.match(shop.words(), "Sales charged: 0");
  shop.network.plugged = true;
  shop.clock.advance(10_000);
  assert.match(shop.words(), "Sales charged: 1 HKD 12.50");
  assert.match(shop.words(), "The earlier order of HKD 12.50 was CHARGED");
  assert.match(shop.paperText(), /CHARGED[^]*Settled after a restart/);
  assert.equal(shop.counter.sounds, ["charged"]);
});

test("the slip of an older verdict does not stand for a newer one of the same order", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ call: "reverse", kind: "errorCode", code: "TRADE_ERROR", times: 3 }]);
  shop.sell(shop.payer({ balance: 100 }));
  shop.clock.advance(2_000);
  assert.match(shop.screenText(), "\nNOT CHARGED");
  shop.counter.printerFault = "paperOut";
  shop.clock.advance(30_000);
  assert.match(shop.words(), "needs you");
  assert.match(shop.screenText(), "HKD 12.50\nCHECKING");
  shop.counter.printerFault = null;
  restart(shop);
  assert.match(shop.paperText(), "needs you");
});

/** NOT CHARGED on the display, the paper out, and the order still being cancelled. */
function refusedWithoutPaper(): Shop {
  const shop = new Shop();
  shop.counter.printerFault = "paperOut";
  shop.sell(shop.payer({ balance: 100 }));
  shop.clock.advance(2_000);
  assert.match(shop.screenText(), "\nNOT CHARGED");
  return shop;
}

test("REPRINT brings the newest verdict of an order, not the one that it took the place of", () => {
  const shop = refusedWithoutPaper();
  shop.gateway.planFaults([{ call: "reverse", kind: "errorCode", code: "TRADE_ERROR", times: 3 }]);
  shop.clock.advance(30_000);
  assert.match(shop.words(), "needs you");
  shop.counter.printerFault = null;
  shop.keys(["reprint"]);
  shop.clock.advance(1_000);
  assert.is(shop.counter.paper.length, 1);
  assert.match(shop.paperText(), "needs you");
  restart(shop);
  assert.is(shop.counter.paper.length, 0);
});

test("NOT CHARGED that was read on the display is not told again, though the cancel was confirmed after its slip", () => {
  const shop = refusedWithoutPaper();
  shop.clock.advance(30_000);
  shop.keys(["ok"]);
  shop.counter.printerFault = null;
  restart(shop);
  assert.is(shop.counter.paper.length, 0);
});

test("after a restart REPRINT repeats the last sale, and any sale is found and printed by the code on its slip", () => {
  const shop = paidShop();
  const number = /\[qr (.*)\]/.exec(shop.paperText())![1]!;
  shop.keys(["7", "ok"]);
  shop.counter.scan(shop.payer().showCode());
  shop.clock.advance(1_000);
  restart(shop);
  shop.keys(["reprint"]);
  shop.clock.advance(500);
  assert.match(shop.paperText(), /DUPLICATE[^]*HKD 7\.00/);
  shop.keys(["ok", "1"]);
  shop.counter.scan(number);
  shop.clock.advance(500);
  shop.keys(["reprint"]);
  shop.clock.advance(500);
  assert.match(shop.paperText(), new RegExp(`DUPLICATE[^]*CHARGED[^]*HKD 12\\.50[^]*${number}`));
  assert.not.match(shop.paperText(), "1970");
  shop.keys(["ok"]);
  shop.clock.advance(1_000);
  assert.match(shop.screenText(), "HKD 12.50\nREFUND PENDING");
});

test("the language that was chosen is spoken after a restart, and saved once for all the presses of a moment", () => {
  const shop = new Shop();
  const saved: string[] = [];
  const { saveSetting } = shop.counter.device;
  shop.counter.device.saveSetting = (key, value) => {
    saved.push(`${key} ${value}`);
    saveSetting(key, value);
  };
  shop.keys(["language", "language", "language"]);
  const words = shop.words();
  shop.clock.advance(10_000);
  assert.equal(saved, ["language zh"]);
  restart(shop);
  assert.is(shop.words(), words);
});

test("no page of flash is erased for a language in the middle of a sale", () => {
  const shop = new Shop();
  let saved = 0;
  shop.counter.device.saveSetting = () => { saved++; };
  const payer = shop.payer({ password: "always" });
  shop.keys(["language"]);
  shop.sell(payer);
  shop.clock.advance(20_000);
  assert.is(saved, 0);
  payer.typePassword();
  shop.clock.advance(20_000);
  shop.keys(["ok"]);
  shop.clock.advance(10_000);
  assert.is(saved, 1);
});

test.run();
