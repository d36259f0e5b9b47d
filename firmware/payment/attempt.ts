import type { Order } from "../domain/order";

/**
 * Where an attempt stands (protocol reference 4.3, 4.4). Before `submitting` and `ordering` there is no
 * attempt; from there on a cancel means "ask, then cancel the order". `submitting`: the Quick Pay request may be
 * on its way. `confirming`: the gateway refused, one query makes sure. `ordering`: the order for the customer's
 * phone may be on its way. `showing`: the customer can pay it. `checking`: the password is awaited or nothing is
 * known. `reversing`: given up; Quick Pay is reversed and money that moved goes back, other orders are closed.
 * The rest is final. `refunding`: it was paid, could not be reversed, and a refund was opened in its place.
 */
export type Phase =
  | "submitting" | "confirming" | "ordering" | "showing" | "checking" | "reversing"
  | "charged" | "notCharged" | "reversed" | "refunding" | "attention";

/** One payment attempt. A value: every step makes a new one. */
export interface Attempt {
  order: Order;
  phase: Phase;
  /** The payment code, or the payer's name (openid) of a JSAPI order: while it may be sent again only; never journaled. */
  authCode: string;
  /** What brings the customer to the order, while it is shown; never journaled. */
  credential: string;
  /** Which of the merchant's hosts is asked: the one that took the submit, then the next after each silence. */
  host: number;
  /** Submits that never left, then reverses that must be repeated. */
  tries: number;
  /** A request of this attempt is under way. */
  asking: boolean;
  /** A request may have reached the gateway. */
  reached: boolean;
  /** The gateway told of this order by its number: that it does not know it is no end then. */
  known: boolean;
  /** The payer was asked for the password. */
  password: boolean;
  /** The documented 15 s since the submit are over; orders that are closed, not reversed, have no such rule. */
  mayReverse: boolean;
  /** The next query is the last one before the reverse. */
  givingUp: boolean;
  /** Wished by the cashier, carried out when `mayReverse`. */
  cancelWished: boolean;
  /** The gateway confirmed the reverse or close; a query is to agree. */
  reverseDone: boolean;
  /** How often it was not known there after that: one such answer may be an old one repeated. */
  absences: number;
  /** Reverses that the gateway refused. */
  refusals: number;
  /** Reverses in a row that came to nothing while queries were answered. */
  unheard: number;
  /** The gateway will not reverse: a query tells whether there is something to refund, or a person has to look. */
  impossible: boolean;
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
  switch (attempt.phase) {
    case "charged":
    case "notCharged":
    case "reversed":
    case "refunding":
    case "attention": return true;
    default: return false;
  }
}

/** A fresh attempt in the phase given. */
export function makeAttempt(order: Order, phase: Attempt["phase"], authCode: string): Attempt {
  return {
    order: order, phase: phase, authCode: authCode, credential: "", host: 0, tries: 0, asking: false, reached: false, known: false,
    password: false, mayReverse: order.tradeType !== "MICROPAY", givingUp: false, cancelWished: false,
    reverseDone: false, absences: 0, refusals: 0, unheard: 0, impossible: false, verdictGiven: false, recovered: false,
    reason: "", transactionId: "",
  };
}
