import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { VirtualClock } from "../../../sim/clock";
import { Books } from "../../../sim/gateway/books";
import { toMajor } from "../../../sim/gateway/currencies";
import { accounts, type CouponType } from "../../../sim/gateway/ledger";
import { type Merchant, type MerchantOptions, Merchants } from "../../../sim/gateway/merchants";
import { createRandom } from "../../../sim/gateway/random";

const DAY_MS = 86_400_000;

class World {
  readonly clock = new VirtualClock();
  readonly books = new Books(this.clock);
  readonly merchant: Merchant;

  constructor(options: MerchantOptions = {}) {
    this.merchant = new Merchants("hk", createRandom(1, "merchants")).add(options);
  }

  payer(id: string, amount: number, currency = "HKD") {
    const lines = [
      { account: accounts.outside, currency, amount: -amount },
      { account: accounts.payer(id), currency, amount },
    ];
    this.books.ledger.post({ atMs: this.clock.nowMs, kind: "topUp", about: id, lines });
    return { id, currency };
  }

  pay(about: string, payer: { id: string; currency: string }, totalFee: number, feeType = "HKD") {
    const quote = this.books.quote(this.merchant, payer, totalFee, feeType);
    this.books.pay(about, this.merchant, accounts.payer(payer.id), quote);
    return this.books.payment(about)!;
  }

  taken(currency = "HKD"): number {
    return this.books.ledger.balance(accounts.merchant(this.merchant.accountName), currency);
  }
}

test("a payment with both kinds of coupon: cash, settlement sum and fee", () => {
  const world = new World({ feeRate: 60 });
  const payer = world.payer("P1", 10_000);
  world.books.coupons.grant("P1", world.merchant, { type: "CASH", fee: 100 });
  world.books.coupons.grant("P1", world.merchant, { type: "NO_CASH", fee: 200 });
  const paid = world.pay("o1", payer, 5_000);
  assert.is(paid.cashFee, 4_700);
  assert.is(paid.couponFee, 300);
  assert.is(paid.settlementTotalFee, 4_800);
  assert.is(paid.fee, 29);
  assert.is(world.taken(), 4_771);
  assert.is(world.books.ledger.balance(accounts.fees, "HKD"), 29);
  assert.equal(world.books.coupons.good("P1"), []);
  assert.equal(world.books.verify(), []);
});

test("coupons of another merchant, another currency or a larger order stay where they are", () => {
  const world = new World();
  const other = new World().merchant;
  const payer = world.payer("P1", 10_000);
  world.books.coupons.grant("P1", other, { type: "CASH", fee: 1 });
  world.books.coupons.grant("P1", world.merchant, { type: "CASH", fee: 1, currency: "CNY" });
  world.books.coupons.grant("P1", world.merchant, { type: "CASH", fee: 1, orderMin: 501 });
  world.books.coupons.grant("P1", world.merchant, { type: "CASH", fee: 501 });
  assert.is(world.pay("o1", payer, 500).couponFee, 0);
  assert.is(world.books.coupons.good("P1").length, 4);
});

test("a reversal gives everything back, coupons and fee included", () => {
  const world = new World({ feeRate: 60 });
  const payer = world.payer("P1", 10_000, "CNY");
  world.books.coupons.grant("P1", world.merchant, { type: "NO_CASH", fee: 200 });
  world.pay("o1", payer, 5_000);
  world.books.reverse("o1", world.merchant);
  assert.is(world.books.ledger.balance(accounts.payer("P1"), "CNY"), 10_000);
  assert.is(world.books.ledger.balance(accounts.fees, "HKD"), 0);
  assert.is(world.taken(), 0);
  assert.is(world.books.coupons.good("P1").length, 1);
  assert.is(world.books.refundable("o1"), 0);
  assert.throws(() => world.books.reverse("o1", world.merchant));
  assert.equal(world.books.verify(), []);
});

test("a refund waits in transit, then reaches the payer or comes back", () => {
  const world = new World();
  const payer = world.payer("P1", 10_000);
  world.pay("o1", payer, 5_000);
  assert.is(world.books.acceptRefund("o1", "r1", world.merchant, 2_000), true);
  assert.is(world.books.ledger.balance(accounts.transit, "HKD"), 2_000);
  assert.is(world.books.refund("o1", "r1")!.state, "pending");
  world.books.completeRefund("o1", "r1");
  assert.is(world.books.ledger.balance(accounts.payer("P1"), "HKD"), 7_000);
  world.books.acceptRefund("o1", "r2", world.merchant, 1_000);
  world.books.returnRefund("o1", "r2", world.merchant, "recharge");
  assert.is(world.books.ledger.balance(accounts.recharge(world.merchant.accountName), "HKD"), 1_000);
  assert.is(world.books.refundable("o1"), 3_000);
  assert.throws(() => world.books.acceptRefund("o1", "r3", world.merchant, 3_001));
  assert.throws(() => world.books.acceptRefund("o1", "r1", world.merchant, 1), "a number refunds once");
  assert.throws(() => world.books.completeRefund("o1", "r1"));
  assert.equal(world.books.verify(), []);
});

