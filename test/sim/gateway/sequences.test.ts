import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { FAULTS, type FaultKind } from "../../../sim/gateway/faults";
import { keyOf, type Order, type OrderState } from "../../../sim/gateway/orders";
import type { Payer, PayerOptions } from "../../../sim/wallet/payer";
import { readBill } from "./bill-reader";
import { type Message, payment, Shop, toXml, unifiedOrder } from "./client";

const DAY_MS = 86_400_000;
/** A small order, one equal to it, and one above what goes without the password; 150,001 divides badly. */
const AMOUNTS = [1_250, 1_250, 150_001];
const RUNS = 10_000;

/** What each state may become in one step; a state may always stay. */
const NEXT: Record<OrderState, OrderState[]> = {
  NOTPAY: ["USERPAYING", "SUCCESS", "PAYERROR", "REVOKED", "CLOSED"],
  USERPAYING: ["NOTPAY", "SUCCESS", "PAYERROR", "REVOKED", "CLOSED"],
  SUCCESS: ["REVOKED", "REFUND"],
  PAYERROR: ["USERPAYING", "REVOKED", "CLOSED"],
  REVOKED: [],
  CLOSED: [],
  REFUND: [],
};

type Step =
  | { do: "pay"; order: number; payer: number; fresh: boolean }
  | { do: "scan"; order: number; payer: number }
  | { do: "order" | "query" | "reverse" | "close" | "refundquery"; order: number }
  | { do: "refund"; order: number; number: number; part: number }
  | { do: "type" | "refuse" | "startTyping" | "coupon" | "topUp" | "closeAccount"; payer: number }
  | { do: "wait"; ms: number }
  | { do: "fault"; kind: FaultKind };

const order = fc.nat(2);
const payer = fc.nat(2);
const number = fc.nat(3);
/** A refund of one n-th of the order; 0 is one cent. */
const part = fc.constantFrom(0, 1, 2, 3);
const ms = fc.constantFrom(1_000, 15_000, 45_000, 61_000, 300_000, 1_200_000, 7_200_000, DAY_MS);
const kind = fc.constantFrom(...(Object.keys(FAULTS) as FaultKind[]));

/** Any step, and handfuls of steps that lead somewhere; the handfuls are what reaches the late states. */
const block: fc.Arbitrary<Step[]> = fc.oneof(
  { weight: 4, arbitrary: several(order, payer, fc.boolean(), (one, by, fresh) => [
    { do: "pay", order: one, payer: by, fresh }, { do: "type", payer: by },
  ]) },
  { weight: 4, arbitrary: several(order, payer, fc.boolean(), (one, by) => [
    { do: "order", order: one }, { do: "scan", order: one, payer: by }, { do: "type", payer: by },
  ]) },
  { weight: 6, arbitrary: several(order, part, number, (one, by, first) => [
    { do: "refund", order: one, number: first, part: by }, { do: "wait", ms: 61_000 },
    { do: "refund", order: one, number: first + 1, part: by },
  ]) },
  { weight: 1, arbitrary: several(order, payer, number, (one) => [{ do: "wait", ms: 15_000 }, { do: "reverse", order: one }]) },
  { weight: 1, arbitrary: several(order, payer, number, (one) => [{ do: "wait", ms: 300_000 }, { do: "close", order: one }]) },
  { weight: 3, arbitrary: single(fc.record({ do: fc.constantFrom("query", "reverse", "close", "refundquery", "order"), order })) },
  { weight: 3, arbitrary: single(fc.record({ do: fc.constantFrom("refuse", "startTyping", "type", "coupon", "topUp"), payer })) },
  { weight: 1, arbitrary: single(fc.record({ do: fc.constant("closeAccount"), payer })) },
  { weight: 2, arbitrary: single(fc.record({ do: fc.constantFrom("pay", "scan"), order, payer, fresh: fc.boolean() })) },
  { weight: 1, arbitrary: single(fc.record({ do: fc.constant("wait"), ms })) },
  { weight: 1, arbitrary: single(fc.record({ do: fc.constant("fault"), kind })) },
);

function several<A, B, C>(
  a: fc.Arbitrary<A>, b: fc.Arbitrary<B>, c: fc.Arbitrary<C>, make: (a: A, b: B, c: C) => Step[],
): fc.Arbitrary<Step[]> {
  return fc.tuple(a, b, c).map((drawn) => make(...drawn));
}

