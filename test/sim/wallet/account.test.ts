import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Card, CardData } from "../../../sim/wallet/bank";
import type { CardBinding } from "../../../sim/wallet/card-binding";
import type { Payer } from "../../../sim/wallet/payer";
import type { WalletKind } from "../../../sim/wallet/wallets";
import { reasonOf, World } from "./support";

const HOLDER = "Test Holder";
const DIGITS = "135790";
const CURRENCY = { mainland: "CNY", hongkong: "HKD", southafrica: "ZAR", malaysia: "MYR" };

function issue(world: World, wallet: WalletKind, options: { kind?: "debit" | "credit"; expiry?: string } = {}): Card {
  return world.people.bank.issue({ holder: HOLDER, kind: "debit", currency: CURRENCY[wallet], available: 5_000, ...options });
}

function fresh(world: World, wallet: WalletKind, verified = true): Payer {
  const payer = world.people.add({ wallet, fresh: true });
  if (verified) payer.account.verifyIdentity({ name: HOLDER, document: "H0000001" });
  return payer;
}

function sentTo(payer: Payer): string {
  const message = payer.messages.filter(({ kind }) => kind === "oneTimeCode").pop();
  if (message?.kind !== "oneTimeCode") throw new Error("no one-time code came");
  return message.code;
}

/** All steps with the right answers. */
function bind(payer: Payer, card: CardData, digits = DIGITS): CardBinding {
  const binding = payer.account.bindCard(card);
  binding.enterCode(sentTo(payer));
  binding.enterPassword(digits);
  return binding;
}

for (const wallet of ["mainland", "hongkong", "southafrica", "malaysia"] as const) {
  test(`a new ${wallet} wallet pays after identity, card, one-time code, password and Quick Pay`, () => {
    const world = new World();
    const payer = world.people.add({ wallet, fresh: true });
    const judge = () => payer.judge({ amount: 100, noCredit: false, day: "20260105" });
    assert.is(reasonOf(() => payer.showCode()), "notActive");
    assert.is(reasonOf(() => payer.account.switchQuickPayOn({ passwordFree: true })), "notActive");
    payer.account.verifyIdentity({ name: HOLDER, document: "H0000001" });
    const card = issue(world, wallet);
    assert.is(bind(payer, card).step, "done");
    assert.equal([payer.account.active, payer.account.cards], [true, [card]]);
    assert.is(judge().kind, "refused");
    payer.account.switchQuickPayOn({ passwordFree: false }, DIGITS);
    assert.is(judge().kind, "password");
    payer.account.switchQuickPayOn({ passwordFree: true }, DIGITS);
    const verdict = judge();
    assert.is(verdict.kind === "pay" && verdict.source.card, card);
    payer.account.switchQuickPayOff();
    assert.is(judge().kind, "refused");
    assert.equal(world.ledger.verify(), []);
  });
}

test("what opens a new wallet differs by region", () => {
  const world = new World();
  const opened = (["mainland", "hongkong", "southafrica", "malaysia"] as const).map((wallet) => {
    return fresh(world, wallet).account.active;
  });
  assert.equal(opened, [false, true, true, true]);
});

test("an identity is readable, is verified once, and owns the cards", () => {
  const world = new World();
  const payer = fresh(world, "mainland", false);
  for (const [name, document] of [["", "H0000001"], ["  ", "H0000001"], [HOLDER, "H1"], [HOLDER, "h 000001"]]) {
    assert.is(reasonOf(() => payer.account.verifyIdentity({ name: name!, document: document! })), "identityForm");
  }
  assert.is(reasonOf(() => payer.account.bindCard(issue(world, "mainland"))), "identityUnknown");
  payer.account.verifyIdentity({ name: "Another Holder", document: "H0000002" });
  assert.is(reasonOf(() => payer.account.verifyIdentity({ name: HOLDER, document: "H0000001" })), "identityKnown");
  assert.is(reasonOf(() => payer.account.bindCard(issue(world, "mainland"))), "holderMismatch");
});

test("the Hong Kong wallet takes a card before an identity, and opens with it", () => {
  const world = new World();
  const payer = fresh(world, "hongkong", false);
  bind(payer, issue(world, "hongkong"));
  assert.equal([payer.account.isVerified, payer.account.active], [false, true]);
});

