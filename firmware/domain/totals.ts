/** What the terminal took and gave back since the last close of a shift, as its journal has it. Sums in minor units. */
export interface Totals {
  sales: number;
  salesMinor: number;
  refunds: number;
  refundsMinor: number;
}

/** One count of the till, from the close before it to its own. */
export interface Shift {
  /** From 1, one after another. */
  number: number;
  /** Wall time, milliseconds since 1970 UTC. */
  closedMs: number;
  totals: Totals;
}

/** Nothing yet. */
export function noTotals(): Totals {
  return { sales: 0, salesMinor: 0, refunds: 0, refundsMinor: 0 };
}

/** With one more sale, which may have been charged late. */
export function withSale(totals: Totals, amountMinor: number): Totals {
  return {
    sales: totals.sales + 1, salesMinor: totals.salesMinor + amountMinor,
    refunds: totals.refunds, refundsMinor: totals.refundsMinor,
  };
}

/** Without a sale that was counted and is not durable. */
export function withoutSale(totals: Totals, amountMinor: number): Totals {
  return {
    sales: totals.sales - 1, salesMinor: totals.salesMinor - amountMinor,
    refunds: totals.refunds, refundsMinor: totals.refundsMinor,
  };
}

/** With one more refund that reached the customer. */
export function withRefund(totals: Totals, amountMinor: number): Totals {
  return {
    sales: totals.sales, salesMinor: totals.salesMinor,
    refunds: totals.refunds + 1, refundsMinor: totals.refundsMinor + amountMinor,
  };
}
