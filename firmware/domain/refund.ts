/** One refund of all or a part of an order; all that a repeat of its request needs. */
export interface Refund {
  /** Our number of this refund, unique for ever. The same number refunds once, another one could refund twice. */
  outRefundNo: string;
  /** The order that was paid. */
  outTradeNo: string;
  /** This refund, minor units. */
  amountMinor: number;
  /** The whole order, minor units. */
  totalMinor: number;
  /** ISO 4217, the payment's. */
  currency: string;
  /** Wall time of the wish, milliseconds since 1970 UTC. */
  startedMs: number;
}

/** The number of the refund that takes an order's place: derived, so that after a cut of power it is the same. */
export function reverseRefundNo(outTradeNo: string): string {
  return outTradeNo + "V";
}

/** How a refund ended: given back; never accepted; closed by the gateway; accepted, but the payer's account refused it. */
export type RefundEnd = "refunded" | "refused" | "closed" | "manual";
