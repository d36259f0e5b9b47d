import type { Attempt } from "./attempt";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { change, charged, checkLater, giveUp, isOwnSum, settle } from "./endings";
import type { AttemptStep } from "./endings";

/** Nothing final was said: ask again, or stop asking when this was the last query. */
function goOn(attempt: Attempt, policy: Policy): AttemptStep {
  if (!attempt.givingUp) return checkLater(attempt, policy, {});
  return giveUp(attempt, attempt.cancelWished ? "CANCELLED" : "NO_ANSWER");
}

/** The answer to a query while the password is awaited or nothing is known. */
export function checkAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "paid":
      // Another sum, twice and signed: the customer did not agree to it, so it goes back.
      return isOwnSum(attempt, reply) ? charged(attempt, reply) : giveUp(attempt, "AMOUNT_MISMATCH");
    case "closed": return settle(attempt, "notCharged", { reason: "CLOSED" });
    case "refunded": return settle(attempt, "attention", { reason: "REFUND" });
    case "payError": return giveUp(attempt, "PAYERROR");
    case "pending": return goOn(change(attempt, { password: true }), policy);
    default: return goOn(attempt, policy);
  }
}
