import type { Key } from "../../hal/ports/keypad";
import { codeHint } from "../domain/order";
import { acceptsKey, typedToMinor } from "../domain/money";
import { attemptCancelled, openAttempt } from "../payment/step-attempt";
import { kindOfCode } from "../domain/payment-code";
import type { Attempt } from "../payment/attempt";
import { followAttempt, noticeOf } from "./follow";
import { reprint, told } from "./telling";
import { changeTill, findAttempt, quietly } from "./till";
import type { Notice, Step, Till } from "./till";

function say(id: string): Notice {
  return { id: id, amountMinor: -1 };
}

function clearedOf(typed: string): string {
  return typed.substr(0, typed.length - 1);
}

function amountConfirmed(state: Till, typed: string): Step {
  const amountMinor = typedToMinor(typed, state.currency);
  if (state.journalFull) return quietly(state, { notice: say("journalFull") });
  if (amountMinor === 0) return quietly(state, { notice: say("amountZero") });
  if (amountMinor > state.policy.amountMaxMinor) {
    return quietly(state, { notice: { id: "amountTooLarge", amountMinor: state.policy.amountMaxMinor } });
  }
  return quietly(state, { sale: { kind: "awaitingCode", amountMinor: amountMinor }, notice: null });
}

function keyWhileEntering(state: Till, typed: string, key: Key): Step {
  if (key === "ok") return amountConfirmed(state, typed);
  if (key === "clear" || key === "cancel") {
    return quietly(state, { sale: { kind: "entering", typed: key === "clear" ? clearedOf(typed) : "" }, notice: null });
  }
  if (!acceptsKey(typed, key, state.currency)) return quietly(state, { notice: null });
  return quietly(state, { sale: { kind: "entering", typed: typed + key }, notice: null });
}

function keyWhilePaying(state: Till, outTradeNo: string, key: Key): Step {
  const attempt = findAttempt(state, outTradeNo);
  if (attempt === undefined) return quietly(state, {});
  // Given up: what is left to do needs nobody at the counter.
  if (attempt.phase === "reversing" && (key === "ok" || key === "cancel")) {
    return quietly(state, {
      sale: { kind: "entering", typed: "" },
      notice: { id: "stillReversing", amountMinor: attempt.order.amountMinor },
    });
  }
  if (key !== "cancel") return quietly(state, {});
  return followAttempt(state, attemptCancelled(attempt));
}

/** A digit or OK takes the verdict away; it was read, and stands below the next screen. */
function keyWhileFinished(state: Till, attempt: Attempt, key: Key): Step {
  if (key === "cancel" || key === "clear") return quietly(state, {});
  const read = told(state, attempt.order.outTradeNo);
  const typed = key !== "ok" && acceptsKey("", key, state.currency) ? key : "";
  return {
    state: changeTill(read.state, { sale: { kind: "entering", typed: typed }, notice: noticeOf(attempt) }),
    effects: read.effects,
  };
}

/** A key went down. */
export function keyPressed(state: Till, key: Key): Step {
  const sale = state.sale;
  if (key === "language") return quietly(state, { language: state.language === "en" ? "zh" : "en" });
  if (key === "reprint") return reprint(state);
  switch (sale.kind) {
    case "entering": return keyWhileEntering(state, sale.typed, key);
    case "awaitingCode":
      if (key !== "cancel" && key !== "clear") return quietly(state, {});
      return quietly(state, { sale: { kind: "entering", typed: "" }, notice: say("cancelledBefore") });
    case "paying": return keyWhilePaying(state, sale.outTradeNo, key);
    default: return keyWhileFinished(state, sale.attempt, key);
  }
}

/**
 * A code was read. Only where one is asked for, and only a payment code, begins an attempt: a second
 * read of the same code finds the sale under way and changes nothing.
 */
export function codeScanned(state: Till, code: string, outTradeNo: string, nowMs: number): Step {
  const sale = state.sale;
  if (sale.kind !== "awaitingCode") return quietly(state, {});
  const kind = kindOfCode(code);
  if (kind !== "payment") {
    return quietly(state, { notice: say(kind === "unknown" ? "notAPaymentCode" : "otherWallet") });
  }
  const order = {
    outTradeNo: outTradeNo, amountMinor: sale.amountMinor, currency: state.currency,
    startedMs: nowMs, codeHint: codeHint(code),
  };
  const paying = changeTill(state, { sale: { kind: "paying", outTradeNo: outTradeNo }, notice: null });
  return followAttempt(paying, openAttempt(order, code, state.policy));
}
