import type { Refund } from "../domain/refund";
import type { Attempt, Phase } from "./attempt";
import type { Effect, JournalRecord, TimerName } from "./effects";
import type { Policy } from "./policy";
import type { Reply } from "./replies";
import { soundOf, verdictOf } from "./verdict";

/** The attempt after an event, and what is to be done, in order. */
export interface AttemptStep {
  attempt: Attempt;
  effects: Effect[];
  /** A refund that has to be opened before the effects are carried out. */
  refund?: Refund;
  /** What was paid, where it may be another sum than the order's. */
  paidMinor?: number;
}

/** A changed copy; the interpreter's native assign is far cheaper than a spread. */
export function change(attempt: Attempt, changes: Partial<Attempt>): Attempt {
  return Object.assign({}, attempt, changes) as Attempt;
}

/** A verified answer that says paid. */
export type Paid = Extract<Reply, { kind: "paid" }>;

/** Nothing happens. */
export function stay(attempt: Attempt): AttemptStep {
  return { attempt: attempt, effects: [] };
}

/** The effect that starts one of the attempt's timers. */
export function startTimer(attempt: Attempt, timer: TimerName, delayMs: number): Effect {
  return { type: "startTimer", outTradeNo: attempt.order.outTradeNo, timer: timer, delayMs: delayMs };
}

/** Asks the gateway now, unless an answer is still awaited: it will do as well. */
export function ask(attempt: Attempt, changes: Partial<Attempt>): AttemptStep {
  const next = change(attempt, changes);
  if (attempt.asking) return stay(next);
  next.asking = true;
  return { attempt: next, effects: [{ type: "query", order: next.order, host: next.host }] };
}

/** Goes on checking and asks again after the policy's pause. */
export function checkLater(attempt: Attempt, policy: Policy, changes: Partial<Attempt>): AttemptStep {
  const next = change(attempt, changes);
  next.phase = "checking";
  return { attempt: next, effects: [startTimer(next, "poll", policy.pollMs)] };
}

function closingRecord(attempt: Attempt, phase: Phase, reason: string): JournalRecord {
  const outTradeNo = attempt.order.outTradeNo;
  if (phase === "charged" || phase === "refunding") {
    return { kind: phase, outTradeNo: outTradeNo, transactionId: attempt.transactionId };
  }
  return { kind: phase as "notCharged", outTradeNo: outTradeNo, reason: reason };
}

/**
 * Closes the books: journal first, then paper and sound, unless the cashier had the verdict before.
 * A verdict that turned out otherwise (`attention`) is always told.
 */
export function settle(attempt: Attempt, phase: Phase, changes: Partial<Attempt>): AttemptStep {
  const next = change(attempt, changes);
  next.phase = phase;
  next.authCode = "";
  next.credential = "";
  const effects: Effect[] = [{ type: "journal", record: closingRecord(next, phase, next.reason) }];
  if (!attempt.verdictGiven || phase === "attention") {
    effects.push({ type: "print", attempt: next, duplicate: false });
    effects.push({ type: "play", sound: soundOf(verdictOf(next).word), amountMinor: next.order.amountMinor });
  }
  effects.push({ type: "stopTimers", outTradeNo: next.order.outTradeNo });
  return { attempt: next, effects: effects };
}

/** Whether a verified "paid" is about the sum that the customer agreed to. */
export function isOwnSum(attempt: Attempt, reply: Paid): boolean {
  return reply.amountMinor === attempt.order.amountMinor && reply.currency === attempt.order.currency;
}

/** Paid, says a verified answer, with the order's own amount and currency. */
export function charged(attempt: Attempt, reply: Paid): AttemptStep {
  return settle(attempt, "charged", { transactionId: reply.transactionId, reason: "" });
}

/** The effect that cancels the order at the gateway: money that moved by Quick Pay goes back. */
export function cancelEffect(attempt: Attempt): Effect {
  return { type: attempt.order.tradeType === "MICROPAY" ? "reverse" : "close", order: attempt.order, host: attempt.host };
}

/** Begins to cancel the order: journaled first, sent at once or when the documented 15 s are over. */
export function giveUp(attempt: Attempt, reason: string): AttemptStep {
  const next = change(attempt, {
    phase: "reversing", reason: reason, authCode: "", credential: "", tries: 0, reverseDone: false,
  });
  const effects: Effect[] = [
    { type: "journal", record: { kind: "reversing", outTradeNo: next.order.outTradeNo, reason: reason } },
  ];
  if (next.mayReverse) {
    next.asking = true;
    effects.push(cancelEffect(next));
  }
  return { attempt: next, effects: effects };
}

/** Refused and not paid: the cashier is told now, the order is reversed behind the scenes to be sure. */
export function declineAndReverse(attempt: Attempt, reason: string): AttemptStep {
  const step = giveUp(change(attempt, { verdictGiven: true }), reason);
  step.effects.push({ type: "print", attempt: step.attempt, duplicate: false });
  step.effects.push({ type: "play", sound: "notCharged", amountMinor: attempt.order.amountMinor });
  return step;
}
