import { test } from "uvu";
import * as assert from "uvu/assert";
import { COMMANDS, type Control, createControl } from "../../../sim/gateway/control";
import type { BooksView } from "../../../sim/gateway/control-views";
import { accounts } from "../../../sim/gateway/ledger";
import { connectControl, serveControl } from "../../../sim/node/control";
import { Shop } from "./client";

const DAY_MS = 86_400_000;

function worldOf(): { shop: Shop; control: Control } {
  const shop = new Shop();
  return { shop, control: createControl({ gateway: shop.gateway, clock: shop.clock }) };
}

test("a sale with a password is played with commands alone, and what they tell is plain data", () => {
  const { shop, control } = worldOf();
  const payer = control.addPayer({ balance: 5_000, password: "always", name: "Chan" });
  const mchId = shop.merchant.mchId;
  const seen: unknown[] = [payer, control.addMerchant({ name: "Other" })];
  assert.is(shop.micropay("T1", control.showCode({ payer: payer.id }).code)["err_code"], "USERPAYING");
  assert.is(control.payer({ payer: payer.id }).asked?.amount, 1_250);
  seen.push(control.typePassword({ payer: payer.id }), control.orders({ mchId }), control.books());
  assert.is(control.payer({ payer: payer.id }).balance, 3_750);
  assert.equal(control.orders({ mchId }).map(({ outTradeNo, state }) => [outTradeNo, state]), [["T1", "SUCCESS"]]);
  assert.equal(control.books().problems, []);
  seen.push(control.world(), control.exchanges({}));
  for (const value of seen) assert.equal(JSON.parse(JSON.stringify(value)), value);
});

test("the phone may be refused, put away, topped up and changed", () => {
  const { shop, control } = worldOf();
  const payer = control.addPayer({ balance: 0, password: "always" }).id;
  assert.is(control.topUp({ payer, amount: 9_000 }).balance, 9_000);
  shop.micropay("T1", control.showCode({ payer }).code);
  assert.is(control.startTyping({ payer }).typing, true);
  assert.is(control.walkAway({ payer }).typing, false);
  assert.is(control.refuse({ payer }).asked, null);
  assert.is(control.changePayer({ payer, password: "never" }).password, "never");
  assert.is(shop.micropay("T2", control.showCode({ payer }).code)["result_code"], "SUCCESS");
  control.changePayer({ payer, blocked: true });
  assert.is(shop.micropay("T3", control.showCode({ payer }).code)["err_code"], "TRADE_ERROR");
});

test("time passes on command, faults are planned and healed, exchanges are told once", () => {
  const { shop, control } = worldOf();
  const startMs = shop.clock.nowMs;
  assert.is(control.advance({ ms: DAY_MS }).nowMs, startMs + DAY_MS);
  assert.is(control.planFaults({ plan: [{ kind: "errorCode" }] }).planned, true);
  assert.is(shop.query("T1")["err_code"], "SYSTEMERROR");
  assert.is(control.planFaults({ plan: [] }).planned, false);
  assert.is(shop.query("T1")["err_code"], "ORDERNOTEXIST");
  const all = control.exchanges({});
  assert.equal(all.map(({ number, fault }) => [number, fault]), [[1, "errorCode"], [2, null]]);
  assert.is(control.exchanges({ after: 1 }).length, 1);
});

test("a new phone is set up step by step until it pays", () => {
  const { shop, control } = worldOf();
  const payer = control.addPayer({ fresh: true, name: "Chan" }).id;
  assert.throws(() => control.showCode({ payer }), /not open/);
  assert.throws(() => control.enterOneTimeCode({ payer, code: "000000" }), /no card is being bound/);
  const card = control.issueCard({ holder: "Chan", kind: "debit", currency: "HKD", available: 9_000 });
  control.verifyIdentity({ payer, name: "Chan", document: "K1234567" });
  control.bindCard({ payer, card });
  control.resendOneTimeCode({ payer });
  const message = control.messages({ payer }).findLast(({ kind }) => kind === "oneTimeCode");
  control.enterOneTimeCode({ payer, code: message?.kind === "oneTimeCode" ? message.code : "" });
  const bound = control.enterCardPassword({ payer, digits: "135790" });
  const lastDigits = card.number.slice(-4);
  assert.equal(bound.cards, [{ kind: "debit", expiry: card.expiry, lastDigits, available: 9_000 }]);
  assert.throws(() => control.switchQuickPay({ payer, on: true, digits: "000000" }), /wrong/);
  control.switchQuickPay({ payer, on: true, passwordFree: true, digits: "135790" });
  control.topUp({ payer, amount: 2_000, lastDigits });
  assert.is(shop.micropay("T1", control.showCode({ payer }).code)["result_code"], "SUCCESS");
  control.payWith({ payer, source: lastDigits });
  shop.clock.advance(60_000);
  assert.is(shop.micropay("T2", control.showCode({ payer }).code)["result_code"], "SUCCESS");
  const { balance, cards, active, verified } = control.payer({ payer });
  assert.equal([balance, cards[0]!.available, active, verified], [750, 5_750, true, true]);
  assert.throws(() => control.payWith({ payer, source: "0000" }), /last four/);
  assert.equal(control.unbindCard({ payer, lastDigits }).cards, []);
});

