import type { Attempt } from "./attempt";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { ask, change, settle, startTimer } from "./endings";
import type { AttemptStep } from "./endings";

function askAgainLater(attempt: Attempt, policy: Policy): AttemptStep {
  const waits = policy.reverseAgainMs;
  const delayMs = waits[attempt.tries < waits.length ? attempt.tries : waits.length - 1] as number;
  const next = change(attempt, { tries: attempt.tries + 1 });
  return { attempt: next, effects: [startTimer(next, "again", delayMs)] };
}

/** Sends the reverse. */
export function reverseNow(attempt: Attempt): AttemptStep {
  return {
    attempt: change(attempt, { asking: true, reverseDone: false }),
    effects: [{ type: "reverse", order: attempt.order }],
  };
}

/** Not charged, or charged and given back: certain now. */
function reversed(attempt: Attempt): AttemptStep {
  return settle(attempt, "reversed", {});
}

/**
 * An answer while the order is being reversed. A reverse that the gateway confirmed is confirmed once
 * more by a query; every other answer leads to a pause, a query and, unless that one says closed, to
 * the next reverse. A query that finds the order paid changes nothing: the money goes back.
 */
export function reverseAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "reversed": return ask(attempt, { reverseDone: true });
    case "closed": return reversed(attempt);
    case "absent": return attempt.reverseDone ? reversed(attempt) : reverseNow(attempt);
    case "paid":
    case "unpaid":
    case "payError":
    case "pending":
      return attempt.reverseDone ? askAgainLater(change(attempt, { reverseDone: false }), policy) : reverseNow(attempt);
    case "reverseImpossible": return settle(attempt, "attention", { reason: reply.code });
    default: return askAgainLater(attempt, policy);
  }
}
