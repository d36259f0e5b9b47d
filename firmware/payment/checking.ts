import type { Attempt } from "./attempt";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { ask, change, charged, checkLater, giveUp, isOwnSum, settle, startTimer } from "./endings";
import type { AttemptStep, Paid } from "./endings";

/** Nothing final was said: ask again, or stop asking when this was the last query. */
function goOn(attempt: Attempt, policy: Policy): AttemptStep {
  if (attempt.givingUp) {
    return giveUp(attempt, attempt.cancelWished ? "CANCELLED" : attempt.recovered ? "RESTART" : "NO_ANSWER");
  }
  if (attempt.phase === "showing") return { attempt: attempt, effects: [startTimer(attempt, "poll", policy.pollMs)] };
  return checkLater(attempt, policy, {});
}

/** Paid, but another sum than the order's, twice and signed: the customer did not agree to it. */
function otherSum(attempt: Attempt): AttemptStep {
  // Only Quick Pay can be reversed; anything else is for people.
  if (attempt.order.tradeType === "MICROPAY") return giveUp(attempt, "AMOUNT_MISMATCH");
  if (attempt.reason === "AMOUNT_MISMATCH") return settle(attempt, "attention", {});
  return ask(attempt, { reason: "AMOUNT_MISMATCH" });
}

/** A verified "paid" about an order for the customer's phone, at whatever time it comes. */
export function paidOnPhone(attempt: Attempt, reply: Paid): AttemptStep {
  return isOwnSum(attempt, reply) ? charged(attempt, reply) : otherSum(attempt);
}

/** The answer to a query while the order is shown, the password is awaited or nothing is known. */
export function checkAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "paid": return paidOnPhone(attempt, reply);
    case "refunded": return settle(attempt, "attention", { reason: "REFUND" });
    case "closed": return settle(attempt, "notCharged", { reason: "CLOSED" });
    // On the phone the customer may try again until the order is closed.
    case "payError": return attempt.phase === "showing" ? goOn(attempt, policy) : giveUp(attempt, "PAYERROR");
    case "pending": return goOn(change(attempt, { password: true }), policy);
    default: return goOn(attempt, policy);
  }
}
