import type { VirtualClock } from "../clock";
import type { Source } from "../wallet/purse";
import type { Books } from "./books";
import type { Merchant } from "./merchants";
import type { RefundSource, RefundSums } from "./money-views";
import { keyOf, type Order, type Refund, type RefundStatus } from "./order";
import type { Orders } from "./orders";
import { dayOf } from "./protocol/time";
import { DIGITS, type Random } from "./random";

/** A refund to a wallet's balance arrives after this time, one to a card after the longer one. */
export const TO_BALANCE_MS = 20 * 60_000;
export const TO_CARD_MS = 2 * 86_400_000;
/** An order takes so many refunds, at least so long one after another, until so long after its payment. */
export const REFUNDS_MAX = 50;
export const REFUND_GAP_MS = 60_000;
export const REFUND_LATEST_MS = 365 * 86_400_000;

/** What a request says about a new refund. */
export interface RefundTerms {
  outRefundNo: string;
  fee: number;
  account: RefundSource;
  notifyUrl: string | undefined;
}

/** How a refund ends: with the payer, at the merchant for other means, or not at all. */
export type RefundEnd = Exclude<RefundStatus, "PROCESSING">;

/** What the books call each status. */
const STATES: Readonly<Record<RefundStatus, RefundSums["state"]>> = {
  PROCESSING: "pending", SUCCESS: "done", CHANGE: "returned", REFUNDCLOSE: "returned",
};

/** All refunds and the only code that changes their status; money moves in the same step. */
export class Refunds {
  /** Told of every refund that has ended. */
  onFinished: ((refund: Refund) => void) | undefined;
  /** Decides how a refund ends in place of what the payer's account would say. */
  endOf: ((refund: Refund) => RefundEnd | undefined) | undefined;

  private readonly byNumber = new Map<string, Refund>();
  private readonly byId = new Map<string, Refund>();

  constructor(
    private readonly clock: VirtualClock, private readonly books: Books,
    private readonly orders: Orders, private readonly random: Random,
  ) {}

  /** By the gateway's number if given, else by the merchant's own. */
  find(merchant: Merchant, outRefundNo: string | undefined, refundId?: string): Refund | undefined {
    if (!refundId) return this.byNumber.get(`${merchant.accountName}/${outRefundNo ?? ""}`);
    const refund = this.byId.get(refundId);
    return refund?.order.merchant === merchant ? refund : undefined;
  }

  all(): Refund[] {
    return [...this.byNumber.values()];
  }

  /**
   * Takes the money from the merchant and sets it on its way. Undefined: the funds are too small and
   * nothing moved. The caller has made sure that the order may be refunded so much.
   */
  accept(order: Order, terms: RefundTerms): Refund | undefined {
    const { merchant } = order;
    const { outRefundNo, fee, account } = terms;
    const taken = this.books.acceptRefund(keyOf(order), outRefundNo, merchant, fee, account);
    if (!taken) return undefined;
    const source = order.source!;
    const refund: Refund = {
      ...terms, order, refundId: this.nextId(), requestedAtMs: this.clock.nowMs, channel: "ORIGINAL",
      receiveAccount: nameOf(source), status: "PROCESSING",
    };
    this.byNumber.set(`${merchant.accountName}/${refund.outRefundNo}`, refund);
    this.byId.set(refund.refundId, refund);
    order.refunds.push(refund);
    this.orders.markRefunded(order);
    this.clock.after(source.kind === "balance" ? TO_BALANCE_MS : TO_CARD_MS, () => {
      if (refund.status === "PROCESSING") this.finish(refund, this.decide(refund));
    });
    return refund;
  }

  /** Ends a refund that is on its way. Throws when it has ended. */
  finish(refund: Refund, end: RefundEnd): void {
    if (refund.status !== "PROCESSING") throw new Error(`refund ${refund.outRefundNo} is ${refund.status}`);
    const { order, outRefundNo } = refund;
    const { merchant } = order;
    const to = end === "CHANGE" ? "recharge" : undefined;
    if (end === "SUCCESS") this.books.completeRefund(keyOf(order), outRefundNo);
    else this.books.returnRefund(keyOf(order), outRefundNo, merchant, to);
    refund.status = end;
    refund.finishedAtMs = this.clock.nowMs;
    if (end === "SUCCESS") {
      const { cashRefundFee: amount, cashFeeType: currency } = this.books.refund(keyOf(order), outRefundNo)!;
      order.payer!.notify({ kind: "refund", merchantName: merchant.name, amount, currency });
    }
    this.onFinished?.(refund);
  }

  /** Compares every refund with the books. Gives what is wrong; an empty list is the proof. */
  verify(): string[] {
    const problems: string[] = [];
    for (const refund of this.byNumber.values()) {
      const { order, outRefundNo, status, fee } = refund;
      const sums = this.books.refund(keyOf(order), outRefundNo);
      if (sums?.state !== STATES[status] || sums.refundFee !== fee) {
        problems.push(`refund ${outRefundNo} is ${status} with ${fee}, its money is not`);
      }
      if (order.state !== "REFUND") problems.push(`${keyOf(order)} is ${order.state} with a refund`);
      if (this.books.refundable(keyOf(order)) < 0) problems.push(`${keyOf(order)} was refunded too much`);
    }
    return problems;
  }

  private decide(refund: Refund): RefundEnd {
    const planned = this.endOf?.(refund);
    if (planned !== undefined) return planned;
    const payer = refund.order.payer!;
    if (payer.accountClosed) return "REFUNDCLOSE";
    return payer.takesRefund(refund.order.source!) ? "SUCCESS" : "CHANGE";
  }

  private nextId(): string {
    const day = dayOf(this.clock.nowMs);
    let id: string;
    do id = `5030000000${day}${this.random.text(11, DIGITS)}`; while (this.byId.has(id));
    return id;
  }
}

function nameOf(source: Source): string {
  if (source.kind === "balance") return "支付用户零钱";
  const kind = source.kind === "credit" ? "信用卡" : "借记卡";
  return `${kind}${source.card?.number.slice(-4) ?? ""}`;
}
