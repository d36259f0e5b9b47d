import type { Order } from "../domain/order";
import { isSettled, makeAttempt } from "./attempt";
import type { Attempt } from "./attempt";
import type { Effect, TimerName } from "./effects";
import { ask, change, startTimer, stay } from "./endings";
import type { AttemptStep } from "./endings";
import type { Unsettled } from "./events";
import type { Policy } from "./policy";
import { isSilence } from "./replies";
import type { Reply } from "./replies";
import { checkAnswered } from "./checking";
import { notShown, orderAnswered, orderNow } from "./ordering";
import { reverseAnswered, reverseNow } from "./reversing";
import { confirmAnswered, submitAnswered } from "./submitting";

/**
 * The point of no return: the order is durable before its request leaves. `authCode` is the payment code of
 * Quick Pay, or the payer's name (openid) of a JSAPI order.
 */
export function openAttempt(order: Order, authCode: string, policy: Policy): AttemptStep {
  const isQuickPay = order.tradeType === "MICROPAY";
  const attempt = makeAttempt(order, isQuickPay ? "submitting" : "ordering", authCode);
  attempt.asking = true;
  const effects: Effect[] = [
    { type: "journal", record: { kind: "opened", order: order } },
    isQuickPay ? { type: "pay", order: order, authCode: authCode, host: 0 }
      : { type: "order", order: order, payer: authCode, host: 0 },
    startTimer(attempt, "guard", policy.guardMs),
  ];
  if (isQuickPay) {
    effects.push(startTimer(attempt, "earliest", policy.reverseEarliestMs));
    effects.push(startTimer(attempt, "giveUp", policy.giveUpMs));
  }
  return { attempt: attempt, effects: effects };
}

/**
 * An order from the journal: asked at once, never sent again. How long ago it was submitted is not known (the
 * clock may be wrong), so the 15 s before a reverse count from the start, and then it ends. The code that a
 * customer was to scan is gone, so that the first answer decides: paid, or to be closed.
 */
export function recoverAttempt(found: Unsettled, policy: Policy): AttemptStep {
  const isQuickPay = found.order.tradeType === "MICROPAY";
  const attempt = makeAttempt(found.order, found.reversing ? "reversing" : "checking", "");
  attempt.recovered = true;
  attempt.verdictGiven = found.told;
  attempt.reason = found.reason;
  attempt.asking = true;
  attempt.reached = true;
  attempt.givingUp = !isQuickPay;
  const effects: Effect[] = [{ type: "query", order: found.order, host: 0 }, startTimer(attempt, "guard", policy.guardMs)];
  if (isQuickPay) {
    effects.push(startTimer(attempt, "earliest", policy.reverseEarliestMs));
    effects.push(startTimer(attempt, "giveUp", policy.reverseEarliestMs + policy.pollMs));
  }
  return { attempt: attempt, effects: effects };
}

/** Whether the answer named the order; what refuses a payment does not. */
function tellsOf(attempt: Attempt, reply: Reply): boolean {
  if (attempt.phase === "submitting") return false;
  switch (reply.kind) {
    case "ordered":
    case "unpaid":
    case "pending":
    case "payError":
    case "paid":
    case "refunded":
    case "closed": return true;
    default: return false;
  }
}

/** An answer of the gateway to what this attempt asked. */
export function attemptAnswered(attempt: Attempt, reply: Reply, policy: Policy): AttemptStep {
  if (isSettled(attempt) || !attempt.asking) return stay(attempt);
  const heard = change(attempt, { asking: false, known: attempt.known || tellsOf(attempt, reply) });
  // A host that is silent may be down for long; the others know the same orders.
  if (heard.phase !== "submitting" && isSilence(reply)) heard.host++;
  switch (heard.phase) {
    case "submitting": return submitAnswered(heard, reply, policy);
    case "confirming": return confirmAnswered(heard, reply, policy);
    case "ordering": return orderAnswered(heard, reply, policy);
    case "reversing":
      // A query of a recovered order may be answered before a reverse is allowed: the timer goes on with it.
      if (!heard.mayReverse && reply.kind !== "closed") return stay(heard);
      return reverseAnswered(heard, reply, policy);
    default: return checkAnswered(heard, reply, policy);
  }
}

/** Whether queries are what this attempt is waiting for. */
function isWatched(attempt: Attempt): boolean {
  return attempt.phase === "checking" || attempt.phase === "showing";
}

/** One query decides; while the submit itself is unanswered, what comes of it is awaited first. */
function lastQuery(attempt: Attempt): AttemptStep {
  // The code goes off the screen first.
  const next = change(attempt, { givingUp: true, credential: "" });
  return isWatched(attempt) ? ask(next, {}) : stay(next);
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
    case "giveUp":
      if (!reversing) return lastQuery(attempt);
      // Given up before: from now on the gateway closes an order for the phone.
      return attempt.order.tradeType === "MICROPAY" || attempt.asking ? stay(attempt) : reverseNow(attempt);
    case "poll": return isWatched(attempt) ? ask(attempt, {}) : stay(attempt);
    default:
      if (attempt.phase === "ordering" && !attempt.asking) return orderNow(attempt);
      return reversing ? ask(attempt, {}) : stay(attempt);
  }
}

/** The cashier wants out: before 15 s the wish is kept, later one query decides. */
export function attemptCancelled(attempt: Attempt): AttemptStep {
  if (isSettled(attempt) || attempt.phase === "reversing" || attempt.cancelWished) return stay(attempt);
  const wished = change(attempt, { cancelWished: true });
  if (wished.phase === "ordering" && !wished.asking) return notShown(wished, "CANCELLED");
  return attempt.mayReverse ? lastQuery(wished) : stay(wished);
}
