import type { VirtualClock } from "../clock";
import { Coupons, couponSumOf } from "./coupons";
import { exchange } from "./currencies";
import { feeOf } from "./fees";
import { accounts, type Entry, Ledger, type Line } from "./ledger";
import type { Merchant } from "./merchants";
import { type PaymentSums, type Quote, readPayment, readRefunds, type RefundSource, type RefundSums } from "./money-views";
import { partOf } from "./refund-parts";
import { Settlements } from "./settlement";

export type { PaymentSums, RefundSource, RefundSums } from "./money-views";

/** What the books must know of a payer. */
export interface Purse {
  id: string;
  currency: string;
}

/**
 * The only code that moves the money of orders. Each method books one balanced entry under the order's
 * name in the books (`about`); what was paid and refunded is read back from these entries.
 */
export class Books {
  readonly ledger = new Ledger();
  readonly coupons: Coupons;
  readonly settlements: Settlements;

  constructor(private readonly clock: VirtualClock) {
    this.coupons = new Coupons(clock, this.ledger);
    this.settlements = new Settlements(this.ledger);
    this.ledger.before = (atMs) => this.settlements.settleUntil(atMs);
  }

  /** Splits an amount into the payer's coupons and cash. Moves nothing. */
  quote(merchant: Merchant, payer: Purse, totalFee: number, feeType: string): Quote {
    const coupons = this.coupons.fitting(payer.id, merchant, totalFee, feeType);
    const couponFee = couponSumOf(coupons);
    return {
      totalFee, feeType, coupons, couponFee,
      cashFee: exchange(totalFee - couponFee, feeType, payer.currency),
      cashFeeType: payer.currency,
      settlementTotalFee: totalFee - couponSumOf(coupons, "NO_CASH"),
    };
  }

  /** Pays an order as quoted, the cash from `source`. Throws, and moves nothing, when it has not enough. */
  pay(about: string, merchant: Merchant, source: string, quote: Quote): void {
    const { accountName } = merchant;
    const pool = accounts.merchant(accountName);
    const currency = quote.feeType;
    const lines: Line[] = [
      { account: source, currency: quote.cashFeeType, amount: -quote.cashFee, role: "cash" },
      ...exchangeLines(quote.cashFee, quote.cashFeeType, quote.totalFee - quote.couponFee, currency),
      { account: pool, currency, amount: quote.totalFee, role: "order" },
    ];
    for (const { type, id, fee } of quote.coupons) {
      lines.push({ account: accounts.coupon(type, id), currency, amount: -fee, role: "coupon" });
    }
    lines.push(...discountLines(accountName, pool, currency, quote.totalFee - quote.settlementTotalFee));
    lines.push(...feeLines(pool, currency, feeOf(quote.settlementTotalFee, merchant.feeRate)));
    this.settlements.open(merchant);
    this.ledger.post({ atMs: this.clock.nowMs, kind: "payment", about, lines });
  }

  /**
   * Gives everything of a payment back. Where the merchant's money was settled already, the gateway
   * advances it and takes it from the next settlement.
   */
  reverse(about: string, merchant: Merchant): void {
    this.settlements.settleUntil(this.clock.nowMs);
    const paid = this.entry(about, "payment");
    if (paid === undefined) throw new Error(`${about} was not paid`);
    if (this.entry(about, "reversal") !== undefined || this.refunds(about).some(isActive)) {
      throw new Error(`${about} was given back already`);
    }
    const lines: Line[] = paid.lines.map((line) => ({ ...line, amount: -line.amount }));
    const pool = accounts.merchant(merchant.accountName);
    const { feeType: currency } = readPayment(paid);
    const short = -this.ledger.balance(pool, currency) - sumOf(lines, pool);
    if (short > 0) {
      lines.push({ account: accounts.advance(merchant.accountName), currency, amount: -short });
      lines.push({ account: pool, currency, amount: short });
    }
    this.ledger.post({ atMs: this.clock.nowMs, kind: "reversal", about, lines });
  }

  /**
   * Takes a refund from the merchant and sets it on its way. Coupons and the fee go back in proportion,
   * the last part takes what is left. False: the source has not enough, nothing moved.
   */
  acceptRefund(
    about: string, outRefundNo: string, merchant: Merchant, refundFee: number,
    source: RefundSource = "unsettled",
  ): boolean {
    this.settlements.settleUntil(this.clock.nowMs);
    const lines = this.refundLines(about, outRefundNo, merchant, refundFee, source);
    const pool = poolOf(merchant, source);
    const currency = this.payment(about)!.feeType;
    if (this.ledger.balance(pool, currency) + sumOf(lines, pool) < 0) return false;
    this.ledger.post({ atMs: this.clock.nowMs, kind: "refund", about, part: outRefundNo, lines });
    return true;
  }

  /** Brings an accepted refund to the payer: to the account that paid, unless told another. */
  completeRefund(about: string, outRefundNo: string, target?: string): void {
    const { cashRefundFee: amount, cashFeeType: currency } = this.pending(about, outRefundNo);
    const lines = [
      { account: accounts.transit, currency, amount: -amount },
      { account: target ?? this.payment(about)!.source, currency, amount },
    ];
    this.ledger.post({ atMs: this.clock.nowMs, kind: "refundDone", about, part: outRefundNo, lines });
  }

