import { attemptAnswered, attemptTimerFired, recoverAttempt } from "../payment/step-attempt";
import { makeAttempt } from "../payment/attempt";
import type { Attempt } from "../payment/attempt";
import { change } from "../payment/endings";
import type { Effect, JournalRecord } from "../payment/effects";
import type { TillEvent, Unsettled, Untold } from "../payment/events";
import { followAttempt, noticeOf } from "./follow";
import { codeScanned, keyPressed } from "./sale";
import { slipPrinted } from "./telling";
import { changeTill, findAttempt, quietly } from "./till";
import type { Step, Till } from "./till";

/** A verdict from the journal that nobody may have read. */
function toldAgain(found: Untold): Attempt {
  const attempt = makeAttempt(found.order, found.phase, "");
  return change(attempt, { recovered: true, reason: found.reason, transactionId: found.transactionId });
}

/**
 * What the journal held at start. Orders without an end are all asked about while new sales are taken;
 * verdicts that neither paper nor a key confirmed are told again.
 */
function powerRestored(state: Till, unsettled: Unsettled[], found: Untold[]): Step {
  const untold = found.map(toldAgain);
  const newest = untold[untold.length - 1];
  let effects: Effect[] = untold.map(function (attempt): Effect {
    return { type: "print", attempt: attempt, duplicate: false };
  });
  const attempts = unsettled.map(function (open) {
    const step = recoverAttempt(open, state.policy);
    effects = effects.concat(step.effects);
    return step.attempt;
  });
  const next = changeTill(state, { attempts: attempts, untold: untold });
  if (newest === undefined) return { state: next, effects: effects };
  return { state: changeTill(next, { last: newest, notice: noticeOf(newest) }), effects: effects };
}

/**
 * The journal did not take a record. An order that could not be opened was never sent, so nobody was
 * charged. Any other record only makes recovery ask again: the verdict stands, and the rest of its
 * effects are carried out, but the merchant is told that the journal needs service.
 */
function journalFailed(state: Till, record: JournalRecord): Step {
  const attempt = record.kind === "opened" ? findAttempt(state, record.order.outTradeNo) : undefined;
  if (attempt !== undefined) {
    const failed = change(attempt, { phase: "notCharged", reason: "JOURNAL", authCode: "", asking: false });
    const closed = followAttempt(state, { attempt: failed, effects: [{ type: "play", sound: "notCharged" }] });
    return { state: changeTill(closed.state, { journalFull: true }), effects: closed.effects };
  }
  return quietly(state, { notice: { id: "journalFailed", amountMinor: -1 } });
}

/**
 * Next state and the effects to run, in order. Reads no clock, draws no chance and does no I/O.
 * An answer or a timer of an order that is not open changes nothing.
 */
export function step(state: Till, event: TillEvent): Step {
  switch (event.type) {
    case "keyPressed": return keyPressed(state, event.key);
    case "codeScanned": return codeScanned(state, event.code, event.outTradeNo, event.nowMs);
    case "replied": {
      const attempt = findAttempt(state, event.outTradeNo);
      if (attempt === undefined) return quietly(state, {});
      return followAttempt(state, attemptAnswered(attempt, event.reply, state.policy));
    }
    case "timerFired": {
      const attempt = findAttempt(state, event.outTradeNo);
      if (attempt === undefined) return quietly(state, {});
      return followAttempt(state, attemptTimerFired(attempt, event.timer));
    }
    case "journalFailed": return journalFailed(state, event.record);
    case "journalFilled": return quietly(state, { journalFull: true });
    case "printed": return slipPrinted(state, event.outTradeNo, event.fault);
    default: return powerRestored(state, event.unsettled, event.untold);
  }
}
