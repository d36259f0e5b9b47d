import type { Books, PaymentSums, RefundSums } from "./books";
import { couponSumOf } from "./coupons";
import type { Entry } from "./ledger";
import type { Merchant } from "./merchants";
import { readPayment, readRefund } from "./money-views";
import type { Order, Refund, RefundStatus } from "./order";
import type { Orders } from "./orders";
import { DAY_MS, dayStart } from "./protocol/time";

/** What a bill may hold: everything, payments, refunds, or refunds from money that was paid in for them. */
export type BillType = "ALL" | "SUCCESS" | "REFUND" | "RECHARGE_REFUND";

/** What of a payment went back. Sums are minor units of the order's currency. */
export interface BillReturn {
  /** Empty for a payment that was revoked: such a return has no number. */
  refundId: string;
  outRefundNo: string;
  /** What was asked, coupons included; and without those that the merchant bore. */
  refundFee: number;
  settlementFee: number;
  couponFee: number;
  /** The CASH coupons of it. */
  rechargeCouponFee: number;
  channel: string;
  status: RefundStatus;
  requestedAtMs: number;
  finishedAtMs: number | undefined;
}

/** One line of a bill: a payment, or what went back of one. */
export interface BillRow {
  state: "SUCCESS" | "REFUND" | "REVOKED";
  atMs: number;
  order: Order;
  payment: PaymentSums;
  /** Undefined for a payment. */
  back: BillReturn | undefined;
  /** What the gateway kept, below 0 where it gave it back. */
  fee: number;
}

/** Where a bill is drawn from: sums come from the ledger, everything else from the orders. */
export interface BillSource {
  books: Books;
  orders: Orders;
}

/** The lines of a merchant's bill of one day (yyyyMMdd, UTC+8), in the order of booking. */
export function billRows(source: BillSource, merchant: Merchant, day: string, type: BillType): BillRow[] {
  const start = dayStart(day);
  const prefix = `${merchant.accountName}/`;
  const rows: BillRow[] = [];
  for (const entry of source.books.ledger.entries()) {
    if (entry.atMs < start || entry.atMs >= start + DAY_MS || !entry.about.startsWith(prefix)) continue;
    const order = source.orders.find(merchant, entry.about.slice(prefix.length));
    const row = order === undefined ? undefined : rowOf(source.books, entry, order);
    if (row !== undefined && belongs(row, entry, type)) rows.push(row);
  }
  return rows;
}

function belongs(row: BillRow, entry: Entry, type: BillType): boolean {
  const recharged = entry.kind === "refund" && readRefund(entry, undefined).source === "recharge";
  switch (type) {
    case "ALL": return !recharged;
    case "SUCCESS": return row.state === "SUCCESS";
    case "REFUND": return row.state !== "SUCCESS" && !recharged;
    case "RECHARGE_REFUND": return recharged;
  }
}

function rowOf(books: Books, entry: Entry, order: Order): BillRow | undefined {
  const { atMs } = entry;
  switch (entry.kind) {
    case "payment": {
      const payment = readPayment(entry);
      return { state: "SUCCESS", atMs, order, payment, back: undefined, fee: payment.fee };
    }
    case "reversal": {
      const payment = books.payment(entry.about)!;
      return { state: "REVOKED", atMs, order, payment, back: wholeOf(payment, atMs), fee: -payment.fee };
    }
    case "refund": {
      const payment = books.payment(entry.about)!;
      const sums = books.refund(entry.about, entry.part!)!;
      const refund = order.refunds.find((one) => one.outRefundNo === entry.part)!;
      return { state: "REFUND", atMs, order, payment, back: returnOf(refund, sums), fee: -sums.fee };
    }
    default: return undefined;
  }
}

function wholeOf(payment: PaymentSums, atMs: number): BillReturn {
  return {
    refundId: "", outRefundNo: "",
    refundFee: payment.totalFee, settlementFee: payment.settlementTotalFee,
    couponFee: payment.couponFee, rechargeCouponFee: couponSumOf(payment.coupons, "CASH"),
    channel: "ORIGINAL", status: "SUCCESS", requestedAtMs: atMs, finishedAtMs: atMs,
  };
}

function returnOf(refund: Refund, sums: RefundSums): BillReturn {
  return {
    refundId: refund.refundId, outRefundNo: refund.outRefundNo,
    refundFee: sums.refundFee, settlementFee: sums.settlementRefundFee,
    couponFee: sums.couponRefundFee, rechargeCouponFee: couponSumOf(sums.coupons, "CASH"),
    channel: refund.channel, status: refund.status,
    requestedAtMs: sums.atMs, finishedAtMs: sums.state === "done" ? sums.finishedAtMs : undefined,
  };
}
