import type { Bytes } from "../../hal/ports/bytes";
import type { Phase } from "../payment/attempt";
import type { JournalRecord } from "../payment/effects";
import type { TradeType } from "../domain/order";
import { withRefund, withSale } from "../domain/totals";
import type { Restored, Unsettled } from "../payment/events";

/** Kinds by their first letter in the file; S is the start of the terminal. */
const LETTERS = {
  opened: "O", reversing: "R", charged: "C", notCharged: "N", reversed: "V", attention: "A", told: "T",
  refundOpened: "P", refundEnded: "E",
};
const ENDS: Record<string, Phase> = { C: "charged", N: "notCharged", V: "reversed", A: "attention" };
/** Verdicts told again after a restart: the newest ones. */
const UNTOLD_MAX = 8;

/** A record as it lies in a slot: letter and fields with "|" between. Field texts hold no "|". */
export function encodeRecord(record: JournalRecord): Bytes {
  const letter = LETTERS[record.kind];
  if (record.kind === "opened") {
    const order = record.order;
    return [letter, order.outTradeNo, order.amountMinor, order.currency, order.startedMs, order.codeHint,
      order.tradeType].join("|");
  }
  if (record.kind === "refundOpened") {
    const refund = record.refund;
    return [letter, refund.outRefundNo, refund.amountMinor, refund.currency, refund.startedMs, refund.totalMinor,
      refund.outTradeNo].join("|");
  }
  if (record.kind === "refundEnded") return letter + "|" + record.outRefundNo + "|" + record.end;
  if (record.kind === "told") return letter + "|" + record.outTradeNo;
  const tail = record.kind === "charged" ? record.transactionId : record.reason;
  return letter + "|" + record.outTradeNo + "|" + tail.substr(0, 48);
}

/** What a whole journal amounts to at start. */
export interface History extends Restored {
  /** Starts so far; the next one gets the number after it. */
  boots: number;
}

function findUnsettled(history: History, outTradeNo: string): Unsettled | undefined {
  for (const found of history.unsettled) {
    if (found.order.outTradeNo === outTradeNo) return found;
  }
  return undefined;
}

function opened(history: History, parts: string[]): void {
  const order = {
    outTradeNo: parts[1] as string, amountMinor: parseInt(parts[2] as string, 10), currency: parts[3] as string,
    startedMs: parseInt(parts[4] as string, 10), codeHint: parts[5] as string,
    tradeType: parts[6] as TradeType,
  };
  history.unsettled.push({ order: order, reversing: false, reason: "", told: false });
}

function ended(history: History, found: Unsettled, phase: Phase, tail: string): void {
  history.unsettled = history.unsettled.filter(function (other) { return other !== found; });
  if (phase === "charged") {
    history.totals = withSale(history.totals, found.order.amountMinor);
    history.last = { order: found.order };
  }
  if (found.told && phase !== "attention") return;
  const charged = phase === "charged";
  history.untold.push({
    order: found.order, phase: phase, reason: charged ? "" : tail, transactionId: charged ? tail : "",
  });
  history.untold = history.untold.slice(-UNTOLD_MAX);
}

function replayRefund(history: History, parts: string[]): void {
  const number = parts[1] as string;
  if (parts[0] === "P") {
    history.refunds.push({
      outRefundNo: number, amountMinor: parseInt(parts[2] as string, 10), currency: parts[3] as string,
      startedMs: parseInt(parts[4] as string, 10), totalMinor: parseInt(parts[5] as string, 10),
      outTradeNo: parts[6] as string,
    });
    return;
  }
  for (const refund of history.refunds) {
    if (refund.outRefundNo !== number || parts[2] !== "refunded") continue;
    history.totals = withRefund(history.totals, refund.amountMinor);
  }
  history.refunds = history.refunds.filter(function (refund) { return refund.outRefundNo !== number; });
}

/** Takes one record into the history, oldest first. Unknown letters are of a newer version: passed over. */
export function replay(history: History, payload: Bytes): void {
  const parts = payload.split("|");
  const letter = parts[0] as string;
  const number = parts[1] as string;
  const tail = parts[2] as string;
  if (letter === "S") history.boots = parseInt(number, 10);
  else if (letter === "O") opened(history, parts);
  else if (letter === "T") {
    history.untold = history.untold.filter(function (other) { return other.order.outTradeNo !== number; });
  }
  if (letter === "P" || letter === "E") replayRefund(history, parts);
  const found = findUnsettled(history, number);
  if (found === undefined) return;
  if (letter === "T") found.told = true;
  else if (letter === "R") {
    found.reversing = true;
    found.reason = tail;
  } else if (ENDS[letter] !== undefined) ended(history, found, ENDS[letter] as Phase, tail);
}
