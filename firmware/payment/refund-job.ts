import { isListed } from "../domain/listed";
import type { Refund } from "../domain/refund";

/**
 * Where a refund stands (protocol reference 4.5). `requesting`: the request may be on its way. `unclear`: a query
 * is to tell. `confirming`: the gateway refused, a query makes sure. `waiting`: not accepted now, sent again
 * later. `accepted`: on its way to the customer. The rest is final, as in `RefundEnd`.
 */
export type RefundPhase =
  | "requesting" | "unclear" | "confirming" | "waiting" | "accepted"
  | "refunded" | "refused" | "closed" | "manual";

/** A refund on its way. A value: every step makes a new one. */
export interface RefundJob {
  refund: Refund;
  phase: RefundPhase;
  /** A request of this refund is under way. */
  asking: boolean;
  /** Rounds since something new was learnt. */
  tries: number;
  /** The request never left so often, one time after another. */
  unsent: number;
  /** Which of the merchant's hosts is asked: the next after each silence. */
  host: number;
  /** Unsigned refusals of the request. */
  refusals: number;
  /** Found in the journal at start. */
  recovered: boolean;
  /** Why: the gateway's code or our own word. */
  reason: string;
}

/** A fresh job in the phase given. */
export function makeRefundJob(refund: Refund, phase: RefundPhase): RefundJob {
  return {
    refund: refund, phase: phase, asking: true, tries: 0, unsent: 0, host: 0, refusals: 0, recovered: false, reason: "",
  };
}

/** Whether the gateway has the last word on it: nothing more will be asked. */
export function isRefundEnded(job: RefundJob): boolean {
  return isListed(" refunded refused closed manual ", job.phase);
}
