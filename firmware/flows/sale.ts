import { DIGITS, isMadeOf, LETTERS } from "../domain/characters";
import { codeHint } from "../domain/order";
import type { TradeType } from "../domain/order";
import { acceptsKey, typedToMinor } from "../domain/money";
import { attemptCancelled, openAttempt } from "../payment/step-attempt";
import { kindOfCode } from "../domain/payment-code";
import { isSameAmount, isUsedCode } from "./duplicates";
import { verdictOf } from "../payment/verdict";
import { followAttempt, noticeOf } from "./follow";
import { told } from "./telling";
import { changeTill, findAttempt, goTo, quietly, say } from "./till";
import type { Sale, SaleKey, Step, Till } from "./till";

/** Keys at the question for a code: other ways to pay, on the customer's phone. */
const PHONE_KEYS: Partial<Record<SaleKey, TradeType>> = { "1": "NATIVE", "2": "APP", "3": "MWEB" };
/** The fourth needs the payer's name first. */
const ACCOUNT_KEY = "4";

/** A name that a payer has at the merchant's account (openid): 10 to 128 letters, digits, "_" and "-"; no payment code. */
function isPayerName(text: string): boolean {
  return text.length >= 10 && text.length <= 128 && isMadeOf(text, DIGITS + LETTERS + "_-") && kindOfCode(text) === "unknown";
}

/** What stands on the screen when nothing is under way. */
export function idle(): Sale {
  return { kind: "entering", typed: "" };
}

function amountConfirmed(state: Till, typed: string): Step {
  if (typed === "") return goTo(state, { kind: "menu" });
  const amountMinor = typedToMinor(typed, state.currency);
  // The screen says why, and what to do.
  if (state.journal !== "good") return quietly(state, { notice: null });
  if (amountMinor === 0) return quietly(state, { notice: say("amountZero") });
  if (amountMinor > state.policy.amountMaxMinor) {
    return quietly(state, { notice: { id: "amountTooLarge", amountMinor: state.policy.amountMaxMinor } });
  }
  if (isSameAmount(state, amountMinor)) return goTo(state, { kind: "sameAgain", amountMinor: amountMinor });
  return goTo(state, { kind: "awaitingCode", amountMinor: amountMinor, earlier: "" });
}

/** A key while an amount is typed. */
export function keyWhileEntering(state: Till, typed: string, key: SaleKey): Step {
  if (key === "ok") return amountConfirmed(state, typed);
  if (key === "clear") return goTo(state, { kind: "entering", typed: typed.substr(0, typed.length - 1) });
  if (key === "cancel") return goTo(state, idle());
  return goTo(state, { kind: "entering", typed: acceptsKey(typed, key, state.currency) ? typed + key : typed });
}

/** Each attempt of a sale is settled before the next one begins. */
function isEarlierOpen(state: Till, earlier: string): boolean {
  return earlier !== "" && findAttempt(state, earlier) !== undefined;
}

interface Beginning {
  tradeType: TradeType;
  amountMinor: number;
  outTradeNo: string;
  nowMs: number;
  /** Payment code or payer's name, and the digest of it. */
  code: string;
  mark: number;
}

function begin(state: Till, what: Beginning): Step {
  const hint = what.tradeType === "MICROPAY" ? codeHint(what.code) : "";
  const order = {
    outTradeNo: what.outTradeNo, tradeType: what.tradeType, amountMinor: what.amountMinor, currency: state.currency,
    startedMs: what.nowMs, codeHint: hint,
  };
  const recent = { outTradeNo: what.outTradeNo, amountMinor: what.amountMinor, mark: what.mark, codeHint: hint };
  const opened = followAttempt(state, openAttempt(order, what.code, state.policy));
  // Nobody has seen this state yet, so it needs no second copy.
  const paying = opened.state;
  paying.sale = { kind: "paying", outTradeNo: what.outTradeNo };
  paying.notice = null;
  paying.recent = state.recent.concat([recent]);
  return opened;
}

function stopped(state: Till): Step {
  return quietly(state, { sale: idle(), notice: say("cancelledBefore") });
}