test("the code can be looked at, its digits shown, and the phone lose its network", () => {
  const { shop, control } = worldOf();
  const payer = control.addPayer({}).id;
  const { code, bars, matrix } = control.codeSymbols({ payer });
  assert.match(code, /^15[0-9]{16}$/);
  assert.match(bars, /^[01]+$/);
  assert.ok(matrix.length >= 21 && matrix.every((row) => row.length === matrix.length));
  assert.is(control.revealDigits({ payer }).code, code);
  assert.is(shop.micropay("T1", code)["err_code"], "USERPAYING");
  assert.is(control.changePayer({ payer, online: false }).asked, null);
  assert.throws(() => control.typePassword({ payer }), /asks for nothing/);
  assert.is(control.changePayer({ payer, online: true }).asked?.amount, 1_250);
});

test("a NATIVE order is scanned with a coupon, told, refunded and changed by the bank", () => {
  const { shop, control } = worldOf();
  const { mchId } = shop.merchant;
  const payer = control.addPayer({ balance: 2_000 }).id;
  control.grantCoupon({ payer, mchId, type: "NO_CASH", fee: 250 });
  assert.is(control.scan({ payer, text: shop.unifiedOrder("N1")["code_url"]! }).payer.asked?.amount, 1_250);
  assert.is(control.typePassword({ payer }).balance, 1_000);
  assert.is(control.scan({ payer, text: "weixin://wxpay/bizpayurl?pr=none" }).why, "unknown");
  assert.is(shop.refund("N1", "R1", 500)["result_code"], "SUCCESS");
  assert.is(control.endRefund({ mchId, outRefundNo: "R1", end: "CHANGE" }).status, "CHANGE");
  assert.throws(() => control.endRefund({ mchId, outRefundNo: "R1", end: "SUCCESS" }), /CHANGE/);
  const [order] = control.orders({ mchId });
  assert.equal([order!.state, order!.cashFee, order!.couponFee, order!.refunds[0]!.fee], ["REFUND", 1_000, 250, 500]);
  const paidIn = ({ balances }: BooksView): number => balances.find(({ account }) => account === accounts.recharge(mchId))!.amount;
  const before = paidIn(control.books());
  assert.is(paidIn(control.recharge({ mchId, amount: 100 })), before + 100);
  assert.ok(control.bill({ mchId, day: "20260105" }).text.includes("`N1,"));
});

test("notifications can be lost, and are listed with their outcome", () => {
  const { shop, control } = worldOf();
  shop.gateway.notifications.deliver = (_url, _body, done) => done("<xml><return_code>SUCCESS</return_code></xml>");
  const payer = control.addPayer({}).id;
  control.planNotifications({ faults: ["lost", null] });
  for (const number of ["N1", "N2"]) {
    control.scan({ payer, text: shop.unifiedOrder(number)["code_url"]! });
    control.typePassword({ payer });
    control.advance({ ms: 1_000 });
  }
  assert.equal(control.notifications().map(({ about, outcome }) => [about, outcome]), [["N2", "acknowledged"]]);
});

test("gifts go from phone to phone, and from outside", () => {
  const { control } = worldOf();
  const [from, to] = [control.addPayer({ balance: 500 }).id, control.addPayer({ fresh: true, wallet: "hongkong" }).id];
  control.sendGift({ payer: from, to, amount: 200, kind: "transfer" });
  const [gift] = control.offerGift({ payer: to, amount: 88, kind: "redPacket" }).gifts;
  assert.is(control.acceptGift({ payer: to, gift: gift!.id }).balance, 200);
  assert.throws(() => control.acceptGift({ payer: to, gift: gift!.id }), /no gift/);
  assert.equal(control.books().problems, []);
});

test("acceptance mode is switched per merchant", () => {
  const { shop, control } = worldOf();
  const payer = control.addPayer({}).id;
  const pay = (number: string): string => shop.micropay(number, control.showCode({ payer }).code, { total_fee: "4" })["result_code"]!;
  assert.is(control.changeMerchant({ mchId: shop.merchant.mchId, acceptance: true }).acceptance, true);
  assert.is.not(pay("T1"), "SUCCESS");
  control.changeMerchant({ mchId: shop.merchant.mchId, acceptance: false });
  assert.is(pay("T2"), "SUCCESS");
});

