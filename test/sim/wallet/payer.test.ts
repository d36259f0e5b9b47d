import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Payer, PayerOptions } from "../../../sim/wallet/payer";
import { reasonOf, World } from "./support";

function make(options?: PayerOptions): Payer {
  return new World().people.add(options);
}

const request = { merchantName: "Harbour Cafe", amount: 1, currency: "HKD" };
const nothing = { approve: () => {}, refuse: () => {} };

test("a request ends once: approved, refused or taken away", () => {
  const payer = make();
  const heard: string[] = [];
  const answer = { approve: () => { heard.push("yes"); }, refuse: () => { heard.push("no"); } };
  assert.throws(() => payer.refuse());
  payer.ask(request, answer);
  payer.typePassword();
  assert.throws(() => payer.typePassword());
  payer.ask(request, answer);
  payer.refuse();
  payer.ask(request, answer);
  payer.dismiss({ ...request });
  assert.is(payer.asked, request);
  payer.dismiss(request);
  assert.throws(() => payer.typePassword());
  assert.equal(heard, ["yes", "no"]);
});

test("typing lasts from the first key to the end of the request", () => {
  const payer = make();
  payer.startTyping();
  assert.is(payer.typing, false);
  payer.ask(request, nothing);
  payer.startTyping();
  assert.is(payer.typing, true);
  payer.typePassword();
  assert.is(payer.typing, false);
});

test("a wrong password leaves the question; five in a row lock the wallet for three hours", () => {
  const world = new World();
  const payer = world.people.add({ fresh: true });
  payer.account.verifyIdentity({ name: "payer P1", document: "H0000001" });
  payer.account.setPassword("135790");
  payer.ask(request, nothing);
  const wrong = (): string => reasonOf(() => payer.typePassword("000000"));
  assert.equal([wrong(), wrong(), wrong(), wrong()], Array(4).fill("passwordWrong"));
  assert.is(wrong(), "passwordLocked");
  assert.is(reasonOf(() => payer.typePassword("135790")), "passwordLocked");
  assert.is(payer.asked, request);
  world.clock.advance(3 * 3_600_000);
  assert.is(reasonOf(() => payer.typePassword("135790")), "none");
  assert.is(payer.asked, undefined);
});

test("the right password sets the count of wrong ones back", () => {
  const payer = make();
  for (let round = 0; round < 3; round++) {
    payer.ask(request, nothing);
    for (let n = 0; n < 4; n++) assert.is(reasonOf(() => payer.typePassword("x")), "passwordWrong");
    payer.typePassword();
  }
});

test("the limits count a day's payments and no more", () => {
  const payer = make({ wallet: "hongkong" });
  for (let n = 0; n < 5; n++) payer.countFree("20260105");
  assert.equal(["20260105", "20260106"].map((day) => payer.needsPassword(1, day)), [true, false]);
  assert.is(payer.needsPassword(100_001, "20260106"), true);
  assert.is(make({ password: "never" }).needsPassword(100_001, "20260106"), false);
});

const limits: [PayerOptions["wallet"], string, number, number][] = [
  ["mainland", "CNY", 100_000, 10], ["hongkong", "HKD", 100_000, 5],
  ["southafrica", "ZAR", 200_000, 5], ["malaysia", "MYR", 50_000, 5],
];

for (const [wallet, currency, amountMax, paymentsMax] of limits) {
  test(`the ${wallet} wallet has its own currency and limits`, () => {
    const payer = make({ wallet: wallet! });
    const kinds = [amountMax, amountMax + 1].map((amount) => {
      return payer.judge({ amount, noCredit: false, day: "20260105" }).kind;
    });
    assert.equal([payer.currency, ...kinds], [currency, "pay", "password"]);
    for (let n = 0; n < paymentsMax; n++) {
      assert.is(payer.judge({ amount: 1, noCredit: false, day: "20260105" }).kind, "pay");
      payer.countFree("20260105");
    }
    assert.is(payer.judge({ amount: 1, noCredit: false, day: "20260105" }).kind, "password");
  });
}

test("a phone keeps its newest hundred messages, with their times", () => {
  const world = new World();
  const payer = world.people.add();
  for (let amount = 1; amount <= 120; amount++) {
    payer.notify({ kind: "payment", merchantName: "Harbour Cafe", amount, currency: "HKD" });
    world.clock.advance(1_000);
  }
  assert.is(payer.messages.length, 100);
  const newest = { kind: "payment", merchantName: "Harbour Cafe", amount: 120, currency: "HKD" };
  assert.equal(payer.messages[99], { ...newest, atMs: world.clock.nowMs - 1_000 });
});

test.run();
