import type { Order } from "../domain/order";
import { isSettled, makeAttempt } from "./attempt";
import type { Attempt } from "./attempt";
import type { TimerName } from "./effects";
import { ask, change, startTimer, stay } from "./endings";
import type { AttemptStep } from "./endings";
import type { Unsettled } from "./events";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { checkAnswered } from "./checking";
import { reverseAnswered, reverseNow } from "./reversing";
import { confirmAnswered, submitAnswered } from "./submitting";

/** The point of no return: the order is durable before its request leaves. */
export function openAttempt(order: Order, authCode: string, policy: Policy): AttemptStep {
  const attempt = makeAttempt(order, "submitting", authCode);
  attempt.asking = true;
  return {
    attempt: attempt,
    effects: [
      { type: "journal", record: { kind: "opened", order: order } },
      { type: "pay", order: order, authCode: authCode, host: 0 },
      startTimer(attempt, "earliest", policy.reverseEarliestMs),
      startTimer(attempt, "giveUp", policy.giveUpMs),
    ],
  };
}

/**
 * An order from the journal: asked at once, never sent again. How long ago it was submitted is not
 * known (the clock may be wrong), so the 15 s before a reverse count from the start, and then it ends.
 */
export function recoverAttempt(found: Unsettled, policy: Policy): AttemptStep {
  const attempt = makeAttempt(found.order, found.reversing ? "reversing" : "checking", "");
  attempt.recovered = true;
  attempt.verdictGiven = found.told;
  attempt.reason = found.reason;
  attempt.asking = true;
  return {
    attempt: attempt,
    effects: [
      { type: "query", order: found.order, host: 0 },
      startTimer(attempt, "earliest", policy.reverseEarliestMs),
      startTimer(attempt, "giveUp", policy.reverseEarliestMs + policy.pollMs),
    ],
  };
}

function isSilence(reply: Reply): boolean {
  return reply.kind === "unsent" || (reply.kind === "unknown" && (reply.why === "timeout" || reply.why === "closed"));
}

/** An answer of the gateway to what this attempt asked. */
export function attemptAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  if (isSettled(attempt) || !attempt.asking) return stay(attempt);
  const heard = change(attempt, { asking: false });
  // A host that is silent may be down for long; the others know the same orders.
  if (heard.phase !== "submitting" && isSilence(reply)) heard.host++;
  switch (heard.phase) {
    case "submitting": return submitAnswered(heard, reply, policy);
    case "confirming": return confirmAnswered(heard, reply, policy);
    case "reversing":
      // A query of a recovered order may be answered before a reverse is allowed: the timer goes on with it.
      if (!heard.mayReverse && reply.kind !== "closed") return stay(heard);
      return reverseAnswered(heard, reply, policy);
    default: return checkAnswered(heard, reply, policy);
  }
}

/** A timer of this attempt ran out. */
export function attemptTimerFired(attempt: Attempt, timer: TimerName): AttemptStep {
  if (isSettled(attempt)) return stay(attempt);
  const reversing = attempt.phase === "reversing";
  switch (timer) {
    case "earliest": {
      const next = change(attempt, { mayReverse: true });
      if (reversing) return attempt.asking ? stay(next) : reverseNow(next);
      return attempt.cancelWished ? lastQuery(next) : stay(next);
    }
    case "giveUp": return reversing ? stay(attempt) : lastQuery(attempt);
    case "poll": return attempt.phase === "checking" ? ask(attempt, {}) : stay(attempt);
    default: return reversing ? ask(attempt, {}) : stay(attempt);
  }
}

/** The cashier wants out: before 15 s the wish is kept, later one query decides. */
export function attemptCancelled(attempt: Attempt): AttemptStep {
  if (isSettled(attempt) || attempt.phase === "reversing" || attempt.cancelWished) return stay(attempt);
  const wished = change(attempt, { cancelWished: true });
  return attempt.mayReverse ? lastQuery(wished) : stay(wished);
}

/** One query decides; while the submit itself is unanswered, what comes of it is awaited first. */
function lastQuery(attempt: Attempt): AttemptStep {
  return attempt.phase === "checking" ? ask(attempt, { givingUp: true }) : stay(change(attempt, { givingUp: true }));
}
