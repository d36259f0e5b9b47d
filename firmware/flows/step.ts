import { withoutSale } from "../domain/totals";
import type { Effect, JournalRecord, PrintEffect, TimerName } from "../payment/effects";
import { change, settle, startTimer } from "../payment/endings";
import type { TillEvent } from "../payment/events";
import { waitMs } from "../payment/policy";
import type { RefundJob } from "../payment/refund-job";
import { refundAnswered, refundTimerFired } from "../payment/refunding";
import type { Reply } from "../payment/replies";
import { attemptAnswered, attemptTimerFired } from "../payment/step-attempt";
import { withoutRecent } from "./duplicates";
import { followAttempt } from "./follow";
import { followRefund } from "./follow-refund";
import { codeScanned, keyPressed } from "./keys";
import { shiftNotClosed } from "./menu";
import { lookedUp } from "./refund";
import { powerRestored } from "./restore";
import { slipPrinted, withoutSlip } from "./telling";
import { changeTill, findAttempt, findRefund, quietly, say } from "./till";
import type { Step, Till } from "./till";

/**
 * The refund in the place of an order could not be opened: the order is open as before, in the journal too, and is
 * tried again; on a flash that took nothing before either, it is for people. Undefined for any other refund.
 */
function reopened(state: Till, job: RefundJob): Step | undefined {
  const ended = job.ended;
  if (ended === null) return undefined;
  const attempt = change(ended.attempt, {
    phase: "reversing", impossible: false, reverseDone: false, verdictGiven: false, transactionId: "", reason: "JOURNAL_LATER",
  });
  const order = attempt.order;
  const shown = state.sale;
  const isShown = shown.kind === "finished" && shown.attempt.order.outTradeNo === order.outTradeNo;
  const before = changeTill(state, {
    attempts: state.attempts.concat([attempt]), totals: withoutSale(state.totals, job.refund.amountMinor),
    refunds: state.refunds.filter(function (other) { return other !== job; }),
    last: ended.last, lastCharged: ended.lastCharged, untold: withoutSlip(state.untold, order.outTradeNo),
    sale: isShown ? { kind: "paying", outTradeNo: order.outTradeNo } : shown,
    notice: isShown ? null : { id: "stillReversing", amountMinor: order.amountMinor },
  });
  if (state.journal === "broken") return followAttempt(before, settle(attempt, "attention", { reason: "JOURNAL_REFUND" }));
  const delayMs = waitMs(state.policy.reverseAgainMs, state.policy.reverseAgainMs.length);
  return { state: before, effects: [startTimer(attempt, "again", delayMs)] };
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
    const heard: Effect = { type: "play", sound: "notCharged", amountMinor: failed.order.amountMinor };
    return followAttempt(before, { attempt: failed, effects: [heard] });
  }
  const job = record.kind === "refundOpened" ? findRefund(state, record.refund.outRefundNo) : undefined;
  if (job !== undefined) {
    const open = reopened(state, job);
    if (open !== undefined) return open;
    const refused = Object.assign({}, job, { phase: "refused", reason: "JOURNAL", asking: false }) as typeof job;
    const slip: PrintEffect = { type: "printRefund", job: refused, duplicate: false };
    return followRefund(state, { job: refused, effects: [slip, { type: "play", sound: "attention", amountMinor: -1 }] });
  }
  if (record.kind === "shiftClosed") return shiftNotClosed(state, record.totals);
  return quietly(state, { notice: say("journalFailed") });
}

function replied(state: Till, number: string, reply: Reply): Step {
  const attempt = findAttempt(state, number);
  if (attempt !== undefined) return followAttempt(state, attemptAnswered(attempt, reply, state.policy));
  const job = findRefund(state, number);
  if (job !== undefined) return followRefund(state, refundAnswered(job, reply, state.policy));
  const sale = state.sale;
  return sale.kind === "refundLooking" && sale.outTradeNo === number ? lookedUp(state, sale, reply) : quietly(state, {});
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
    case "journalChecked": return quietly(state, { journal: event.health });
    case "partsChecked": return quietly(state, { troubles: event.troubles });
    case "shiftMissed": return quietly(state, { notice: say("noShift") });
    case "printed": return slipPrinted(state, event.outTradeNo, event.phase, event.fault);
    default: return powerRestored(state, event.restored);
  }
}
