import type { Order } from "../domain/order";
import { reverseRefundNo } from "../domain/refund";
import { makeAttempt } from "../payment/attempt";
import { change, settle, startTimer } from "../payment/endings";
import type { AttemptStep } from "../payment/endings";
import type { Effect, PrintEffect } from "../payment/effects";
import type { LastSale, RecentOrder, Restored, Untold, UntoldRefund } from "../payment/events";
import type { Policy } from "../payment/policy";
import { makeRefundJob } from "../payment/refund-job";
import { recoverRefund } from "../payment/refunding";
import { recoverAttempt } from "../payment/step-attempt";
import { withoutRecent } from "./duplicates";
import { followAttempt, noticeOf } from "./follow";
import { refundNoticeOf } from "./follow-refund";
import { changeTill, quietly, say } from "./till";
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

function recentOf(order: RecentOrder | Order, isCharged: boolean): Recent {
  const amountMinor = isCharged ? order.amountMinor : -1;
  return { outTradeNo: order.outTradeNo, amountMinor: amountMinor, mark: -1, codeHint: order.codeHint };
}

/** How long ago it was is not known: the newest orders with an end are guarded like those without. */
function guardsRestored(state: Till, restored: Restored): Step {
  const recent = restored.untold.map(function (found) {
    return recentOf(found.order, found.phase !== "notCharged" && found.phase !== "reversed");
  }).concat(restored.recent.map(function (found) { return recentOf(found, true); }));
  const last = restored.last;
  if (last !== undefined && withoutRecent(recent, last.order.outTradeNo).length === recent.length) {
    recent.push(recentOf(last.order, true));
  }
  return {
    state: changeTill(state, { recent: recent }),
    effects: recent.map(function (one): Effect {
      return { type: "startTimer", outTradeNo: one.outTradeNo, timer: "guard", delayMs: state.policy.guardMs };
    }),
  };
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

/** The sum of the refund that takes an order's place where power failed before the end of that order, else undefined. */
function sumBeingRefunded(restored: Restored, order: Order): number | undefined {
  const outRefundNo = reverseRefundNo(order.outTradeNo);
  for (const refund of restored.refunds) {
    if (refund.outRefundNo === outRefundNo) return refund.amountMinor;
  }
  for (const found of restored.untoldRefunds) {
    if (found.refund.outRefundNo === outRefundNo) return found.refund.amountMinor;
  }
  return undefined;
}

/** The end that power cut off. The guard's minute runs all the same. */
function nowRefunding(recovered: AttemptStep, paidMinor: number, policy: Policy): AttemptStep {
  const step = settle(recovered.attempt, "refunding", {});
  step.paidMinor = paidMinor;
  step.effects.push(startTimer(step.attempt, "guard", policy.guardMs));
  return step;
}

/** What has no end is asked about; an order whose refund is open already has its end now. */
function attemptsRestored(state: Till, restored: Restored): Step {
  const next = quietly(state, {});
  for (const open of restored.unsettled) {
    const step = recoverAttempt(open, state.policy);
    const paidMinor = sumBeingRefunded(restored, open.order);
    const after = followAttempt(next.state, paidMinor === undefined ? step : nowRefunding(step, paidMinor, state.policy));
    next.state = changeTill(after.state, { recent: after.state.recent.concat([recentOf(open.order, true)]) });
    next.effects = next.effects.concat(after.effects);
  }
  return next;
}

/** What the journal held at start. All that has no end is asked about while new sales are taken. */
export function powerRestored(state: Till, restored: Restored): Step {
  const telling = untoldRestored(changeTill(state, {
    totals: restored.totals, damaged: restored.damaged, lastCharged: restored.last === undefined ? null : restored.last.order,
  }), restored);
  const guarded = guardsRestored(telling.state, restored);
  const next = attemptsRestored(guarded.state, restored);
  let effects = telling.effects.concat(guarded.effects, next.effects);
  const refunds = restored.refunds.map(function (refund) {
    const step = recoverRefund(refund);
    effects = effects.concat(step.effects);
    return step.job;
  });
  return { state: changeTill(next.state, { refunds: refunds }), effects: effects };
}
