import type { Bytes } from "../../hal/ports/bytes";
import type { TradeType } from "../domain/order";
import type { JournalRecord } from "../payment/effects";
import type { RefundEnd } from "../domain/refund";
import { withRefund, withSale } from "../domain/totals";
import type { Restored } from "../payment/events";

/** Kinds by their first letter in the file; S is the start of the terminal. */
const LETTERS = { opened: "O", reversing: "R", charged: "C", notCharged: "N", reversed: "V", attention: "A",
  refundOpened: "P", refundEnded: "E" };

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
  const tail = record.kind === "charged" ? record.transactionId : record.reason;
  return letter + "|" + record.outTradeNo + "|" + tail.substr(0, 48);
}

/** What a whole journal amounts to at start. */
export interface History extends Restored {
  /** Starts so far; the next one gets the number after it. */
  boots: number;
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
    if (refund.outRefundNo !== number || parts[2] as RefundEnd !== "refunded") continue;
    history.totals = withRefund(history.totals, refund.amountMinor);
  }
  history.refunds = history.refunds.filter(function (refund) { return refund.outRefundNo !== number; });
}

/** Takes one record into the history, oldest first. Unknown letters are of a newer version: passed over. */
export function replay(history: History, payload: Bytes): void {
  const parts = payload.split("|");
  const letter = parts[0];
  const number = parts[1] as string;
  if (letter === "S") {
    history.boots = parseInt(number, 10);
  } else if (letter === "O") {
    const order = {
      outTradeNo: number, amountMinor: parseInt(parts[2] as string, 10), currency: parts[3] as string,
      startedMs: parseInt(parts[4] as string, 10), codeHint: parts[5] as string,
      tradeType: parts[6] as TradeType,
    };
    history.unsettled.push({ order: order, reversing: false, reason: "" });
  } else if (letter === "R") {
    history.unsettled.forEach(function (found) {
      if (found.order.outTradeNo !== number) return;
      found.reversing = true;
      found.reason = parts[2] as string;
    });
  } else if (letter === "P" || letter === "E") {
    replayRefund(history, parts);
  } else if (letter === "C" || letter === "N" || letter === "V" || letter === "A") {
    if (letter === "C") {
      for (const found of history.unsettled) {
        if (found.order.outTradeNo === number) history.totals = withSale(history.totals, found.order.amountMinor);
      }
    }
    history.unsettled = history.unsettled.filter(function (found) { return found.order.outTradeNo !== number; });
  }
}
