import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Payer, PayerOptions } from "../../../sim/wallet/payer";
import { reasonOf, World } from "./support";

/** What pays, or the code that the merchant gets. */
function fund(payer: Payer, amount: number, noCredit = false): string {
  const funding = payer.fund(amount, noCredit);
  return funding.kind === "source" ? funding.source.kind : funding.code;
}

const debit = { kind: "debit" as const, available: 200 };
const credit = { kind: "credit" as const, available: 300 };
const expired = { kind: "debit" as const, available: 1_000, expiry: "1225" };

const fundings: [string, PayerOptions, number, boolean, string][] = [
  ["the balance pays first", { balance: 100, cards: [debit] }, 100, false, "balance"],
  ["a card pays what the balance cannot", { balance: 99, cards: [debit] }, 100, false, "debit"],
  ["cards are tried in the order of binding", { balance: 0, cards: [credit, debit] }, 200, false, "credit"],
  ["a card without the money is passed over", { balance: 0, cards: [debit, credit] }, 300, false, "credit"],
  ["nothing has enough", { balance: 100, cards: [debit] }, 201, false, "NOTENOUGH"],
  ["sources are not added up", { balance: 100, cards: [debit] }, 300, false, "NOTENOUGH"],
  ["a credit card where none is taken", { balance: 0, cards: [credit] }, 100, true, "NOTSUPORTCARD"],
  ["a debit card behind it", { balance: 0, cards: [credit, debit] }, 100, true, "debit"],
  ["an empty debit card behind it", { balance: 0, cards: [credit, debit] }, 250, true, "NOTSUPORTCARD"],
  ["an expired card", { balance: 0, cards: [expired] }, 100, false, "TRADE_ERROR"],
  ["a good card behind the expired one", { balance: 0, cards: [expired, debit] }, 100, false, "debit"],
];

for (const [name, options, amount, noCredit, expected] of fundings) {
  test(`${name}: ${expected}`, () => {
    assert.is(fund(new World().people.add(options), amount, noCredit), expected);
  });
}

test("a payer who chose one source pays with no other", () => {
  const payer = new World().people.add({ balance: 1_000, cards: [debit, expired] });
  const [balance, first, second] = payer.purse.sources;
  const tried = [balance, first, second, undefined].map((source) => {
    payer.purse.payWith(source);
    return fund(payer, 500);
  });
  assert.equal(tried, ["balance", "NOTENOUGH", "TRADE_ERROR", "balance"]);
});

test("a closed or blocked account pays nothing, and a closed one takes no refund", () => {
  const payer = new World().people.add({ cards: [debit, expired] });
  const [balance, first, second] = payer.purse.sources;
  assert.equal([balance, first, second].map((source) => payer.takesRefund(source!)), [true, true, false]);
  payer.blocked = true;
  assert.equal([fund(payer, 1), payer.takesRefund(balance!)], ["TRADE_ERROR", true]);
  payer.blocked = false;
  payer.accountClosed = true;
  assert.equal([fund(payer, 1), payer.takesRefund(balance!)], ["TRADE_ERROR", false]);
});

test("a balance is topped up from a bound debit card that has the money, and from no other", () => {
  const world = new World();
  const payer = world.people.add({ balance: 0, cards: [debit, credit, expired] });
  const [first, second, third] = payer.account.cards;
  const foreign = world.people.bank.issue({ holder: "x", kind: "debit", currency: "HKD", available: 1_000 });
  const topUp = (amount: number, card = first!): string => reasonOf(() => payer.purse.topUp(amount, card));
  assert.equal([topUp(100, second), topUp(100, third), topUp(100, foreign)], ["notFromCredit", "cardExpired", "cardNotBound"]);
  assert.equal([topUp(201), topUp(0), topUp(-1), topUp(1.5)], ["notEnough", "amount", "amount", "amount"]);
  assert.is(topUp(150), "none");
  assert.equal([payer.balance, world.people.bank.available(first!)], [150, 50]);
  assert.is(payer.messages[payer.messages.length - 1]?.kind, "topUp");
  assert.equal(world.ledger.verify(), []);
});

test("a transfer is nobody's until it is accepted", () => {
  const world = new World();
  const [from, to] = [world.people.add({ balance: 500 }), world.people.add({ balance: 0 })];
  const gift = from.send(to, 300, "transfer");
  assert.equal([from.balance, to.balance, to.gifts], [200, 0, [gift]]);
  to.accept(gift);
  assert.equal([to.balance, to.gifts, gift.state], [300, [], "accepted"]);
  assert.is(reasonOf(() => to.accept(gift)), "giftGone");
  assert.equal(to.messages.map(({ kind }) => kind), ["gift", "giftAccepted"]);
  assert.equal(world.ledger.verify(), []);
});

test("what is not accepted in a day, or sent back, returns to where it came from", () => {
  const world = new World();
  const from = world.people.add({ balance: 0, cards: [debit] });
  const to = world.people.add({ balance: 0 });
  const card = from.account.cards[0]!;
  const late = from.send(to, 150, "redPacket");
  assert.is(world.people.bank.available(card), 50);
  world.clock.advance(86_399_999);
  assert.is(late.state, "offered");
  world.clock.advance(1);
  assert.equal([late.state, world.people.bank.available(card)], ["returned", 200]);
  const unwanted = from.send(to, 50, "transfer");
  world.people.gifts.sendBack(unwanted);
  assert.equal([unwanted.state, world.people.bank.available(card)], ["returned", 200]);
  world.clock.advance(86_400_000);
  assert.is(reasonOf(() => to.accept(late)), "giftGone");
  assert.equal([to.balance, world.ledger.verify()], [0, []]);
});

test("a transfer needs an open wallet of the same region, the password and the money", () => {
  const world = new World();
  const from = world.people.add({ balance: 100, cards: [credit] });
  const to = world.people.add();
  const send = (amount: number, other = to, digits?: string): string => {
    return reasonOf(() => from.send(other, amount, "transfer", digits));
  };
  assert.is(send(101), "notEnough");
  assert.is(send(0), "amount");
  assert.is(send(1, world.people.add({ wallet: "mainland" })), "otherWallet");
  assert.is(send(1, to, "x"), "passwordWrong");
  const fresh = world.people.add({ fresh: true });
  assert.is(reasonOf(() => fresh.send(to, 1, "transfer")), "notActive");
  assert.equal([from.balance, to.gifts], [100, []]);
});

for (const kind of ["transfer", "redPacket"] as const) {
  test(`a ${kind} opens a new mainland wallet, which then pays from its balance`, () => {
    const world = new World();
    const payer = world.people.add({ wallet: "mainland", fresh: true });
    const gift = world.people.gifts.sendFromOutside(payer, 8_888, kind);
    assert.is(payer.account.active, false);
    payer.accept(gift);
    assert.equal([payer.account.active, payer.balance], [true, 8_888]);
    assert.is(reasonOf(() => payer.account.switchQuickPayOn({ passwordFree: true })), "passwordUnset");
    payer.account.setPassword("135790");
    payer.account.switchQuickPayOn({ passwordFree: true }, "135790");
    const verdict = payer.judge({ amount: 8_888, noCredit: false, day: "20260105" });
    assert.is(verdict.kind === "pay" && verdict.source.bankType, "CFT");
  });
}

test("a gift gives a new wallet of another region money, but does not open it", () => {
  const world = new World();
  const payer = world.people.add({ wallet: "hongkong", fresh: true });
  payer.accept(world.people.gifts.sendFromOutside(payer, 100, "redPacket"));
  assert.equal([payer.account.active, payer.balance], [false, 100]);
});

test.run();
