import type { Order } from "../domain/order";

/**
 * Where an attempt stands (protocol reference 4.3). Before `submitting` there is no attempt; from
 * there on a cancel means "ask, then reverse". `submitting`: the request may be on its way.
 * `confirming`: the gateway refused, one query makes sure. `checking`: the password is awaited or
 * nothing is known. `reversing`: given up, money that moved goes back. The others are final.
 */
export type Phase =
  | "submitting" | "confirming" | "checking" | "reversing"
  | "charged" | "notCharged" | "reversed" | "attention";

/** One payment attempt. A value: every step makes a new one. */
export interface Attempt {
  order: Order;
  phase: Phase;
  /** While submitting only, for the one repeat that is allowed; never journaled. */
  authCode: string;
  /** Which of the merchant's hosts is asked: the one that took the submit, then the next after each silence. */
  host: number;
  /** Submits that never left, then reverses that must be repeated. */
  tries: number;
  /** Reverses that the gateway refused. */
  refusals: number;
  /** The gateway will not reverse: one query tells how it stands, then a person has to look. */
  impossible: boolean;
  /** A request of this attempt is under way. */
  asking: boolean;
  /** The payer was asked for the password. */
  password: boolean;
  /** The documented 15 s since the submit are over. */
  mayReverse: boolean;
  /** The next query is the last one before the reverse. */
  givingUp: boolean;
  /** Wished by the cashier, carried out when `mayReverse`. */
  cancelWished: boolean;
  /** The gateway confirmed the reverse; a query is to agree. */
  reverseDone: boolean;
  /** The cashier already knows the outcome; what follows only makes sure. */
  verdictGiven: boolean;
  /** Found in the journal at start. */
  recovered: boolean;
  /** Why: the gateway's code or our own word; looked up in the catalogue. */
  reason: string;
  /** The gateway's number, when paid. */
  transactionId: string;
}

/** Whether the books are closed on this attempt: nothing more will be asked. */
export function isSettled(attempt: Attempt): boolean {
  const phase = attempt.phase;
  return phase === "charged" || phase === "notCharged" || phase === "reversed" || phase === "attention";
}

/** A fresh attempt in the phase given. */
export function makeAttempt(order: Order, phase: Phase, authCode: string): Attempt {
  return {
    order: order, phase: phase, authCode: authCode, host: 0, tries: 0, refusals: 0,
    impossible: false, asking: false, password: false, mayReverse: false,
    givingUp: false, cancelWished: false, reverseDone: false, verdictGiven: false, recovered: false,
    reason: "", transactionId: "",
  };
}
