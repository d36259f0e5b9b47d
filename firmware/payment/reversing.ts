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

/**
 * It was paid and will not be reversed any more: all of it is refunded, with a number derived from the order's,
 * so that after a cut of power it is the same refund.
 */
function refundInstead(attempt: Attempt, reply: Paid): AttemptStep {
  const order = attempt.order;
  const step = settle(attempt, "refunding", { transactionId: reply.transactionId });
  step.refund = {
    outRefundNo: order.outTradeNo + "V", outTradeNo: order.outTradeNo, amountMinor: reply.amountMinor,
    totalMinor: reply.amountMinor, currency: reply.currency, startedMs: order.startedMs,
  };
  return step;
}

/** Refused once more: tried again, until it is certain that it will never be done. */
function refused(attempt: Attempt, refusals: number, reason: string, policy: Policy): AttemptStep {
  if (refusals >= policy.reverseRefusalsMax) return ask(attempt, { refusals: refusals, reason: reason });
  return askAgainLater(change(attempt, { refusals: refusals }), policy);
}

/** The query after the gateway said that it will not reverse. */
function refusalChecked(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "paid": return refundInstead(attempt, reply);
    case "closed": return reversed(attempt);
    case "unpaid":
    case "payError":
    case "absent": return settle(attempt, "attention", {});
    default: return askAgainLater(attempt, policy);
  }
}

function stillThere(attempt: Attempt, policy: Policy): AttemptStep {
  return attempt.reverseDone ? askAgainLater(change(attempt, { reverseDone: false }), policy) : reverseNow(attempt);
}

function foundPaid(attempt: Attempt, reply: Paid, policy: Policy): AttemptStep {
  // A phone order cannot be reversed, and a Quick Pay order that was given up is never a sale again.
  return attempt.order.tradeType === "MICROPAY" ? stillThere(attempt, policy) : paidOnPhone(attempt, reply);
}

/**
 * An answer while the order is being reversed or closed. What the gateway confirmed is confirmed once more by a
 * query; every other answer leads to a pause, a query and, unless that one says closed, to the next try. A query
 * that finds a reversed order paid changes nothing: the money goes back. A closed one that was paid is a sale.
 */
export function reverseAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  if (attempt.refusals >= policy.reverseRefusalsMax) return refusalChecked(attempt, reply, policy);
  switch (reply.kind) {
    case "reversed": return ask(attempt, { reverseDone: true });
    case "closed": return reversed(attempt);
    case "absent": return attempt.reverseDone ? reversed(attempt) : reverseNow(attempt);
    case "paid": return foundPaid(attempt, reply, policy);
    case "unpaid":
    case "payError":
    case "pending": return stillThere(attempt, policy);
    case "reverseImpossible": return refused(attempt, policy.reverseRefusalsMax, reply.code, policy);
    case "reverseRefused": return refused(attempt, attempt.refusals + 1, reply.code, policy);
    default: return askAgainLater(attempt, policy);
  }
}
