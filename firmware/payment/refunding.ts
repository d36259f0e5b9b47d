import type { Refund, RefundEnd } from "../domain/refund";
import type { Effect } from "./effects";
import { waitMs } from "./policy";
import type { Policy } from "./policy";
import { isRefundEnded, makeRefundJob } from "./refund-job";
import type { RefundJob } from "./refund-job";
import { isSilence } from "./replies";
import type { Reply } from "./replies";
import { refundVerdictOf, soundOf } from "./verdict";

/** The refund after an event, and what is to be done, in order. */
export interface RefundStep {
  job: RefundJob;
  effects: Effect[];
}

function change(job: RefundJob, changes: Partial<RefundJob>): RefundJob {
  return Object.assign({}, job, changes) as RefundJob;
}

/** Sends the request (again), always with the same number: it refunds once. */
function send(job: RefundJob, changes: Partial<RefundJob>): RefundStep {
  const next = change(job, changes);
  next.phase = "requesting";
  next.asking = true;
  return { job: next, effects: [{ type: "refund", refund: next.refund, host: next.host }] };
}

function query(job: RefundJob, changes: Partial<RefundJob>): RefundStep {
  const next = change(job, changes);
  next.asking = true;
  return { job: next, effects: [{ type: "refundQuery", refund: next.refund, host: next.host }] };
}

function later(job: RefundJob, waits: number[], changes: Partial<RefundJob>): RefundStep {
  const next = change(job, changes);
  const delayMs = waitMs(waits, next.tries);
  next.tries++;
  return { job: next, effects: [{ type: "startTimer", outTradeNo: next.refund.outRefundNo, timer: "again", delayMs: delayMs }] };
}

/** Puts the new word on paper and lets it be heard. */
function tell(effects: Effect[], job: RefundJob): void {
  effects.push({ type: "printRefund", job: job, duplicate: false });
  effects.push({ type: "play", sound: soundOf(refundVerdictOf(job).word), amountMinor: job.refund.amountMinor });
}

function end(job: RefundJob, phase: RefundEnd, reason: string): RefundStep {
  const next = change(job, { phase: phase, reason: reason });
  const effects: Effect[] = [{
    type: "journal",
    record: { kind: "refundEnded", outRefundNo: next.refund.outRefundNo, end: phase, reason: reason },
  }];
  tell(effects, next);
  effects.push({ type: "stopTimers", outTradeNo: next.refund.outRefundNo });
  return { job: next, effects: effects };
}

/** It is on its way: told once, then followed slowly. */
function accepted(job: RefundJob, policy: Policy): RefundStep {
  if (job.phase === "accepted") return later(job, policy.refundPollMs, {});
  const step = later(job, policy.refundPollMs, { phase: "accepted", tries: 0, reason: "" });
  if (!job.recovered) tell(step.effects, step.job);
  return step;
}

/** Nothing learnt: a short pause, then ask, so that a network that is back is noticed at once. */
function unclear(job: RefundJob, reason: string, policy: Policy): RefundStep {
  if (job.phase === "accepted") return later(job, policy.reverseAgainMs, {});
  const phase = job.phase === "requesting" ? "unclear" : job.phase;
  return later(job, policy.reverseAgainMs, { phase: phase, reason: reason });
}

/**
 * The gateway does not know the refund: a refusal stands, anything else is sent again. Neither answer has a number:
 * both may have been made for an older refund. So it is refused twice before it is called refused. Where queries are
 * answered and no request is, as with a wrong certificate, waiting helps nobody.
 */
function absent(job: RefundJob, policy: Policy): RefundStep {
  // It was accepted: a gateway that has forgotten it has not yet remembered.
  if (job.phase === "accepted") return later(job, policy.refundPollMs, {});
  if (job.phase !== "confirming" && job.refusals < policy.refundTriesMax) {
    const unheard = job.unheard;
    if (unheard >= policy.unheardMax) return end(job, "refused", "UNHEARD");
    return send(job, { unheard: unheard + 1, tries: unheard });
  }
  return job.absences > 0 ? end(job, "refused", job.reason) : send(job, { absences: 1 });
}

/**
 * No byte left: at once to the other host. Then a pause and a query, which tells a network that is away from a connection
 * that only requests are refused.
 */
function unsent(job: RefundJob, policy: Policy): RefundStep {
  if (job.phase !== "requesting") return unclear(job, "UNSENT", policy);
  if (job.unsent === 0) return send(job, { unsent: 1 });
  return later(job, policy.reverseAgainMs, { phase: "waiting", unsent: 0, reason: "UNSENT" });
}

/** A wish to give money back: durable before the request leaves. */
export function openRefund(refund: Refund): RefundStep {
  return {
    job: makeRefundJob(refund, "requesting"),
    effects: [
      { type: "journal", record: { kind: "refundOpened", refund: refund } },
      { type: "refund", refund: refund, host: 0 },
    ],
  };
}

/** A refund from the journal: asked about first; only one that the gateway does not know is sent. */
export function recoverRefund(refund: Refund): RefundStep {
  const job = makeRefundJob(refund, "unclear");
  job.recovered = true;
  return { job: job, effects: [{ type: "refundQuery", refund: refund, host: 0 }] };
}

/** An answer of the gateway to what this refund asked (protocol reference 4.5). */
export function refundAnswered(job: RefundJob, reply: Reply, policy: Policy): RefundStep {
  if (isRefundEnded(job) || !job.asking) return { job: job, effects: [] };
  const heard = change(job, { asking: false, ended: null });
  if (isSilence(reply)) heard.host++;
  switch (reply.kind) {
    case "refundPending": return accepted(heard, policy);
    case "refundDone": return end(heard, "refunded", "");
    case "refundClosed": return end(heard, "closed", "");
    case "refundManual": return end(heard, "manual", "");
    case "refundLater": return later(heard, policy.refundLaterMs, { phase: "waiting", reason: reply.code, unheard: 0 });
    case "declined": return query(heard, { phase: "confirming", reason: reply.code });
    case "absent": return absent(heard, policy);
    case "unsent": return unsent(heard, policy);
    case "refused":
      return unclear(
        job.phase === "requesting" ? change(heard, { refusals: heard.refusals + 1, unheard: 0 }) : heard, reply.code, policy);
    case "unknown": return unclear(heard, reply.code || reply.why, policy);
    default: return unclear(heard, "code", policy);
  }
}

/** The pause is over. */
export function refundTimerFired(job: RefundJob): RefundStep {
  if (isRefundEnded(job) || job.asking) return { job: job, effects: [] };
  return job.phase === "waiting" && job.reason !== "UNSENT" ? send(job, {}) : query(job, {});
}