const refused: [string, (control: Control) => unknown, string][] = [
  ["an unknown payer", (control) => control.showCode({ payer: "P9" }), "no payer P9"],
  ["an unknown merchant", (control) => control.orders({ mchId: "1" }), "no merchant 1"],
  ["time that runs back", (control) => control.advance({ ms: -1 }), "whole number"],
  ["half a cent", (control) => control.topUp({ payer: control.addPayer({}).id, amount: 0.5 }), "whole number"],
  ["a wallet of nowhere", (control) => control.addPayer({ wallet: "moon" as "malaysia" }), "wallet is one of"],
  ["a merchant with a strange currency", (control) => control.addMerchant({ currencies: ["ABC"] }), "currency is one of"],
  ["a flag that is a text", (control) => control.changePayer({ payer: control.addPayer({}).id, blocked: "yes" as unknown as boolean }), "true or false"],
  ["a fault nobody knows", (control) => control.planFaults({ plan: [{ kind: "flood" as "html" }] }), "fault is one of"],
  ["a status that HTTP has not", (control) => control.planFaults({ plan: [{ kind: "httpError", status: 9_999 }] }), "status is"],
  ["a delay that is no number", (control) => control.planFaults({ plan: [{ kind: "lateAnswer", delayMs: "x" as unknown as number }] }), "delayMs is"],
  ["a fault of no call", (control) => control.planFaults({ plan: [{ kind: "html", call: "pay" as "refund" }] }), "call is one of"],
  ["faults at a rate above all", (control) => control.planFaults({ plan: { seed: 1, rate: 2 } }), "rate is"],
  ["a plan that is none", (control) => control.planFaults({ plan: null as unknown as [] }), "plan is a list"],
  ["a day that there is not", (control) => control.bill({ mchId: control.addMerchant({}).mchId, day: "20260230" }), "day is"],
  ["a coupon in a strange currency", (control) => control.grantCoupon({
    payer: control.addPayer({}).id, mchId: control.addMerchant({}).mchId, type: "CASH", fee: 5, currency: "ABC",
  }), "currency is one of"],
  ["a merchant whose name is a number", (control) => control.addMerchant({ name: 5 as unknown as string }), "name is a text"],
  ["a bill of half the columns", (control) => control.addMerchant({ report: { billColumns: 12 as 24 } }), "billColumns is"],
  ["a card that ends in no month", (control) => control.addPayer({ cards: [{ kind: "debit", expiry: "1399" }] }), "expiry is MMYY"],
  ["a password nobody asked for", (control) => control.typePassword({ payer: control.addPayer({}).id }), "asks for nothing"],
  ["a merchant whose number is a path", (control) => control.addMerchant({ mchId: "../1" }), "digits"],
];

for (const [what, run, reason] of refused) {
  test(`${what} is refused with the reason`, () => assert.throws(() => run(worldOf().control), new RegExp(reason)));
}

test("every command has its name in the list, and the list has no others", () => {
  assert.equal([...COMMANDS].sort(), Object.keys(worldOf().control).sort());
});

test("the same commands work over HTTP, and their refusals arrive as errors", async () => {
  const { shop, control } = worldOf();
  let pokes = 0;
  const served = await serveControl({ control, time: { poke: () => { pokes++; } } });
  try {
    const remote = connectControl(`http://127.0.0.1:${served.port}`);
    const payer = await remote.addPayer({ password: "never" });
    const { code } = await remote.showCode({ payer: payer.id });
    assert.is(shop.micropay("T1", code)["result_code"], "SUCCESS");
    assert.equal(await remote.books(), control.books());
    assert.equal(await remote.world(), control.world());
    assert.is(pokes, 8, "before and after each command");
    const failure = await remote.typePassword({ payer: payer.id }).then(() => "", (error: Error) => error.message);
    assert.match(failure, "asks for nothing");
  } finally {
    await served.close();
  }
});

test("over HTTP only this machine's own programs are heard", async () => {
  const { control } = worldOf();
  const served = await serveControl({ control });
  try {
    const address = `http://127.0.0.1:${served.port}`;
    const status = async (path: string, init: RequestInit): Promise<number> => (await fetch(address + path, init)).status;
    const json = { "Content-Type": "application/json" };
    assert.is(await status("/", {}), 200);
    assert.is(await status("/world", { method: "POST", headers: json, body: "{}" }), 200);
    assert.is(await status("/world", { method: "POST", headers: { "Content-Type": "text/plain" }, body: "{}" }), 415);
    assert.is(await status("/world", {}), 405);
    assert.is(await status("/constructor", { method: "POST", headers: json, body: "{}" }), 404);
    assert.is(await status("/world", { method: "POST", headers: json, body: "[" }), 400);
    assert.is(await status("/world", { method: "POST", headers: json, body: "[]" }), 400);
    assert.is(await status("/world", { method: "POST", headers: json, body: "x".repeat(300_000) }), 413);
    assert.is(await foreignHost(served.port), 403);
  } finally {
    await served.close();
  }
});

/** What a page sees whose name was made to point at this machine. */
async function foreignHost(port: number): Promise<number> {
  const { request } = await import("node:http");
  return new Promise((resolve, reject) => {
    const headers = { Host: "shop.example", "Content-Type": "application/json" };
    const outgoing = request({ host: "127.0.0.1", port, path: "/world", method: "POST", headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    outgoing.on("error", reject).end("{}");
  });
}

test.run();
