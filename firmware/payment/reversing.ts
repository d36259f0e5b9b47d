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
    effects: [{ type: "reverse", order: attempt.order, host: attempt.host }],
  };
}

/** A refusal that will not change by itself: asked once more how the order stands. */
function refusedForGood(attempt: Attempt, code: string): AttemptStep {
  return ask(attempt, { impossible: true, reason: code === "" ? attempt.reason : code });
}

/** The gateway would have it again; after too many refusals a person has to look. */
function refusedAgain(attempt: Attempt, code: string, policy: Policy): AttemptStep {
  if (code === "") return askAgainLater(attempt, policy);
  const next = change(attempt, { refusals: attempt.refusals + 1 });
  return next.refusals < policy.refusalsMax ? askAgainLater(next, policy) : refusedForGood(next, code);
}

/** The order still stands, says a query: again, and where the reverse was just confirmed not at once. */
function stillOpen(attempt: Attempt, policy: Policy): AttemptStep {
  if (attempt.impossible) return settle(attempt, "attention", {});
  if (attempt.reverseDone) return askAgainLater(change(attempt, { reverseDone: false }), policy);
  return reverseNow(attempt);
}

/**
 * An answer while the order is being reversed. A reverse that the gateway confirmed is confirmed once
 * more by a query; every other answer leads to a pause, a query and, unless that one says closed, to
 * the next reverse. A query that finds the order paid changes nothing: the money goes back.
 */
export function reverseAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "reversed": return ask(attempt, { reverseDone: true });
    case "closed":
    case "refunded": return settle(attempt, "reversed", {});
    case "absent": return attempt.reverseDone ? settle(attempt, "reversed", {}) : stillOpen(attempt, policy);
    case "paid":
    case "unpaid":
    case "payError":
    case "pending": return stillOpen(attempt, policy);
    case "reverseImpossible": return refusedForGood(attempt, reply.code);
    case "reverseAgain": return refusedAgain(attempt, reply.code, policy);
    default: return askAgainLater(attempt, policy);
  }
}
