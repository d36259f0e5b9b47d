import type { UsedCoupon } from "./coupons";
import { accounts, type CouponType, type Entry, type Line, type LineRole } from "./ledger";

/** How a payment is split. Amounts are minor units of `feeType`, the cash of `cashFeeType`. */
export interface Quote {
  totalFee: number;
  feeType: string;
  cashFee: number;
  cashFeeType: string;
  coupons: UsedCoupon[];
  couponFee: number;
  /** The order less the discounts that the merchant bears. */
  settlementTotalFee: number;
}

/** What was paid, as its entry tells. */
export interface PaymentSums extends Quote {
  atMs: number;
  /** What the gateway kept. */
  fee: number;
  /** The account that paid the cash. */
  source: string;
}

/** Where a refund's money comes from: what was taken and not settled yet, or what was paid in for it. */
export type RefundSource = "unsettled" | "recharge";

/** What was refunded, as its entries tell; `fee` came back to the merchant. */
export interface RefundSums {
  /** Accepted at. */
  atMs: number;
  outRefundNo: string;
  refundFee: number;
  feeType: string;
  cashRefundFee: number;
  cashFeeType: string;
  coupons: UsedCoupon[];
  couponRefundFee: number;
  settlementRefundFee: number;
  fee: number;
  source: RefundSource;
  /** On its way, with the payer, or back with the merchant; since when. */
  state: "pending" | "done" | "returned";
  finishedAtMs: number | undefined;
}

/** Reads a payment from its entry. */
export function readPayment(entry: Entry): PaymentSums {
  const sums = readLines(entry.lines, 1);
  return {
    atMs: entry.atMs, totalFee: sums.order, feeType: sums.feeType, cashFee: sums.cash,
    cashFeeType: sums.cashFeeType, coupons: sums.coupons, couponFee: sums.coupon,
    settlementTotalFee: sums.order - sums.discount, fee: sums.fee,
    source: lineOf(entry.lines, "cash").account,
  };
}

/** Reads all refunds from the entries about one order. */
export function readRefunds(entries: readonly Entry[]): RefundSums[] {
  return entries.filter((entry) => entry.kind === "refund").map((entry) => {
    const end = entries.find((other) => other.part === entry.part && other.kind.startsWith("refund")
      && other.kind !== "refund");
    return readRefund(entry, end);
  });
}

/** Reads a refund from the entry that accepted it and the one that ended it, if any. */
export function readRefund(entry: Entry, end: Entry | undefined): RefundSums {
  const sums = readLines(entry.lines, -1);
  const pool = lineOf(entry.lines, "order").account;
  return {
    atMs: entry.atMs, outRefundNo: entry.part!, refundFee: sums.order, feeType: sums.feeType,
    cashRefundFee: sums.cash, cashFeeType: sums.cashFeeType, coupons: sums.coupons,
    couponRefundFee: sums.coupon, settlementRefundFee: sums.order - sums.discount, fee: sums.fee,
    source: pool.startsWith(accounts.recharge("")) ? "recharge" : "unsettled",
    state: end === undefined ? "pending" : end.kind === "refundDone" ? "done" : "returned",
    finishedAtMs: end?.atMs,
  };
}

/** Sums of the lines by role; `direction` is 1 for a payment, -1 for what gives it back. */
function readLines(lines: readonly Line[], direction: 1 | -1) {
  const order = lineOf(lines, "order");
  const cash = lineOf(lines, "cash");
  const coupons: UsedCoupon[] = [];
  let discount = 0;
  let fee = 0;
  for (const { role, account, amount } of lines) {
    if (role === "coupon") coupons.push({ ...couponOf(account), fee: -amount * direction });
    else if (role === "discount" && account === order.account) discount -= amount * direction;
    else if (role === "fee" && account === order.account) fee -= amount * direction;
  }
  return {
    order: order.amount * direction, feeType: order.currency,
    // Minus zero would be another value to a test that compares.
    cash: -cash.amount * direction || 0, cashFeeType: cash.currency,
    coupons, coupon: coupons.reduce((total, coupon) => total + coupon.fee, 0), discount, fee,
  };
}

function lineOf(lines: readonly Line[], role: LineRole): Line {
  return lines.find((line) => line.role === role)!;
}

function couponOf(account: string): { type: CouponType; id: string } {
  const [, type, id] = account.split("/");
  return { type: type as CouponType, id: id! };
}
