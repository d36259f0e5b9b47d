import { isSettled } from "../payment/attempt";
import type { Attempt } from "../payment/attempt";
import type { Effect } from "../payment/effects";
import type { AttemptStep } from "../payment/endings";
import { changeTill, withoutNumber } from "./till";
import type { Notice, Sale, Step, Till } from "./till";

/** The open attempts with this one in its new form, or without it once its books are closed. */
function withAttempt(attempts: Attempt[], changed: Attempt): Attempt[] {
  const next = withoutNumber(attempts, changed.order.outTradeNo);
  if (!isSettled(changed)) next.push(changed);
  return next;
}

/** What to say of a verdict that is not on the screen any more, or never was. */
export function noticeOf(attempt: Attempt): Notice {
  const phase = attempt.phase === "reversing" ? "notCharged" : attempt.phase;
  return { id: "earlier_" + phase, amountMinor: attempt.order.amountMinor };
}

/** The attempt whose verdict goes on paper in this step, or null. */
function toldBy(effects: Effect[]): Attempt | null {
  for (const effect of effects) {
    if (effect.type === "print" && !effect.duplicate) return effect.attempt;
  }
  return null;
}

/**
 * Takes an attempt's step into the terminal's state: the sale on the screen ends with the attempt's
 * verdict, and an end behind the scenes becomes a notice, unless the operator had its verdict before.
 * A verdict stays untold until paper or a key confirms it.
 */
export function followAttempt(state: Till, step: AttemptStep): Step {
  const attempt = step.attempt;
  const current = state.sale.kind === "paying" && state.sale.outTradeNo === attempt.order.outTradeNo;
  const ended = isSettled(attempt);
  const told = toldBy(step.effects);
  let sale: Sale = state.sale;
  let notice = state.notice;
  if (current && (ended || attempt.verdictGiven)) sale = { kind: "finished", attempt: attempt };
  else if (ended && (!attempt.verdictGiven || attempt.phase === "attention")) notice = noticeOf(attempt);
  return {
    state: changeTill(state, {
      sale: sale, notice: notice, attempts: withAttempt(state.attempts, attempt),
      last: told === null ? state.last : told, untold: told === null ? state.untold : state.untold.concat([told]),
    }),
    effects: step.effects,
  };
}
