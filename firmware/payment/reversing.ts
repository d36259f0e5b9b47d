import { reverseRefundNo } from "../domain/refund";
import type { Attempt } from "./attempt";
import { paidOnPhone } from "./checking";
import { waitMs } from "./policy";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { ask, cancelEffect, change, settle, startTimer } from "./endings";
import type { AttemptStep, Paid } from "./endings";

function askAgainLater(attempt: Attempt, policy: Policy): AttemptStep {
  const delayMs = waitMs(policy.reverseAgainMs, attempt.tries);
  const next = change(attempt, { tries: attempt.tries + 1 });
  return { attempt: next, effects: [startTimer(next, "again", delayMs)] };
}

/** Sends the reverse or the close. */
export function reverseNow(attempt: Attempt): AttemptStep {
  return { attempt: change(attempt, { asking: true, reverseDone: false }), effects: [cancelEffect(attempt)] };
}

/** Not charged, or charged and given back: certain now. */
function reversed(attempt: Attempt): AttemptStep {
  return settle(attempt, "reversed", {});
}

/** It was paid and will not be reversed any more: all of it is refunded. */
function refundInstead(attempt: Attempt, reply: Paid): AttemptStep {
  const order = attempt.order;
  const step = settle(attempt, "refunding", { transactionId: reply.transactionId });
  step.paidMinor = reply.amountMinor;
  step.refund = {
    outRefundNo: reverseRefundNo(order.outTradeNo), outTradeNo: order.outTradeNo, amountMinor: reply.amountMinor,
    totalMinor: reply.amountMinor, currency: reply.currency, startedMs: order.startedMs,
  };
  return step;
}

/**
 * A refusal that will not change by itself: asked once more how the order stands. Codes of a reverse mean something
 * else than a payment's.
 */
function refusedForGood(attempt: Attempt, code: string): AttemptStep {
  return ask(attempt, { impossible: true, reason: code === "REVERSE_EXPIRE" ? code : "REVERSE_REFUSED" });
}

/** The gateway would have it again; after too many refusals it is taken for impossible. */
function refusedAgain(attempt: Attempt, code: string, policy: Policy): AttemptStep {
  if (code === "") return askAgainLater(change(attempt, { unheard: 0 }), policy);
  const next = change(attempt, { unheard: 0, refusals: attempt.refusals + 1 });
  return next.refusals < policy.refusalsMax ? askAgainLater(next, policy) : refusedForGood(next, code);
}

/** It was paid, and some or all of it was given back. Unless the gateway said that it reversed it, people have to look. */
function foundRefunded(attempt: Attempt): AttemptStep {
  return attempt.reverseDone ? reversed(attempt) : settle(attempt, "attention", { reason: "REFUND" });
}

/** The query after the gateway said that it will not reverse. */
function refusalChecked(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "paid": return refundInstead(attempt, reply);
    case "closed": return reversed(attempt);
    case "refunded": return foundRefunded(attempt);
    case "unpaid":
    case "payError":
    case "absent": return settle(attempt, "attention", {});
    default: return askAgainLater(attempt, policy);
  }
}

function stillThere(attempt: Attempt, policy: Policy): AttemptStep {
  return attempt.reverseDone ? askAgainLater(change(attempt, { reverseDone: false }), policy) : reverseNow(attempt);
}

/**
 * A query was answered, and the order is not ended. Where the gateway answers queries but no reverse, as with a wrong
 * certificate, waiting helps nobody: people have to look. The waits begin anew with the first such answer, so that a network
 * that was away takes nothing from the order's end. A phone order is watched on: it can still be paid, and its close needs
 * no certificate.
 */
function unended(attempt: Attempt, transactionId: string, policy: Policy): AttemptStep {
  if (attempt.reverseDone || attempt.order.tradeType !== "MICROPAY") return stillThere(attempt, policy);
  const unheard = attempt.unheard;
  if (unheard < policy.unheardMax) return reverseNow(change(attempt, { unheard: unheard + 1, tries: unheard }));
  return settle(attempt, "attention", { reason: "UNHEARD", transactionId: transactionId });
}

/**
 * Neither a reverse's answer nor this one names the order, so that both may have been made for an older one: only
 * when they come twice is there nothing to give back.
 */
function notKnown(attempt: Attempt, policy: Policy): AttemptStep {
  if (!attempt.reverseDone || attempt.known) return unended(attempt, "", policy);
  return attempt.absences > 0 ? reversed(attempt) : reverseNow(change(attempt, { absences: 1 }));
}

/** A phone order cannot be reversed, and a Quick Pay order that was given up is never a sale again. */
function foundPaid(attempt: Attempt, reply: Paid, policy: Policy): AttemptStep {
  if (attempt.order.tradeType !== "MICROPAY") return paidOnPhone(attempt, reply);
  return unended(attempt, reply.transactionId, policy);
}

/**
 * An answer while the order is being reversed or closed. What the gateway confirmed is confirmed once more by a
 * query; every other answer leads to a pause, a query and, unless that one says closed, to the next try. A query
 * that finds a reversed order paid changes nothing: the money goes back. A closed one that was paid is a sale.
 */
export function reverseAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  if (attempt.impossible) return refusalChecked(attempt, reply, policy);
  switch (reply.kind) {
    case "reversed": return ask(attempt, { reverseDone: true, unheard: 0 });
    case "closed": return reversed(attempt);
    case "absent": return notKnown(attempt, policy);
    case "paid": return foundPaid(attempt, reply, policy);
    case "unpaid":
    case "payError":
    case "pending": return unended(attempt, "", policy);
    case "refunded": return foundRefunded(attempt);
    case "reverseImpossible": return refusedForGood(attempt, reply.code);
    case "reverseAgain": return refusedAgain(attempt, reply.code, policy);
    default: return askAgainLater(attempt, policy);
  }
}
