import { test } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import { createRandom } from "../../../sim/gateway/random";
import { CodeBook } from "../../../sim/wallet/codes";
import { Payer, type PayerOptions } from "../../../sim/wallet/payer";
import { looksLikeCode } from "../../../sim/wallet/wallets";

function make(options?: PayerOptions): Payer {
  return new Payer("P1", { showCode: () => "", balance: () => 0, topUp: () => {} }, options);
}

const request = { merchantName: "Harbour Cafe", amount: 1, currency: "HKD" };

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
  payer.ask(request, { approve: () => {}, refuse: () => {} });
  payer.startTyping();
  assert.is(payer.typing, true);
  payer.typePassword();
  assert.is(payer.typing, false);
});

test("the limits count a day's payments and no more", () => {
  const payer = make({ wallet: "hongkong" });
  for (let n = 0; n < 5; n++) payer.countFree("20260105");
  assert.equal(["20260105", "20260106"].map((day) => payer.needsPassword(1, day)), [true, false]);
  assert.is(payer.needsPassword(100_001, "20260106"), true);
  assert.is(make({ password: "never" }).needsPassword(100_001, "20260106"), false);
});

test("codes are 18 digits with the wallet's prefix, never twice the same, and found as what they are", () => {
  const clock = new VirtualClock();
  const book = new CodeBook(clock, createRandom(1, "codes"));
  const mainland = make({ wallet: "mainland" });
  const shown = Array.from({ length: 200 }, () => book.show(mainland));
  assert.is(new Set(shown).size, 200);
  for (const code of shown) assert.ok(looksLikeCode(code) && /^1[0-4]/.test(code));
  assert.match(book.show(make({ wallet: "hongkong" })), /^15/);
  const [first, second] = shown as [string, string];
  book.use(first);
  assert.equal([book.find(first).kind, book.find(second).kind], ["used", "good"]);
  clock.advance(59_999);
  assert.is(book.find(second).kind, "good");
  clock.advance(1);
  assert.equal([book.find(first).kind, book.find(second).kind], ["used", "expired"]);
  clock.advance(86_400_000);
  book.show(mainland);
  assert.is(book.find(first).kind, "unknown");
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
