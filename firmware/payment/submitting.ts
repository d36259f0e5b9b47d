import type { Attempt } from "./attempt";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { ask, change, charged, checkLater, declineAndReverse, isOwnSum, settle } from "./endings";
import type { AttemptStep, Paid } from "./endings";

/** No byte left the terminal: the same request once more, to the other host; then it is over for certain. */
function resend(attempt: Attempt): AttemptStep {
  if (attempt.tries > 0) return settle(attempt, "notCharged", { reason: "UNSENT" });
  return {
    attempt: change(attempt, { tries: 1, asking: true }),
    effects: [{ type: "pay", order: attempt.order, authCode: attempt.authCode, host: 1 }],
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
    case "unsent": return resend(attempt);
    case "pending": return checkLater(attempt, policy, { password: true, authCode: "" });
    case "paidAlready": return ask(attempt, { phase: "checking", authCode: "", reason: "ORDERPAID" });
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
    case "unpaid":
    case "payError":
    case "absent": return declineAndReverse(attempt, attempt.reason);
    default: return checkLater(attempt, policy, {});
  }
}