function single(step: fc.Arbitrary<object>): fc.Arbitrary<Step[]> {
  return step.map((one) => [one as Step]);
}

const PAYERS: PayerOptions[] = [
  { password: "never", balance: 3_000 },
  { password: "limits", balance: 1_000_000, wallet: "mainland" },
  { password: "always", balance: 100, cards: [{ kind: "debit", available: 2_000 }, { kind: "credit", available: 200_000 }] },
];

class Run {
  readonly shop = new Shop();
  readonly payers: Payer[];
  /** Money that each payer was given in all. */
  readonly given: number[];
  /** What was seen of each order's state, by number. */
  private readonly before = new Map<string, OrderState>();
  private readonly codes: (string | undefined)[] = [];
  private readonly urls: (string | undefined)[] = [];

  constructor() {
    const { gateway, merchant } = this.shop;
    merchant.feeRate = 60;
    this.payers = PAYERS.map((options) => gateway.addPayer(options));
    this.given = this.payers.map(moneyOf);
  }

  take(one: Step): void {
    const { shop, payers, codes } = this;
    switch (one.do) {
      case "pay": {
        const code = one.fresh ? payers[one.payer]!.showCode() : codes[one.payer] ?? payers[one.payer]!.showCode();
        codes[one.payer] = code;
        return void this.send("/pay/micropay", payment(`T${one.order}`, code, { total_fee: String(AMOUNTS[one.order]) }));
      }
      case "order": {
        const fields = unifiedOrder(`T${one.order}`, { total_fee: String(AMOUNTS[one.order]) });
        this.urls[one.order] = this.send("/pay/unifiedorder", fields) ?? this.urls[one.order];
        return;
      }
      case "scan": {
        const url = this.urls[one.order];
        return url === undefined ? undefined : void payers[one.payer]!.scan(url);
      }
      case "query": return void this.send("/pay/orderquery", { out_trade_no: `T${one.order}` });
      case "reverse": return void this.send("/secapi/pay/reverse", { out_trade_no: `T${one.order}` });
      case "close": return void this.send("/pay/closeorder", { out_trade_no: `T${one.order}` });
      case "refundquery": return void this.send("/pay/refundquery", { out_trade_no: `T${one.order}` });
      case "refund": {
        const total = AMOUNTS[one.order]!;
        const fee = one.part === 0 ? 1 : Math.ceil(total / one.part);
        const numbers = { out_trade_no: `T${one.order}`, out_refund_no: `R${one.number}` };
        return void this.send("/secapi/pay/refund", { ...numbers, total_fee: String(total), refund_fee: String(fee) });
      }
      case "type": return payers[one.payer]!.asked && payers[one.payer]!.typePassword();
      case "refuse": return payers[one.payer]!.asked && payers[one.payer]!.refuse();
      case "startTyping": return payers[one.payer]!.startTyping();
      case "coupon": return void shop.gateway.books.coupons.grant(payers[one.payer]!.id, shop.merchant, { type: one.payer === 0 ? "CASH" : "NO_CASH", fee: 400 });
      case "topUp":
        this.given[one.payer]! += 1_000;
        return payers[one.payer]!.topUp(1_000);
      case "closeAccount": return void (payers[one.payer]!.accountClosed = true);
      case "wait": return shop.clock.advance(one.ms);
      case "fault": return shop.gateway.planFaults([{ kind: one.kind }]);
    }
  }

  /** After every step: the books are proven, and no order went where it may not. */
  check(): void {
    const { gateway } = this.shop;
    assert.equal(gateway.verify(), []);
    for (const { outTradeNo, state, tradeType } of gateway.orders.all()) {
      const last = this.before.get(outTradeNo) ?? "NOTPAY";
      assert.ok(last === state || NEXT[last].includes(state), `${last} became ${state}`);
      assert.is.not(state, tradeType === "MICROPAY" ? "CLOSED" : "REVOKED");
      this.before.set(outTradeNo, state);
    }
  }

