import { attemptAnswered, attemptTimerFired, recoverAttempt } from "../payment/step-attempt";
import { change } from "../payment/endings";
import { makeAttempt } from "../payment/attempt";
import type { Attempt } from "../payment/attempt";
import type { Effect, JournalRecord, PrintEffect, TimerName } from "../payment/effects";
import type { Restored, TillEvent, Untold } from "../payment/events";
import { recoverRefund, refundAnswered, refundTimerFired } from "../payment/refunding";
import type { Reply } from "../payment/replies";
import { withoutRecent } from "./duplicates";
import { followAttempt, noticeOf } from "./follow";
import { followRefund } from "./follow-refund";
import { codeScanned, keyPressed } from "./keys";
import { lookedUp } from "./refund";
import { slipPrinted } from "./telling";
import { changeTill, findAttempt, findRefund, quietly, say } from "./till";
import type { Recent, Step, Till } from "./till";

/** A verdict from the journal that nobody may have read. */
function toldAgain(found: Untold): Attempt {
  const attempt = makeAttempt(found.order, found.phase, "");
  return change(attempt, { recovered: true, reason: found.reason, transactionId: found.transactionId });
}

function recentOf(attempt: Attempt): Recent {
  const order = attempt.order;
  return { outTradeNo: order.outTradeNo, amountMinor: order.amountMinor, mark: -1, codeHint: order.codeHint };
}

/** Verdicts that neither paper nor a key confirmed are told again. */
function untoldRestored(state: Till, found: Untold[]): Step {
  const untold = found.map(toldAgain);
  const newest = untold[untold.length - 1];
  if (newest === undefined) return quietly(state, {});
  const slips = untold.map(function (attempt): PrintEffect {
    return { type: "print", attempt: attempt, duplicate: false };
  });
  const last = slips[slips.length - 1] as PrintEffect;
  return { state: changeTill(state, { untold: untold, last: last, notice: noticeOf(newest) }), effects: slips };
}

/** What the journal held at start. All that has no end is asked about while new sales are taken. */
function powerRestored(state: Till, restored: Restored): Step {
  const telling = untoldRestored(state, restored.untold);
  let effects: Effect[] = telling.effects;
  const attempts = restored.unsettled.map(function (open) {
    const step = recoverAttempt(open, state.policy);
    effects = effects.concat(step.effects);
    return step.attempt;
  });
  const refunds = restored.refunds.map(function (refund) {
    const step = recoverRefund(refund);
    effects = effects.concat(step.effects);
    return step.job;
  });
  const next = changeTill(telling.state, {
    attempts: attempts, refunds: refunds, recent: attempts.map(recentOf), totals: restored.totals,
    lastCharged: restored.last === undefined ? null : restored.last.order,
  });
  return { state: next, effects: effects };
}

/**
 * The journal did not take a record. An order or a refund that could not be opened was never sent, so no money
 * moved. Any other record only makes recovery ask again: the verdict stands, and the rest of its effects are
 * carried out, but the merchant is told that the journal needs service.
 */
function journalFailed(state: Till, record: JournalRecord): Step {
  const attempt = record.kind === "opened" ? findAttempt(state, record.order.outTradeNo) : undefined;
  if (attempt !== undefined) {
    const failed = change(attempt, { phase: "notCharged", reason: "JOURNAL", authCode: "", asking: false });
    // It never began: neither its code nor its amount was used.
    const before = changeTill(state, { recent: withoutRecent(state.recent, attempt.order.outTradeNo) });
    const closed = followAttempt(before, { attempt: failed, effects: [{ type: "play", sound: "notCharged" }] });
    return { state: changeTill(closed.state, { journalFull: true }), effects: closed.effects };
  }
  const job = record.kind === "refundOpened" ? findRefund(state, record.refund.outRefundNo) : undefined;
  if (job !== undefined) {
    const refused = Object.assign({}, job, { phase: "refused", reason: "JOURNAL", asking: false }) as typeof job;
    return followRefund(state, { job: refused, effects: [{ type: "play", sound: "attention" }] });
  }
  return quietly(state, { notice: say("journalFailed") });
}

function replied(state: Till, number: string, reply: Reply): Step {
  const attempt = findAttempt(state, number);
  if (attempt !== undefined) return followAttempt(state, attemptAnswered(attempt, reply, state.policy));
  const job = findRefund(state, number);
  if (job !== undefined) return followRefund(state, refundAnswered(job, reply, state.policy));
  const sale = state.sale;
  return sale.kind === "refundLooking" && sale.outTradeNo === number ? lookedUp(state, number, reply) : quietly(state, {});
}

function timerFired(state: Till, number: string, timer: TimerName): Step {
  if (timer === "guard") return quietly(state, { recent: withoutRecent(state.recent, number) });
  const attempt = findAttempt(state, number);
  if (attempt !== undefined) return followAttempt(state, attemptTimerFired(attempt, timer));
  const job = findRefund(state, number);
  return job === undefined ? quietly(state, {}) : followRefund(state, refundTimerFired(job));
}

/**
 * Next state and the effects to run, in order. Reads no clock, draws no chance and does no I/O.
 * An answer or a timer of an order that is not open changes nothing.
 */
export function step(state: Till, event: TillEvent): Step {
  switch (event.type) {
    case "keyPressed": return keyPressed(state, event.key, event.outTradeNo, event.nowMs);
    case "codeScanned": return codeScanned(state, event.code, event.mark, event.outTradeNo, event.nowMs);
    case "replied": return replied(state, event.outTradeNo, event.reply);
    case "timerFired": return timerFired(state, event.outTradeNo, event.timer);
    case "journalFailed": return journalFailed(state, event.record);
    case "journalFilled": return quietly(state, { journalFull: true });
    case "printed": return slipPrinted(state, event.outTradeNo, event.fault);
    default: return powerRestored(state, event.restored);
  }
}
