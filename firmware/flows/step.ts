import { attemptAnswered, attemptTimerFired, recoverAttempt } from "../payment/step-attempt";
import { change } from "../payment/endings";
import type { Effect, JournalRecord } from "../payment/effects";
import type { TillEvent, Unsettled } from "../payment/events";
import { followAttempt } from "./follow";
import { codeScanned, keyPressed } from "./sale";
import { findAttempt, quietly } from "./till";
import type { Step, Till } from "./till";

/** Orders without an end, from the journal: all of them are asked about while new sales are taken. */
function powerRestored(state: Till, unsettled: Unsettled[]): Step {
  let effects: Effect[] = [];
  const attempts = unsettled.map(function (found) {
    const step = recoverAttempt(found, state.policy);
    effects = effects.concat(step.effects);
    return step.attempt;
  });
  return { state: quietly(state, { attempts: attempts }).state, effects: effects };
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
    return followAttempt(state, { attempt: failed, effects: [{ type: "play", sound: "notCharged" }] });
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
    case "printed": return quietly(state, { printer: event.fault });
    default: return powerRestored(state, event.unsettled);
  }
}