/** A key while a payment code is asked for: the other ways to pay. */
export function keyWhileAwaiting(
  state: Till, amountMinor: number, earlier: string, key: SaleKey, outTradeNo: string, nowMs: number,
): Step {
  if (key === "cancel" || key === "clear") return stopped(state);
  if (key === ACCOUNT_KEY) return goTo(state, { kind: "awaitingPayer", amountMinor: amountMinor, earlier: earlier });
  const tradeType = PHONE_KEYS[key];
  if (tradeType === undefined || outTradeNo === "") return quietly(state, {});
  if (isEarlierOpen(state, earlier)) return quietly(state, { notice: say("earlierOpen") });
  return begin(state, {
    tradeType: tradeType, amountMinor: amountMinor, outTradeNo: outTradeNo, nowMs: nowMs, code: "", mark: -1,
  });
}

/** A key at the question whether the same amount is another sale. */
export function keyWhileSame(state: Till, amountMinor: number, key: SaleKey): Step {
  if (key === "ok") return goTo(state, { kind: "awaitingCode", amountMinor: amountMinor, earlier: "" });
  return key === "cancel" || key === "clear" ? stopped(state) : quietly(state, {});
}

/** A key while the payer's name is asked for. */
export function keyWhileNaming(state: Till, amountMinor: number, earlier: string, key: SaleKey): Step {
  if (key !== "cancel" && key !== "clear") return quietly(state, {});
  return goTo(state, { kind: "awaitingCode", amountMinor: amountMinor, earlier: earlier });
}

/** A key while an attempt is under way. */
export function keyWhilePaying(state: Till, outTradeNo: string, key: SaleKey): Step {
  const attempt = findAttempt(state, outTradeNo);
  if (attempt === undefined) return quietly(state, {});
  const amountMinor = attempt.order.amountMinor;
  // Given up: what is left to do needs nobody at the counter.
  if (attempt.phase === "reversing" && (key === "ok" || key === "cancel")) {
    return quietly(state, { sale: idle(), notice: { id: "stillReversing", amountMinor: amountMinor } });
  }
  if (attempt.phase === "showing" && key === "ok") {
    return quietly(state, { sale: idle(), notice: { id: "stillShowing", amountMinor: amountMinor } });
  }
  if (key !== "cancel") return quietly(state, {});
  return followAttempt(state, attemptCancelled(attempt));
}

/**
 * A key at the verdict: a digit or OK takes it away; it was read, and stands below the next screen. CLEAR tries the
 * same amount again where nobody was charged.
 */
export function keyAfterSale(state: Till, sale: Extract<Sale, { kind: "finished" }>, key: SaleKey): Step {
  const order = sale.attempt.order;
  const isAgain = key === "clear" && verdictOf(sale.attempt).word === "notCharged" && state.journal === "good";
  if (key === "cancel" || (key === "clear" && !isAgain)) return quietly(state, {});
  const read = told(state, order.outTradeNo, sale.attempt.phase);
  const typed = key !== "ok" && key !== "clear" && acceptsKey("", key, state.currency) ? key : "";
  const next: Sale = isAgain ? { kind: "awaitingCode", amountMinor: order.amountMinor, earlier: order.outTradeNo }
    : { kind: "entering", typed: typed };
  return { state: changeTill(read.state, { sale: next, notice: noticeOf(sale.attempt) }), effects: read.effects };
}

/**
 * A code was read where a customer's payment code is asked for. Only a payment code that opened no attempt in its
 * minute begins one.
 */
export function codeForSale(
  state: Till, sale: Extract<Sale, { kind: "awaitingCode" }>, code: string, mark: number, outTradeNo: string, nowMs: number,
): Step {
  const kind = kindOfCode(code);
  if (kind !== "payment") {
    return quietly(state, { notice: say(kind === "unknown" ? "notAPaymentCode" : "otherWallet") });
  }
  if (isUsedCode(state, code, mark)) return quietly(state, { notice: say("sameCode") });
  if (isEarlierOpen(state, sale.earlier)) return quietly(state, { notice: say("earlierOpen") });
  return begin(state, {
    tradeType: "MICROPAY", amountMinor: sale.amountMinor, outTradeNo: outTradeNo, nowMs: nowMs, code: code, mark: mark,
  });
}

/** A code was read where the payer's name is asked for. */
export function codeForPayer(
  state: Till, sale: Extract<Sale, { kind: "awaitingPayer" }>, code: string, outTradeNo: string, nowMs: number,
): Step {
  if (!isPayerName(code)) return quietly(state, { notice: say("notAPayer") });
  if (isEarlierOpen(state, sale.earlier)) return quietly(state, { notice: say("earlierOpen") });
  return begin(state, {
    tradeType: "JSAPI", amountMinor: sale.amountMinor, outTradeNo: outTradeNo, nowMs: nowMs, code: code, mark: -1,
  });
}
