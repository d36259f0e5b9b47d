import { DIGITS, isMadeOf, LETTERS } from "../domain/characters";
import { acceptsKey, typedToMinor } from "../domain/money";
import type { Order } from "../domain/order";
import type { TextId } from "../domain/text-id";
import { makeAttempt } from "../payment/attempt";
import type { Attempt } from "../payment/attempt";
import { kindOfCode } from "../domain/payment-code";
import type { RefundJob } from "../payment/refund-job";
import { openRefund } from "../payment/refunding";
import { isSilence } from "../payment/replies";
import type { Reply } from "../payment/replies";
import { followRefund } from "./follow-refund";
import { idle } from "./sale";
import { told } from "./telling";
import { findAttempt, findRefund, goTo, quietly, say } from "./till";
import type { Sale, SaleKey, Step, Till } from "./till";

/** Numbers of orders as the gateway takes them (protocol reference 5.3). A payment code is nobody's to send or keep. */
function isOrderNumber(text: string): boolean {
  return text.length >= 6 && text.length <= 32 && isMadeOf(text, DIGITS + LETTERS + "_-|*") && kindOfCode(text) === "unknown";
}

function hasOpenRefund(state: Till, outTradeNo: string): boolean {
  for (const job of state.refunds) {
    // One that is on its way stands in nobody's way.
    if (job.refund.outTradeNo === outTradeNo && job.phase !== "accepted") return true;
  }
  return false;
}

/** The same sum of the same order is being given back already: a second request may be meant for the first. */
function isSameRefund(state: Till, outTradeNo: string, amountMinor: number): boolean {
  for (const job of state.refunds) {
    if (job.refund.outTradeNo === outTradeNo && job.refund.amountMinor === amountMinor) return true;
  }
  return false;
}

/** An order of which no more is known; when it began is not. */
function queriedOrder(state: Till, outTradeNo: string, amountMinor: number): Order {
  return {
    outTradeNo: outTradeNo, tradeType: "MICROPAY", amountMinor: amountMinor, currency: state.currency, startedMs: 0, codeHint: "",
  };
}

function lookUpAt(state: Till, outTradeNo: string, host: number): Step {
  const next = goTo(state, { kind: "refundLooking", outTradeNo: outTradeNo, host: host });
  next.effects.push({ type: "query", host: host, order: queriedOrder(state, outTradeNo, 0) });
  return next;
}

/** Asks the gateway what was paid; only that can be refunded. */
function lookUp(state: Till, outTradeNo: string): Step {
  if (hasOpenRefund(state, outTradeNo)) return quietly(state, { notice: say("refundOpen") });
  if (findAttempt(state, outTradeNo) !== undefined) return quietly(state, { notice: say("notSettled") });
  return lookUpAt(state, outTradeNo, 0);
}

/** A code was read where the order's number is asked for. */
export function codeForRefund(state: Till, code: string): Step {
  if (!isOrderNumber(code)) return quietly(state, { notice: say("notAnOrder") });
  return lookUp(state, code);
}

/** A key where the order's number is asked for: OK takes the last sale. */
export function keyWhileFinding(state: Till, key: SaleKey): Step {
  if (key === "cancel" || key === "clear") return goTo(state, idle());
  if (key !== "ok") return quietly(state, {});
  if (state.lastCharged === null) return quietly(state, { notice: say("noLastSale") });
  return lookUp(state, state.lastCharged.outTradeNo);
}

/** A digit or OK takes the word away: it was read, and the digit is already the next amount. */
export function keyAfterRefund(state: Till, job: RefundJob, key: SaleKey): Step {
  if (key === "cancel" || key === "clear") return quietly(state, {});
  const read = told(state, job.refund.outRefundNo, job.phase);
  const typed = key !== "ok" && acceptsKey("", key, state.currency) ? key : "";
  return { state: goTo(read.state, { kind: "entering", typed: typed }).state, effects: read.effects };
}

