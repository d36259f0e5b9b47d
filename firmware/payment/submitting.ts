import type { Attempt } from "./attempt";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { ask, change, charged, checkLater, declineAndReverse, isOwnSum, settle, startTimer } from "./endings";
import type { AttemptStep, Paid } from "./endings";

/**
 * No byte left the terminal: the same request once more, to the other host; then it is over for certain.
 * What nobody waits for any more is not sent for the first time.
 */
function resend(attempt: Attempt, policy: Policy): AttemptStep {
  if (attempt.cancelWished) return settle(attempt, "notCharged", { reason: "CANCELLED" });
  if (attempt.tries > 0 || attempt.givingUp) return settle(attempt, "notCharged", { reason: "UNSENT" });
  const next = change(attempt, { tries: 1, asking: true, host: attempt.host + 1, mayReverse: false });
  return {
    attempt: next,
    effects: [
      { type: "pay", order: next.order, authCode: next.authCode, host: next.host },
      // The first one does not count.
      startTimer(next, "earliest", policy.reverseEarliestMs),
    ],
  };
}

/** Paid; another sum than the order's is an alarm, and a query is to repeat it before anything is decided. */
function paidOrAsk(attempt: Attempt, reply: Paid): AttemptStep {
  if (isOwnSum(attempt, reply)) return charged(attempt, reply);
  return ask(attempt, { phase: "checking", authCode: "", reason: "AMOUNT_MISMATCH" });
}

/** The answer to the submit. Whatever is not a verified success is asked about, never sent again. */
export function submitAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "paid": return paidOrAsk(attempt, reply);
    case "unsent": return resend(attempt, policy);
    case "pending": return checkLater(attempt, policy, { password: true, authCode: "" });
    case "paidAlready": return ask(attempt, { phase: "checking", authCode: "", reason: "" });
    case "declined": return ask(attempt, { phase: "confirming", authCode: "", reason: reply.code });
    // Nobody signed this refusal: it is no verdict, only a reason to ask at once.
    case "refused": return ask(attempt, { phase: "checking", authCode: "", reason: reply.code });
    case "unknown": return checkLater(attempt, policy, { authCode: "", reason: reply.code || reply.why });
    default: return checkLater(attempt, policy, { authCode: "" });
  }
}

/** The one query after a refusal. */
export function confirmAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "paid": return paidOrAsk(attempt, reply);
    case "pending": return checkLater(attempt, policy, { password: true });
    case "closed": return settle(attempt, "notCharged", {});
    case "refunded": return settle(attempt, "attention", { reason: "REFUND" });
    case "unpaid":
    case "payError":
    case "absent": return declineAndReverse(attempt, attempt.reason);
    default: return checkLater(attempt, policy, {});
  }
}
