import type { Order } from "../domain/order";
import type { Refund } from "../domain/refund";
import type { Attempt } from "./attempt";
import type { PrintEffect } from "./effects";

/**
 * Where a refund stands (protocol reference 4.5). `requesting`: the request may be on its way. `unclear`: a query
 * is to tell. `confirming`: the gateway refused, a query makes sure. `waiting`: not accepted now, sent again
 * later. `accepted`: on its way to the customer. The rest is final, as in `RefundEnd`.
 */
export type RefundPhase =
  | "requesting" | "unclear" | "confirming" | "waiting" | "accepted"
  | "refunded" | "refused" | "closed" | "manual";

/** What a refund in an order's place ended, and what that end changed: taken back when the journal refuses the refund. */
export interface Ended {
  /** As it was closed. */
  attempt: Attempt;
  /** What REPRINT and a refund without a slip meant before. */
  last: PrintEffect | null;
  lastCharged: Order | null;
}

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
  /** Requests in a row that came to nothing while queries were answered. */
  unheard: number;
  /** How often the gateway, after its refusals, did not know it: one such answer may be an old one repeated. */
  absences: number;
  /** Until the first answer, of a refund in an order's place; else null. */
  ended: Ended | null;
  /** Found in the journal at start. */
  recovered: boolean;
  /** Why: the gateway's code or our own word. */
  reason: string;
}

/** A fresh job in the phase given. */
export function makeRefundJob(refund: Refund, phase: RefundPhase): RefundJob {
  return {
    refund: refund, phase: phase, asking: true, tries: 0, unsent: 0, host: 0, refusals: 0, unheard: 0,
    absences: 0, ended: null, recovered: false, reason: "",
  };
}

/** Whether the gateway has the last word on it: nothing more will be asked. */
export function isRefundEnded(job: RefundJob): boolean {
  switch (job.phase) {
    case "refunded":
    case "refused":
    case "closed":
    case "manual": return true;
    default: return false;
  }
}
