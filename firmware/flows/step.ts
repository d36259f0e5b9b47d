import type { Order } from "../domain/order";
import { attemptAnswered, attemptTimerFired, recoverAttempt } from "../payment/step-attempt";
import { change, settle } from "../payment/endings";
import { makeAttempt } from "../payment/attempt";
import type { Attempt } from "../payment/attempt";
import type { Effect, JournalRecord, PrintEffect, TimerName } from "../payment/effects";
import type { LastSale, Restored, TillEvent, Untold, UntoldRefund } from "../payment/events";
import { makeRefundJob } from "../payment/refund-job";
import { recoverRefund, refundAnswered, refundTimerFired } from "../payment/refunding";
import type { Reply } from "../payment/replies";
import { reverseRefundNo } from "../payment/reversing";
import { withoutRecent } from "./duplicates";
import { followAttempt, noticeOf } from "./follow";
import { followRefund, refundNoticeOf } from "./follow-refund";
import { codeScanned, keyPressed } from "./keys";
import { shiftNotClosed } from "./menu";
import { lookedUp } from "./refund";
import { slipPrinted } from "./telling";
import { changeTill, findAttempt, findRefund, quietly, say } from "./till";
import type { Notice, Recent, Step, Till } from "./till";

/** A verdict from the journal that nobody may have read. */
function toldAgain(found: Untold): PrintEffect {
  const attempt = makeAttempt(found.order, found.phase, "");
  const changes = { recovered: true, reason: found.reason, transactionId: found.transactionId };
  return { type: "print", attempt: change(attempt, changes), duplicate: false };
}

function refundToldAgain(found: UntoldRefund): PrintEffect {
  const job = makeRefundJob(found.refund, found.end);
  return { type: "printRefund", job: Object.assign(job, { recovered: true, reason: found.reason }), duplicate: false };
}

function recentOf(attempt: Attempt): Recent {
  const order = attempt.order;
  return { outTradeNo: order.outTradeNo, amountMinor: order.amountMinor, mark: -1, codeHint: order.codeHint };
}

/** The slip of the last sale, for the reprint key. */
function lastSlip(last: LastSale | undefined): PrintEffect | null {
  if (last === undefined) return null;
  const attempt = change(makeAttempt(last.order, "charged", ""), { transactionId: last.transactionId });
  return { type: "print", attempt: attempt, duplicate: false };
}

function slipNotice(slip: PrintEffect): Notice | null {
  if (slip.type === "print") return noticeOf(slip.attempt);
  return slip.type === "printRefund" ? refundNoticeOf(slip.job) : null;
}

/** Verdicts that neither paper nor a key confirmed are told again. */
function untoldRestored(state: Till, restored: Restored): Step {
  const slips = restored.untold.map(toldAgain).concat(restored.untoldRefunds.map(refundToldAgain));
  const newest = slips[slips.length - 1];
  const notice = newest !== undefined ? slipNotice(newest) : restored.damaged > 0 ? say("journalDamaged") : null;
  return {
    state: changeTill(state, { untold: slips, last: newest || lastSlip(restored.last), notice: notice }),
    effects: slips,
  };
}

/** Whether power failed between the refund that takes an order's place and the end of that order. */
function isBeingRefunded(restored: Restored, order: Order): boolean {
  const outRefundNo = reverseRefundNo(order);
  for (const refund of restored.refunds) {
    if (refund.outRefundNo === outRefundNo) return true;
  }
  for (const found of restored.untoldRefunds) {
    if (found.refund.outRefundNo === outRefundNo) return true;
  }
  return false;
}

/** What has no end is asked about; an order whose refund is open already has its end now. */
function attemptsRestored(state: Till, restored: Restored): Step {
  const next = quietly(state, {});
  for (const open of restored.unsettled) {
    const step = recoverAttempt(open, state.policy);
    const isRefunding = isBeingRefunded(restored, open.order);
    const after = followAttempt(next.state, isRefunding ? settle(step.attempt, "refunding", {}) : step);
    next.state = changeTill(after.state, { recent: after.state.recent.concat([recentOf(step.attempt)]) });
    next.effects = next.effects.concat(after.effects);
  }
  return next;
}

/** What the journal held at start. All that has no end is asked about while new sales are taken. */
function powerRestored(state: Till, restored: Restored): Step {
  const telling = untoldRestored(changeTill(state, {
    totals: restored.totals, damaged: restored.damaged, lastCharged: restored.last === undefined ? null : restored.last.order,
  }), restored);
  const next = attemptsRestored(telling.state, restored);
  let effects = telling.effects.concat(next.effects);
  const refunds = restored.refunds.map(function (refund) {
    const step = recoverRefund(refund);
    effects = effects.concat(step.effects);
    return step.job;
  });
  return { state: changeTill(next.state, { refunds: refunds }), effects: effects };
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
    case "printed": return slipPrinted(state, event.outTradeNo, event.fault);
    default: return powerRestored(state, event.restored);
  }
}