  /** At the end of time: everything has ended, and queries, ledger, bill and wallets tell the same story. */
  finish(): void {
    const { gateway, clock, merchant } = this.shop;
    gateway.planFaults([]);
    clock.advance(3 * DAY_MS);
    this.check();
    const days = new Set(gateway.ledger.entries().map((entry) => dayOf(entry.atMs)));
    const bill = [...days].flatMap((day) => readBill(this.bytes("/pay/downloadbill", { bill_date: day })));
    const paidBy = this.payers.map(() => 0);
    for (const one of gateway.orders.all()) {
      const query = this.shop.query(one.outTradeNo);
      assert.is(query["trade_state"], one.state);
      if (one.tradeType === "MICROPAY") assert.not.ok(one.state === "NOTPAY" || one.state === "USERPAYING");
      const entries = gateway.ledger.entries(keyOf(one));
      const rows = bill.filter((row) => row.outTradeNo === one.outTradeNo);
      assert.equal(rows.filter((row) => row.state === "SUCCESS").length, entries.filter(({ kind }) => kind === "payment").length);
      assert.equal(rows.filter((row) => row.state === "REVOKED").length, entries.filter(({ kind }) => kind === "reversal").length);
      if (one.state === "SUCCESS" || one.state === "REFUND") {
        paidBy[this.payers.indexOf(one.payer!)]! += this.compare(one, query, rows);
      } else {
        assert.is(query["transaction_id"], undefined);
        assert.equal(rows.length, one.state === "REVOKED" && one.paidAtMs !== undefined ? 2 : 0);
      }
    }
    const numbers = bill.filter((row) => row.state === "REFUND").map((row) => row.outRefundNo);
    assert.is(new Set(numbers).size, numbers.length, "a refund number was used twice");
    this.payers.forEach((one, at) => assert.is(moneyOf(one), this.given[at]! - paidBy[at]!));
    assert.equal(bill.filter((row) => gateway.order(merchant, row.outTradeNo) === undefined), []);
  }

  /** Compares a paid order's query, refund query and lines of the bill; gives the cash that its payer is short of. */
  private compare(one: Order, query: Message, rows: ReturnType<typeof readBill>): number {
    const total = Number(query["total_fee"]);
    assert.equal([rows[0]!.state, rows[0]!.total, rows[0]!.transactionId], ["SUCCESS", total, query["transaction_id"]]);
    const refunds = rows.filter((row) => row.state === "REFUND");
    assert.equal(refunds.map((row) => row.outRefundNo), one.refunds.map((refund) => refund.outRefundNo));
    assert.is(refunds.length > 0, query["trade_state"] === "REFUND");
    const back = this.shop.refundQuery({ out_trade_no: one.outTradeNo });
    let cash = Number(query["cash_fee"]);
    let returned = 0;
    refunds.forEach((row, at) => {
      const status = back[`refund_status_${at}`]!;
      assert.ok(["SUCCESS", "CHANGE", "REFUNDCLOSE"].includes(status), `a refund is ${status} for ever`);
      assert.equal([row.outRefundNo, row.refund], [back[`out_refund_no_${at}`], Number(back[`refund_fee_${at}`])]);
      if (status !== "SUCCESS") return;
      returned += row.refund;
      cash -= this.shop.gateway.books.refund(keyOf(one), row.outRefundNo)!.cashRefundFee;
    });
    assert.ok(returned <= total, `${returned} of ${total} came back`);
    return cash;
  }

  /** Sends what a client would and ignores the answer, but for the code of an order that was made. */
  private send(path: string, fields: Message): string | undefined {
    const outcome = this.shop.send(path, toXml(this.shop.request({ sign_type: "MD5", ...fields })), { fingerprint: this.shop.fingerprint });
    if (outcome.kind !== "answer") return undefined;
    return /weixin:[^\]]+/.exec(new TextDecoder().decode(outcome.response.body))?.[0];
  }

  private bytes(path: string, fields: Message): Uint8Array {
    const outcome = this.shop.send(path, toXml(this.shop.request(fields)));
    if (outcome.kind !== "answer") throw new Error(`no answer but ${outcome.kind}`);
    return outcome.response.body;
  }
}

/** In the wallet and on its cards. */
function moneyOf({ purse }: Payer): number {
  return purse.sources.reduce((sum, source) => sum + purse.available(source), 0);
}

/** The day of UTC+8 as the interface writes it. */
function dayOf(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
}

test(`whatever happens in whatever order, books, orders, queries, bill and wallets agree (${RUNS} sequences)`, () => {
  fc.assert(fc.property(fc.array(block, { minLength: 3, maxLength: 7 }), (blocks) => {
    const run = new Run();
    for (const one of blocks.flat()) {
      run.take(one);
      run.check();
    }
    run.finish();
  }), { seed: 20260105, numRuns: RUNS, includeErrorInReport: true });
});

test.run();
