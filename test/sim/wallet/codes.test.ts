import { test } from "uvu";
import * as assert from "uvu/assert";
import { looksLikeCode, type WalletKind } from "../../../sim/wallet/wallets";
import { reasonOf, World } from "./support";

const prefixes: [WalletKind, RegExp][] = [
  ["mainland", /^1[0-4]/], ["hongkong", /^15/], ["southafrica", /^160/], ["malaysia", /^160/],
];

for (const [wallet, prefix] of prefixes) {
  test(`codes of the ${wallet} wallet are 18 digits with its prefix, never twice the same`, () => {
    const world = new World();
    const payer = world.people.add({ wallet });
    const shown = Array.from({ length: 200 }, () => payer.showCode());
    assert.is(new Set(shown).size, 200);
    for (const code of shown) assert.ok(looksLikeCode(code) && prefix.test(code));
  });
}

test("a code is found as what it is: good for a minute, used, expired, and after a day forgotten", () => {
  const world = new World();
  const payer = world.people.add();
  const [first, second] = [payer.showCode(), payer.showCode()];
  world.codes.use(first);
  assert.equal([world.codes.find(first).kind, world.codes.find(second).kind], ["used", "good"]);
  world.clock.advance(59_999);
  assert.is(world.codes.find(second).kind, "good");
  world.clock.advance(1);
  assert.equal([world.codes.find(first).kind, world.codes.find(second).kind], ["used", "expired"]);
  world.clock.advance(86_400_000);
  payer.showCode();
  assert.is(world.codes.find(first).kind, "unknown");
});

test("a code bound to a merchant is as good as used for every other, until the next code", () => {
  const { people, codes } = new World();
  const payer = people.add();
  const code = payer.screen.code;
  codes.bind(code, "1900000109");
  codes.bind(code, "1900000110");
  assert.equal(["1900000109", "1900000110"].map((mchId) => codes.find(code, mchId).kind), ["good", "used"]);
  assert.is(codes.find(payer.screen.refresh(), "1900000110").kind, "good");
});

test("the display changes its code after a minute and after each use, and not before", () => {
  const world = new World();
  const { screen } = world.people.add();
  const first = screen.code;
  world.clock.advance(59_999);
  assert.is(screen.code, first);
  world.clock.advance(1);
  const second = screen.code;
  assert.is.not(second, first);
  world.codes.use(second);
  assert.is.not(screen.code, second);
  assert.is(world.codes.find(screen.code).kind, "good");
});

test("tapped digits make the wallet ask for the password", () => {
  const { people, codes } = new World();
  const payer = people.add();
  const judge = (code: string): string => {
    const found = codes.find(code);
    if (found.kind !== "good") throw new Error(found.kind);
    return payer.judge({ amount: 1, noCredit: false, day: "20260105", code: found }).kind;
  };
  assert.is(judge(payer.screen.code), "pay");
  assert.is(judge(payer.screen.revealDigits()), "password");
  assert.is(judge(payer.screen.refresh()), "pay");
});

test("without network the phone has fifteen codes, each good for a minute from when it is shown", () => {
  const world = new World();
  const { screen } = world.people.add();
  screen.goOffline();
  world.clock.advance(3_600_000);
  const shown = Array.from({ length: 15 }, () => screen.refresh());
  assert.is(new Set(shown).size, 15);
  for (const code of shown) assert.is(world.codes.find(code).kind, "good");
  assert.is(reasonOf(() => screen.refresh()), "noCodeLeft");
  world.clock.advance(60_000);
  assert.is(world.codes.find(shown[0]!).kind, "expired");
  screen.goOnline();
  assert.is(world.codes.find(screen.code).kind, "good");
});

test("a kept code pays where no password is needed, and nowhere else", () => {
  const { people, codes } = new World();
  const payer = people.add();
  payer.screen.goOffline();
  const found = codes.find(payer.screen.code);
  if (found.kind !== "good") throw new Error(found.kind);
  const judge = (amount: number) => payer.judge({ amount, noCredit: false, day: "20260105", code: found });
  assert.is(judge(100_000).kind, "pay");
  const verdict = judge(100_001);
  assert.is(verdict.kind === "refused" && verdict.code, "TRADE_ERROR");
});

test("a phone without network shows no question until it has one again", () => {
  const { people } = new World();
  const payer = people.add();
  let heard = 0;
  payer.onAsked = () => { heard++; };
  payer.screen.goOffline();
  payer.ask({ merchantName: "Harbour Cafe", amount: 1, currency: "HKD" }, { approve: () => {}, refuse: () => {} });
  assert.equal([payer.asked, heard], [undefined, 0]);
  assert.is(reasonOf(() => payer.typePassword()), "nothingAsked");
  assert.is(reasonOf(() => payer.scan("weixin://wxpay/bizpayurl?pr=abc")), "offline");
  payer.screen.goOnline();
  assert.equal([payer.asked?.amount, heard], [1, 1]);
});

const shapes: [string, boolean][] = [
  ["100000000000000000", true], ["150000000000000000", true], ["160000000000000000", true],
  ["161000000000000000", false], ["280000000000000000", false], ["15000000000000000", false],
  ["1500000000000000000", false], ["15000000000000000x", false], ["", false],
];

for (const [code, good] of shapes) {
  test(`${code || "nothing"} ${good ? "looks" : "does not look"} like a payment code`, () => {
    assert.is(looksLikeCode(code), good);
  });
}

test.run();