  /** Brings an accepted refund back to the merchant, to where it came from unless told otherwise. */
  returnRefund(about: string, outRefundNo: string, merchant: Merchant, target?: RefundSource): void {
    const from = poolOf(merchant, this.pending(about, outRefundNo).source);
    const to = target === undefined ? from : poolOf(merchant, target);
    const entries = this.ledger.entries(about);
    const taken = entries.find((entry) => entry.kind === "refund" && entry.part === outRefundNo)!;
    const lines = taken.lines.map((line) => {
      return { ...line, account: line.account === from ? to : line.account, amount: -line.amount };
    });
    this.settlements.open(merchant);
    this.ledger.post({ atMs: this.clock.nowMs, kind: "refundReturned", about, part: outRefundNo, lines });
  }

  /** The merchant pays in, to refund from: minor units of its first currency unless told. */
  recharge(merchant: Merchant, amount: number, currency = merchant.currencies[0]!): void {
    const lines = [
      { account: accounts.outside, currency, amount: -amount },
      { account: accounts.recharge(merchant.accountName), currency, amount },
    ];
    this.ledger.post({ atMs: this.clock.nowMs, kind: "recharge", about: merchant.accountName, lines });
  }

  /** What was paid for an order, if it was; also after it was given back. */
  payment(about: string): PaymentSums | undefined {
    const entry = this.entry(about, "payment");
    return entry === undefined ? undefined : readPayment(entry);
  }

  /** All refunds of an order that were ever accepted, in that order. */
  refunds(about: string): RefundSums[] {
    return readRefunds(this.ledger.entries(about));
  }

  refund(about: string, outRefundNo: string): RefundSums | undefined {
    return this.refunds(about).find((one) => one.outRefundNo === outRefundNo);
  }

  /** What of a payment was not refunded, nor is on its way back. */
  refundable(about: string): number {
    const paid = this.payment(about);
    if (paid === undefined || this.entry(about, "reversal") !== undefined) return 0;
    return paid.totalFee - sum(this.refunds(about).filter(isActive).map((one) => one.refundFee));
  }

  /** What the merchant was paid and keeps in one currency, settled or not. */
  kept(merchant: Merchant, currency: string): number {
    this.settlements.settleUntil(this.clock.nowMs);
    const { merchant: pool, bank, advance, recharge } = accounts;
    return sum([pool, bank, advance, recharge].map((account) => {
      return this.ledger.balance(account(merchant.accountName), currency);
    }));
  }

  /** Proves the ledger up to now. An empty list is the proof. */
  verify(): string[] {
    this.settlements.settleUntil(this.clock.nowMs);
    return this.ledger.verify();
  }

  private refundLines(
    about: string, outRefundNo: string, merchant: Merchant, refundFee: number, source: RefundSource,
  ): Line[] {
    const paid = this.payment(about);
    const before = this.refunds(about);
    const wrong = paid === undefined || !(refundFee > 0) || refundFee > this.refundable(about)
      || before.some((one) => one.outRefundNo === outRefundNo);
    if (wrong) throw new Error(`${about} cannot be refunded so`);
    const { coupons, cash, cashFee, fee } = partOf(paid, before.filter(isActive), refundFee);
    const { feeType: currency, cashFeeType } = paid;
    const pool = poolOf(merchant, source);
    const lines: Line[] = [
      { account: accounts.transit, currency: cashFeeType, amount: cashFee, role: "cash" },
      ...exchangeLines(-cashFee, cashFeeType, -cash, currency),
      { account: pool, currency, amount: -refundFee, role: "order" },
    ];
    for (const coupon of coupons) {
      const account = accounts.coupon(coupon.type, coupon.id);
      lines.push({ account, currency, amount: coupon.fee, role: "coupon" });
    }
    lines.push(...discountLines(merchant.accountName, pool, currency, -couponSumOf(coupons, "NO_CASH")));
    lines.push(...feeLines(pool, currency, -fee));
    return lines;
  }

  private pending(about: string, outRefundNo: string): RefundSums {
    const refund = this.refund(about, outRefundNo);
    if (refund?.state !== "pending") throw new Error(`refund ${outRefundNo} of ${about} is not on its way`);
    return refund;
  }

  private entry(about: string, kind: Entry["kind"]): Entry | undefined {
    return this.ledger.entries(about).find((entry) => entry.kind === kind);
  }
}

/** The exchange takes one currency and gives the other; nothing where they are the same. */
function exchangeLines(taken: number, takenType: string, given: number, givenType: string): Line[] {
  if (takenType === givenType) return [];
  return [
    { account: accounts.exchange, currency: takenType, amount: taken },
    { account: accounts.exchange, currency: givenType, amount: -given },
  ];
}

/** The merchant redeems its own promise: the order's whole amount came in, the discount goes out. */
function discountLines(accountName: string, pool: string, currency: string, amount: number): Line[] {
  if (amount === 0) return [];
  return [
    { account: pool, currency, amount: -amount, role: "discount" },
    { account: accounts.promotion(accountName), currency, amount, role: "discount" },
  ];
}

function feeLines(pool: string, currency: string, fee: number): Line[] {
  if (fee === 0) return [];
  return [
    { account: pool, currency, amount: -fee, role: "fee" },
    { account: accounts.fees, currency, amount: fee, role: "fee" },
  ];
}

function poolOf(merchant: Merchant, source: RefundSource): string {
  const account = source === "recharge" ? accounts.recharge : accounts.merchant;
  return account(merchant.accountName);
}

function isActive(refund: RefundSums): boolean {
  return refund.state !== "returned";
}

function sumOf(lines: readonly Line[], account: string): number {
  return sum(lines.filter((line) => line.account === account).map((line) => line.amount));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
