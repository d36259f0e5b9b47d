import type { TextId } from "../domain/text-id";
import { withRefund } from "../domain/totals";
import { isRefundEnded } from "../payment/refund-job";
import type { RefundJob } from "../payment/refund-job";
import type { RefundStep } from "../payment/refunding";
import { noteSlips } from "./telling";
import { changeTill } from "./till";
import type { Notice, Sale, Step, Till } from "./till";

function withJob(jobs: RefundJob[], changed: RefundJob): RefundJob[] {
  const outRefundNo = changed.refund.outRefundNo;
  const next = jobs.filter(function (job) { return job.refund.outRefundNo !== outRefundNo; });
  if (!isRefundEnded(changed)) next.push(changed);
  return next;
}

/** Whether the operator need not wait for more: it ended, or time will do the rest. */
function isTold(job: RefundJob): boolean {
  return isRefundEnded(job) || job.phase === "accepted" || job.phase === "waiting";
}

function earlierText(job: RefundJob): TextId {
  switch (job.phase) {
    case "refunded": return "earlier_refund_refunded";
    case "closed": return "earlier_refund_closed";
    case "manual": return "earlier_refund_manual";
    default: return "earlier_refund_refused";
  }
}

/** What to say of a refund that is not on the screen. */
export function refundNoticeOf(job: RefundJob): Notice {
  return { id: earlierText(job), amountMinor: job.refund.amountMinor };
}

/**
 * Takes a refund's step into the terminal's state: the refund on the screen ends with the first word about it,
 * an end behind the scenes becomes a notice, and money that went back leaves the totals.
 */
export function followRefund(state: Till, step: RefundStep): Step {
  const job = step.job;
  const current = state.sale.kind === "refunding" && state.sale.outRefundNo === job.refund.outRefundNo;
  let sale: Sale = state.sale;
  let notice = state.notice;
  // The screen still shows this refund as it was.
  const isShown = state.sale.kind === "refundFinished" && state.sale.job.refund.outRefundNo === job.refund.outRefundNo;
  if (isShown || (current && isTold(job))) sale = { kind: "refundFinished", job: job };
  else if (!current && isRefundEnded(job)) notice = refundNoticeOf(job);
  const next = changeTill(state, { sale: sale, notice: notice, refunds: withJob(state.refunds, job) });
  if (job.phase === "refunded") next.totals = withRefund(state.totals, job.refund.amountMinor);
  noteSlips(next, step.effects);
  return { state: next, effects: step.effects };
}
