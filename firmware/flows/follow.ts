import { isSettled } from "../payment/attempt";
import type { Attempt } from "../payment/attempt";
import type { Effect } from "../payment/effects";
import type { AttemptStep } from "../payment/endings";
import { changeTill } from "./till";
import type { Notice, Sale, Step, Till } from "./till";

/** The open attempts with this one in its new form, or without it once its books are closed. */
function withAttempt(attempts: Attempt[], changed: Attempt): Attempt[] {
  const outTradeNo = changed.order.outTradeNo;
  const next = attempts.filter(function (attempt) { return attempt.order.outTradeNo !== outTradeNo; });
  if (!isSettled(changed)) next.push(changed);
  return next;
}

/** What to say of an attempt that came to its end while the operator was doing something else. */
function noticeOf(attempt: Attempt): Notice {
  return { id: "earlier_" + attempt.phase, amountMinor: attempt.order.amountMinor };
}

/** The reprint key repeats what was printed last of its own accord. */
function lastPrinted(effects: Effect[], last: Attempt | null): Attempt | null {
  let newest = last;
  for (const effect of effects) {
    if (effect.type === "print" && !effect.duplicate) newest = effect.attempt;
  }
  return newest;
}

/**
 * Takes an attempt's step into the terminal's state: the sale on the screen ends with the attempt's
 * verdict, and an end behind the scenes becomes a notice, unless the operator had its verdict before.
 */
export function followAttempt(state: Till, step: AttemptStep): Step {
  const attempt = step.attempt;
  const current = state.sale.kind === "paying" && state.sale.outTradeNo === attempt.order.outTradeNo;
  const ended = isSettled(attempt);
  let sale: Sale = state.sale;
  let notice = state.notice;
  if (current && (ended || attempt.verdictGiven)) sale = { kind: "finished", attempt: attempt };
  else if (ended && (!attempt.verdictGiven || attempt.phase === "attention")) notice = noticeOf(attempt);
  return {
    state: changeTill(state, {
      sale: sale, notice: notice, attempts: withAttempt(state.attempts, attempt),
      last: lastPrinted(step.effects, state.last),
    }),
    effects: step.effects,
  };
}