test("the day's pool bounds refunds; after midnight only new sales or paid-in money refund", () => {
  const world = new World();
  const payer = world.payer("P1", 10_000);
  world.pay("o1", payer, 5_000);
  world.clock.advance(DAY_MS);
  assert.is(world.books.acceptRefund("o1", "r1", world.merchant, 1_000), false);
  assert.is(world.taken(), 0);
  assert.is(world.books.kept(world.merchant, "HKD"), 5_000);
  world.pay("o2", payer, 600);
  assert.is(world.books.acceptRefund("o1", "r1", world.merchant, 1_000), false);
  assert.is(world.books.acceptRefund("o1", "r2", world.merchant, 600), true);
  world.books.recharge(world.merchant, 400);
  assert.is(world.books.acceptRefund("o1", "r1", world.merchant, 400, "recharge"), true);
  assert.is(world.books.refund("o1", "r1")!.source, "recharge");
  assert.equal(world.books.verify(), []);
});

test("a reversal after settlement is advanced and taken back from the next settlement", () => {
  const world = new World();
  const payer = world.payer("P1", 100_000);
  world.pay("o1", payer, 5_000);
  world.clock.advance(DAY_MS);
  world.books.reverse("o1", world.merchant);
  assert.is(world.books.ledger.balance(accounts.advance(world.merchant.accountName), "HKD"), -5_000);
  assert.is(world.books.kept(world.merchant, "HKD"), 0);
  world.pay("o2", payer, 7_000);
  world.clock.advance(DAY_MS);
  assert.is(world.books.kept(world.merchant, "HKD"), 7_000);
  assert.is(world.books.ledger.balance(accounts.advance(world.merchant.accountName), "HKD"), 0);
  assert.is(world.books.ledger.balance(accounts.bank(world.merchant.accountName), "HKD"), 7_000);
  const last = world.books.settlements.settled(world.merchant, "20260101", "20261231").pop()!;
  assert.equal([last.settledFee, last.netFee, last.unsettledFee], [2_000, 2_000, 0]);
  assert.equal(world.books.verify(), []);
});

test("orders in another currency are settled in the merchant's first one", () => {
  const world = new World({ feeRate: 60 });
  const payer = world.payer("P1", 10_000, "CNY");
  world.pay("o1", payer, 9_200, "CNY");
  world.pay("o2", world.payer("P2", 500), 500);
  world.books.acceptRefund("o1", "r1", world.merchant, 4_600);
  const [waiting] = world.books.settlements.unsettled(world.merchant);
  assert.is(waiting!.unsettledFee, 4_970);
  world.clock.advance(DAY_MS);
  assert.is(world.books.kept(world.merchant, "CNY"), 0);
  const records = world.books.settlements.settled(world.merchant, "20260106", "20260106");
  assert.equal(records.map((one) => one.settledFee).sort(), [497, 4_970]);
  for (const one of records) assert.is(one.netFee - one.poundageFee, one.settledFee + one.unsettledFee);
  const yuan = records.find((one) => one.settledFee === 4_970)!;
  assert.equal([yuan.payFee, yuan.refundFee, yuan.netFee, yuan.poundageFee], [10_000, -5_000, 5_000, 30]);
  assert.equal([yuan.firstDay, yuan.lastDay, yuan.settledOn], ["20260105", "20260105", "20260106"]);
  assert.equal(world.books.verify(), []);
});

test("amounts are printed in the major unit of their currency", () => {
  assert.equal([toMajor(1_250, "HKD"), toMajor(1, "CNY"), toMajor(100, "JPY")], ["12.50", "0.01", "100"]);
  assert.is(toMajor(-7, "CNY", 5), "-0.07000");
});

test("whatever is refunded in whatever parts, the parts add up to the payment exactly", () => {
  const coupon = fc.record({ type: fc.constantFrom<CouponType>("CASH", "NO_CASH"), fee: fc.integer({ min: 1, max: 400 }) });
  const property = fc.property(
    fc.integer({ min: 1, max: 1_000 }), fc.array(coupon, { maxLength: 3 }), fc.constantFrom("HKD", "CNY"),
    fc.array(fc.record({ fee: fc.integer({ min: 1, max: 300 }), back: fc.boolean() }), { maxLength: 12 }),
    (totalFee, coupons, currency, parts) => {
      const world = new World({ feeRate: 100 });
      const payer = world.payer("P1", 10_000, currency);
      for (const terms of coupons) world.books.coupons.grant("P1", world.merchant, terms);
      world.books.recharge(world.merchant, 1_000_000);
      const paid = world.pay("o1", payer, totalFee);
      assert.is(paid.totalFee - paid.couponFee === 0, paid.cashFee === 0);
      parts.push({ fee: Infinity, back: false });
      parts.forEach(({ fee, back }, at) => {
        const left = world.books.refundable("o1");
        if (left === 0) return;
        assert.ok(world.books.acceptRefund("o1", `r${at}`, world.merchant, Math.min(fee, left), "recharge"));
        if (back) world.books.returnRefund("o1", `r${at}`, world.merchant);
        else world.books.completeRefund("o1", `r${at}`);
      });
      const done = world.books.refunds("o1").filter((one) => one.state === "done");
      const sum = (pick: (one: typeof done[number]) => number) => done.reduce((total, one) => total + pick(one), 0);
      assert.is(sum((one) => one.refundFee), paid.totalFee);
      assert.is(sum((one) => one.cashRefundFee), paid.cashFee);
      assert.is(sum((one) => one.couponRefundFee), paid.couponFee);
      assert.is(sum((one) => one.settlementRefundFee), paid.settlementTotalFee);
      assert.is(sum((one) => one.fee), paid.fee);
      for (const one of done) assert.ok(one.cashRefundFee >= 0 && one.couponRefundFee <= one.refundFee);
      assert.is(world.books.ledger.balance(accounts.payer("P1"), currency), 10_000);
      assert.equal(world.books.verify(), []);
    },
  );
  fc.assert(property, { seed: 20260105, numRuns: 300 });
});

