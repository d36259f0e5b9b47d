import { formatMoney } from "../../firmware/domain/money";
import type { ExchangeRecord } from "../gateway/gateway";
import type { Session } from "./session";

/** What the payment service writes to the owner of the shop. Money as printed; times from the beginning of the session. */
export type Tiding = { atMs: number } & (
  | { kind: "received" | "refunded" | "reversed" | "unheard"; money: string; order: string }
  /** So many calls in a row came to nothing. */
  | { kind: "failing"; calls: number; path: string }
);

/** Kinds that ask the owner to look after something. */
export const ALERTS: readonly Tiding["kind"][] = ["unheard", "failing"];

/** A terminal that has not heard of a payment by then may never do so without help. */
const UNHEARD_MS = 60_000;
const FAILING_CALLS = 3;
const KINDS: Readonly<Record<string, "received" | "refunded" | "reversed">> = {
  payment: "received", refundDone: "refunded", reversal: "reversed",
};

/**
 * The messages on the phone of the shop's owner: what the books of the payment service say, whatever the terminal
 * says, and two alerts. The service's own rules for alerts are not published beyond "calls fail"; these are ours.
 */
export class Owner {
  /** Orders of which the terminal got a good answer, and when first. */
  private readonly heard = new Map<string, number>();
  private readonly failures: Tiding[] = [];
  private failed = 0;

  constructor(private readonly session: Session) {
    session.exchangeListeners.push((record) => this.note(record));
  }

  /** All so far, oldest first. */
  get tidings(): Tiding[] {
    const { shop, nowMs } = this.session;
    const ours = `${shop.merchant.accountName}/`;
    const settled = new Map(this.heard);
    const moved: Tiding[] = [];
    const unheard: Tiding[] = [];
    const startMs = shop.clock.nowMs - nowMs;
    for (const entry of shop.gateway.ledger.entries()) {
      const kind = KINDS[entry.kind];
      // A session may have other merchants beside the shop.
      if (kind === undefined || !entry.about.startsWith(ours)) continue;
      const order = entry.about.slice(ours.length);
      const money = moneyOf(this.session, order, entry.part);
      const atMs = entry.atMs - startMs;
      moved.push({ atMs, kind, money, order });
      if (kind === "reversed" && !settled.has(order)) settled.set(order, atMs);
      if (kind === "received") unheard.push({ atMs: atMs + UNHEARD_MS, kind: "unheard", money, order });
    }
    const late = unheard.filter((one) => one.atMs <= Math.min(nowMs, settled.get("order" in one ? one.order : "") ?? nowMs));
    return [...moved, ...late, ...this.failures].sort((a, b) => a.atMs - b.atMs);
  }

  private note({ answer, outcome, fault, path }: ExchangeRecord): void {
    const { nowMs } = this.session;
    const isGood = outcome === "answer" && fault === undefined && answer["return_code"] === "SUCCESS";
    this.failed = isGood ? 0 : this.failed + 1;
    if (this.failed === FAILING_CALLS) this.failures.push({ atMs: nowMs, kind: "failing", calls: FAILING_CALLS, path });
    const { out_trade_no: order, transaction_id: transaction } = answer;
    // A good answer names the transaction as soon as there is one.
    if (isGood && order && transaction && !this.heard.has(order)) this.heard.set(order, nowMs);
  }
}

function moneyOf({ shop }: Session, outTradeNo: string, refund: string | undefined): string {
  const order = shop.gateway.orders.find(shop.merchant, outTradeNo)!;
  const minor = refund === undefined ? order.totalFee : order.refunds.find(({ outRefundNo }) => outRefundNo === refund)!.fee;
  return formatMoney(minor, order.feeType);
}