test("a card with wrong data, expired, foreign, or bound already is refused at its first step", () => {
  const world = new World();
  const payer = fresh(world, "hongkong");
  const card = issue(world, "hongkong");
  const wrong = (change: Partial<CardData>): string => reasonOf(() => payer.account.bindCard({ ...card, ...change }));
  assert.equal([
    wrong({ number: "9999000000000000" }), wrong({ holder: "Another Holder" }), wrong({ expiry: "0199" }),
    wrong({ securityCode: "x" }),
  ], Array(4).fill("cardUnknown"));
  assert.is(reasonOf(() => payer.account.bindCard(issue(world, "hongkong", { expiry: "1225" }))), "cardExpired");
  assert.is(reasonOf(() => payer.account.bindCard(issue(world, "mainland"))), "cardNotSupported");
  bind(payer, card);
  assert.is(reasonOf(() => payer.account.bindCard(card)), "cardBound");
  assert.is(payer.messages.filter(({ kind }) => kind === "oneTimeCode").length, 1);
});

test("a one-time code is right, five minutes old at most, and guessed no more than three times", () => {
  const world = new World();
  const payer = fresh(world, "hongkong");
  const first = payer.account.bindCard(issue(world, "hongkong"));
  assert.is(reasonOf(() => first.enterPassword(DIGITS)), "stepDone");
  world.clock.advance(300_000);
  assert.is(reasonOf(() => first.enterCode(sentTo(payer))), "codeExpired");
  const old = sentTo(payer);
  first.resend();
  assert.equal(["x", old].map((code) => reasonOf(() => first.enterCode(code))), ["codeWrong", "codeWrong"]);
  assert.is(reasonOf(() => first.enterCode(old)), "codeSpent");
  assert.is(reasonOf(() => first.enterCode(sentTo(payer))), "stepDone");
  assert.is(reasonOf(() => first.resend()), "stepDone");
  assert.equal([first.step, payer.account.cards.length], ["failed", 0]);
});

test("the first card chooses the password, the next ones ask for it", () => {
  const world = new World();
  const payer = fresh(world, "hongkong");
  const first = payer.account.bindCard(issue(world, "hongkong"));
  first.enterCode(sentTo(payer));
  assert.equal(["12345", "1234567", "12345x"].map((digits) => reasonOf(() => first.enterPassword(digits))),
    Array(3).fill("passwordForm"));
  first.enterPassword(DIGITS);
  assert.is(reasonOf(() => payer.account.setPassword("246802")), "passwordSet");
  const second = payer.account.bindCard(issue(world, "hongkong", { kind: "credit" }));
  second.enterCode(sentTo(payer));
  assert.is(reasonOf(() => second.enterPassword("246802")), "passwordWrong");
  second.enterPassword(DIGITS);
  assert.equal(payer.account.cards.map(({ kind }) => kind), ["debit", "credit"]);
});

test("a card works to the last moment of its month in UTC+8", () => {
  const world = new World();
  const card = issue(world, "hongkong", { expiry: "0126" });
  const monthEndMs = Date.UTC(2026, 0, 31, 16);
  world.clock.advance(monthEndMs - 1 - world.clock.nowMs);
  assert.is(world.people.bank.hasExpired(card), false);
  world.clock.advance(1);
  assert.is(world.people.bank.hasExpired(card), true);
});

test("card numbers are sixteen digits of no issuer with a right check digit, and never repeat", () => {
  const world = new World();
  const cards = Array.from({ length: 50 }, () => issue(world, "hongkong"));
  assert.is(new Set(cards.map(({ number }) => number)).size, 50);
  for (const { number } of cards) {
    const digits = [...number].reverse().map(Number);
    const sum = digits.reduce((total, digit, at) => {
      const twice = at % 2 === 1 ? digit * 2 : digit;
      return total + (twice > 9 ? twice - 9 : twice);
    }, 0);
    assert.ok(/^9[0-9]{15}$/.test(number) && sum % 10 === 0, number);
  }
});

test("a card that is taken out pays no more", () => {
  const world = new World();
  const payer = world.people.add({ balance: 0, cards: [{ kind: "debit", available: 500 }] });
  const card = payer.account.cards[0]!;
  assert.is(payer.fund(100, false).kind, "source");
  payer.account.unbind(card);
  assert.is(reasonOf(() => payer.account.unbind(card)), "cardNotBound");
  assert.is(payer.fund(100, false).kind, "refused");
});

test("two worlds with one seed have the same cards, one-time codes and payment codes", () => {
  const [first, second] = [new World(), new World()].map((world) => {
    const payer = fresh(world, "hongkong");
    const card = issue(world, "hongkong");
    payer.account.bindCard(card);
    return [card.number, card.securityCode, sentTo(payer), payer.screen.code, world.people.add().showCode()];
  });
  assert.equal(first, second);
});

test.run();