type Step =
  | { do: "pay" | "reverse"; order: number; fee: number }
  | { do: "refund"; order: number; fee: number; source: "unsettled" | "recharge" }
  | { do: "finish"; order: number; back: "unsettled" | "recharge" | undefined }
  | { do: "recharge"; fee: number }
  | { do: "wait"; hours: number };

const order = fc.nat(4);
const fee = fc.integer({ min: 1, max: 900 });
const pool = fc.constantFrom("unsettled" as const, "recharge" as const);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant("pay" as const), order, fee }) },
  fc.record({ do: fc.constant("reverse" as const), order, fee }),
  { weight: 3, arbitrary: fc.record({ do: fc.constant("refund" as const), order, fee, source: pool }) },
  fc.record({ do: fc.constant("finish" as const), order, back: fc.option(pool, { nil: undefined }) }),
  fc.record({ do: fc.constant("recharge" as const), fee }),
  fc.record({ do: fc.constant("wait" as const), hours: fc.constantFrom(1, 13, 24, 72) }),
);

function take(world: World, payer: { id: string; currency: string }, one: Step): void {
  const { books, merchant, clock } = world;
  const about = "order" in one ? `${merchant.accountName}/o${one.order}` : "";
  const refunds = books.refunds(about);
  const gone = books.payment(about) !== undefined && books.refundable(about) === 0 && refunds.length === 0;
  switch (one.do) {
    case "pay": return void (books.payment(about) === undefined && world.pay(about, payer, one.fee));
    case "reverse": {
      const possible = books.payment(about) !== undefined && !gone && refunds.length === 0;
      return possible ? books.reverse(about, merchant) : undefined;
    }
    case "refund": {
      const sum = Math.min(one.fee, books.refundable(about));
      return void (sum > 0 && books.acceptRefund(about, `r${refunds.length}`, merchant, sum, one.source));
    }
    case "finish": {
      const pending = refunds.find((refund) => refund.state === "pending");
      if (pending === undefined) return;
      if (one.back === undefined) return books.completeRefund(about, pending.outRefundNo);
      return books.returnRefund(about, pending.outRefundNo, merchant, one.back);
    }
    case "recharge": return books.recharge(merchant, one.fee);
    case "wait": return clock.advance(one.hours * 3_600_000);
  }
}

test("over many days, settlements and what waits are all that came in, whatever went back when", () => {
  fc.assert(fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
    const world = new World({ feeRate: 60 });
    const payer = world.payer("P1", 100_000);
    for (let count = 0; count < 3; count++) {
      world.books.coupons.grant("P1", world.merchant, { type: count === 1 ? "NO_CASH" : "CASH", fee: 50 });
    }
    let paidIn = 0;
    for (const one of steps) {
      take(world, payer, one);
      if (one.do === "recharge") paidIn += one.fee;
    }
    const { books, merchant } = world;
    assert.equal(books.verify(), []);
    const { ledger, settlements } = books;
    const records = [...settlements.settled(merchant, "20260101", "20271231"), ...settlements.unsettled(merchant)];
    const sum = (pick: (one: typeof records[number]) => number) => records.reduce((total, one) => total + pick(one), 0);
    for (const one of records) {
      assert.is(one.payFee + one.refundFee, one.netFee);
      assert.is(one.settledFee + one.unsettledFee, one.netFee - one.poundageFee);
    }
    assert.is(sum((one) => one.settledFee), ledger.balance(accounts.bank(merchant.accountName), "HKD"));
    const everything = ["payer/P1", "transit", "fees", "coupon/CASH/10000", "coupon/CASH/10002"]
      .reduce((total, account) => total + ledger.balance(account, "HKD"), books.kept(merchant, "HKD"));
    // 100,000 in the wallet and two CASH coupons came from outside; a discount is nobody's money.
    assert.is(everything, 100_100 + paidIn);
  }), { seed: 20260105, numRuns: 400 });
});

test.run();