/** What the slip of a paid order said, as far as the gateway knows it. */
function soldOf(state: Till, outTradeNo: string, reply: Extract<Reply, { kind: "paid" }>): Attempt {
  const sold = makeAttempt(queriedOrder(state, outTradeNo, reply.amountMinor), "charged", "");
  sold.transactionId = reply.transactionId;
  return sold;
}

/** Why an order cannot be refunded now, by what the gateway says of it. */
function refusalOf(reply: Reply): TextId {
  switch (reply.kind) {
    case "paid":
    case "refunded": return "otherCurrency";
    case "pending":
    case "unpaid": return "mayStillPay";
    case "closed":
    case "payError": return "notPaid";
    case "absent": return "noSuchOrder";
    default: return "notAsked";
  }
}

/** What the gateway says of the order that is to be refunded. Where the first host is silent, the second is asked. */
export function lookedUp(state: Till, sale: Extract<Sale, { kind: "refundLooking" }>, reply: Reply): Step {
  const outTradeNo = sale.outTradeNo;
  if (isSilence(reply) && sale.host === 0) return lookUpAt(state, outTradeNo, 1);
  if ((reply.kind === "paid" || reply.kind === "refunded") && reply.currency === state.currency) {
    return goTo(state, {
      kind: "refundAmount", outTradeNo: outTradeNo, totalMinor: reply.amountMinor, typed: "",
      sold: reply.kind === "paid" ? soldOf(state, outTradeNo, reply) : null, isAsked: false,
    });
  }
  return quietly(state, { sale: { kind: "refundFind" }, notice: say(refusalOf(reply)) });
}

function journalText(state: Till): TextId {
  return state.journal === "full" ? "journal_full" : "journal_broken";
}

function confirmed(
  state: Till, sale: Extract<Sale, { kind: "refundAmount" }>, outRefundNo: string, nowMs: number,
): Step {
  const amountMinor = sale.typed === "" ? sale.totalMinor : typedToMinor(sale.typed, state.currency);
  if (state.journal !== "good") return quietly(state, { notice: say(journalText(state)) });
  if (amountMinor === 0) return quietly(state, { notice: say("amountZero") });
  if (amountMinor > sale.totalMinor) {
    return quietly(state, { notice: { id: "refundTooLarge", amountMinor: sale.totalMinor } });
  }
  if (!sale.isAsked && isSameRefund(state, sale.outTradeNo, amountMinor)) {
    return quietly(state, {
      sale: Object.assign({}, sale, { isAsked: true }) as Sale, notice: { id: "refundAgain", amountMinor: amountMinor },
    });
  }
  const refund = {
    outRefundNo: outRefundNo, outTradeNo: sale.outTradeNo, amountMinor: amountMinor, totalMinor: sale.totalMinor,
    currency: state.currency, startedMs: nowMs,
  };
  return followRefund(goTo(state, { kind: "refunding", outRefundNo: outRefundNo }).state, openRefund(refund));
}

/** A key while the amount of the refund is typed; nothing typed means all of it. */
export function keyWhileRefunding(
  state: Till, sale: Extract<Sale, { kind: "refundAmount" }>, key: SaleKey, outRefundNo: string, nowMs: number,
): Step {
  if (key === "cancel") return goTo(state, idle());
  if (key === "ok") return outRefundNo === "" ? quietly(state, {}) : confirmed(state, sale, outRefundNo, nowMs);
  let typed = sale.typed;
  if (key === "clear") typed = typed.substr(0, typed.length - 1);
  else if (acceptsKey(typed, key, state.currency)) typed += key;
  return goTo(state, Object.assign({}, sale, { typed: typed, isAsked: false }));
}

/** A key while the request is under way: it goes on by itself. */
export function keyWhileSending(state: Till, outRefundNo: string, key: SaleKey): Step {
  const job = findRefund(state, outRefundNo);
  if (job === undefined || (key !== "ok" && key !== "cancel")) return quietly(state, {});
  return quietly(state, { sale: idle(), notice: { id: "stillRefunding", amountMinor: job.refund.amountMinor } });
}
