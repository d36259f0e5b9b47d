import type { Attempt } from "./attempt";
import { ask, change, giveUp, settle, startTimer } from "./endings";
import type { AttemptStep } from "./endings";
import { waitMs } from "./policy";
import type { Policy } from "./policy";
import type { Reply } from "./replies";

/** Sends the order (again): the same number and parameters, which moves no money (protocol reference 3.2). */
export function orderNow(attempt: Attempt): AttemptStep {
  return {
    attempt: change(attempt, { asking: true }),
    effects: [{ type: "order", order: attempt.order, payer: attempt.authCode, host: attempt.host }],
  };
}

/** No order can be had: what may be there is closed, what certainly is not was never charged. */
export function notShown(attempt: Attempt, reason: string): AttemptStep {
  return attempt.reached ? giveUp(attempt, reason) : settle(attempt, "notCharged", { reason: reason });
}

function shown(attempt: Attempt, text: string, policy: Policy): AttemptStep {
  if (attempt.cancelWished) return giveUp(attempt, "CANCELLED");
  const next = change(attempt, { phase: "showing", credential: text, authCode: "", tries: 0, reason: "" });
  return {
    attempt: next,
    effects: [startTimer(next, "giveUp", policy.showMs), startTimer(next, "poll", policy.pollMs)],
  };
}

function again(attempt: Attempt, reason: string, policy: Policy): AttemptStep {
  const next = change(attempt, { reached: true, reason: reason, tries: attempt.tries + 1 });
  if (next.cancelWished) return giveUp(next, "CANCELLED");
  if (next.tries >= policy.orderTries) return giveUp(next, reason);
  return { attempt: next, effects: [startTimer(next, "again", waitMs(policy.reverseAgainMs, attempt.tries))] };
}

function unsent(attempt: Attempt): AttemptStep {
  if (attempt.cancelWished) return notShown(attempt, "CANCELLED");
  const next = change(attempt, { tries: attempt.tries + 1 });
  return attempt.tries > 0 ? notShown(next, "UNSENT") : orderNow(next);
}

/** The answer to an order for the customer's phone (protocol reference 4.4, ORDERING). */
export function orderAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  switch (reply.kind) {
    case "ordered": return shown(change(attempt, { reached: true }), reply.text, policy);
    // Paid already: only a query tells whether it is this order and this sum.
    case "paidAlready": return ask(attempt, { phase: "checking", reached: true, authCode: "", reason: "ORDERPAID", givingUp: true });
    case "declined": return notShown(attempt, reply.code);
    case "unsent": return unsent(attempt);
    case "refused": return again(attempt, reply.code, policy);
    case "unknown": return again(attempt, reply.code || reply.why, policy);
    default: return again(attempt, "code", policy);
  }
}
