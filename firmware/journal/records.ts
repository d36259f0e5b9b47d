import type { Bytes } from "../../hal/ports/bytes";
import type { Order, TradeType } from "../domain/order";
import type { Refund, RefundEnd } from "../domain/refund";
import type { Totals } from "../domain/totals";
import type { Phase } from "../payment/attempt";
import type { JournalRecord } from "../payment/effects";
import type { Untold } from "../payment/events";
import { isWord, pack28, pack3, pack4, pack6, packEight, unpack, unpack28, unpackEight } from "./pack";

/**
 * Kinds of records, one letter each. S: the terminal started; T: totals; O, Q, P: an order was opened,
 * packed, packed with a stem of its own, or as plain text; F: a refund was opened; o, q, p, f: the same, copied from
 * an older segment;
 * G: given up; C, D: charged, with a packed or a plain number of the gateway; N: not charged; V: reversed;
 * A: attention; c, d, n, v, a: the same of an order copied before it was told; H: the merchant had the verdict A;
 * E: a refund ended. A kind that nobody knows is of a newer version and passed over.
 */
export type Kind = "S" | "T" | "O" | "Q" | "P" | "F" | "o" | "q" | "p" | "f" | "G" | "C" | "D" | "N" | "V" | "A" | "H" | "E"
  | "c" | "d" | "n" | "v" | "a";

/** Letter and payload, of any length. */
export interface Packed {
  kind: Kind;
  payload: Bytes;
}

/** What all records behind it are read with, and the sums so far. */
export interface Standing {
  /** Starts of the terminal so far. */
  boots: number;
  totals: Totals;
  currency: string;
  /** An order number without its last eight characters. */
  stem: Bytes;
}

const ENDS: Record<string, Kind> = { notCharged: "N", reversed: "V", attention: "A", reversing: "G" };
const TRADE_TYPES = ["MICROPAY", "NATIVE", "JSAPI", "APP", "MWEB"];
const REFUND_ENDS = ["refunded", "refused", "closed", "manual"];
/** Values of a code hint; the next one stands for none, and trade types are counted in steps of both. */
const HINTS = 1000000;
const STEM_BYTES_MAX = 17;
/** Of a reason so many bytes are kept. */
const REASON_BYTES_MAX = 48;

/** Text in front of the erased bytes of its last slot. */
export function textOf(payload: Bytes): Bytes {
  return payload.split("\xff")[0] as Bytes;
}

/** The payload of S and T: one slot, or two with a stem. */
export function packStanding(standing: Standing): Bytes {
  const totals = standing.totals;
  const rest = standing.stem === "" ? "" : standing.currency + standing.stem;
  return pack3(standing.boots) + pack3(totals.sales) + pack6(totals.salesMinor) + pack3(totals.refunds).substr(1) +
    pack6(totals.refundsMinor).substr(1) + rest;
}

/** What `packStanding` was given. `payload` may have erased bytes behind. */
export function unpackStanding(payload: Bytes): Standing {
  return {
    boots: unpack(payload, 0, 3),
    totals: {
      sales: unpack(payload, 3, 3), salesMinor: unpack(payload, 6, 6),
      refunds: unpack(payload, 12, 2), refundsMinor: unpack(payload, 14, 5),
    },
    currency: payload.substr(19, 3), stem: textOf(payload.substr(22)),
  };
}

/** The stem of a number, "" where it has none or a too long one. */
export function stemOf(outTradeNo: string): Bytes {
  const length = outTradeNo.length - 8;
  return length > 0 && length <= STEM_BYTES_MAX ? outTradeNo.substr(0, length) : "";
}

function hintOf(value: number): string {
  if (value === HINTS) return "";
  const digits = ("00000" + value).substr(-6);
  return digits.substr(0, 2) + ".." + digits.substr(2);
}

/** The six digits of a hint as a number, HINTS for "", -1 for what is no hint. */
function hintValue(hint: string): number {
  if (hint === "") return HINTS;
  const value = parseInt(hint.substr(0, 2) + hint.substr(4), 10);
  return value >= 0 && hintOf(value) === hint ? value : -1;
}

/** What a packed order has in common with all of its start, or undefined where it cannot be packed. */
function packedTail(order: Order): Bytes | undefined {
  const tail = packEight(order.outTradeNo.substr(-8));
  const hint = hintValue(order.codeHint);
  const type = TRADE_TYPES.indexOf(order.tradeType);
  if (tail === "" || hint < 0 || type < 0 || !isWord(order.amountMinor) || order.startedMs < 0) return undefined;
  return tail + pack4(order.amountMinor) + pack6(order.startedMs) + pack3(type * (HINTS + 1) + hint);
}

/**
 * An order: one slot when number, amount and time have the usual form and the number begins as the others
 * of this start, two with the number's own stem, else text.
 */
export function packOrder(order: Order, standing: Standing, isCopy: boolean): Packed {
  const number = order.outTradeNo;
  const packed = packedTail(order);
  if (packed !== undefined && order.currency === standing.currency && number === standing.stem + number.substr(-8)) {
    return { kind: isCopy ? "o" : "O", payload: packed };
  }
  const stem = stemOf(number);
  if (packed !== undefined && stem !== "" && order.currency.length === 3) {
    return { kind: isCopy ? "q" : "Q", payload: packed + order.currency + stem };
  }
  return {
    kind: isCopy ? "p" : "P",
    payload: [number, order.amountMinor, order.currency, order.startedMs, order.codeHint, order.tradeType].join("|"),
  };
}

/** The order of a record O, Q, P or of a copy. */
export function unpackOrder(kind: string, payload: Bytes, standing: Standing): Order {
  if ("OoQq".indexOf(kind) >= 0) {
    const isOwn = kind === "Q" || kind === "q";
    const packed = unpack(payload, 16, 3);
    return {
      outTradeNo: (isOwn ? textOf(payload.substr(22)) : standing.stem) + unpackEight(payload, 0),
      tradeType: TRADE_TYPES[Math.floor(packed / (HINTS + 1))] as TradeType,
      amountMinor: unpack(payload, 6, 4), currency: isOwn ? payload.substr(19, 3) : standing.currency,
      startedMs: unpack(payload, 10, 6), codeHint: hintOf(packed % (HINTS + 1)),
    };
  }
  const parts = textOf(payload).split("|");
  return {
    outTradeNo: parts[0] as string, tradeType: parts[5] as TradeType, amountMinor: parseInt(parts[1] as string, 10),
    currency: parts[2] as string, startedMs: parseInt(parts[3] as string, 10), codeHint: parts[4] as string,
  };
}

function commonLength(one: Bytes, other: Bytes): number {
  let length = one.length;
  while (one.substr(0, length) !== other.substr(0, length)) length--;
  return length;
}

/** A refund; of its own number only what differs from the order's. */
export function packRefund(refund: Refund, isCopy: boolean): Packed {
  const common = commonLength(refund.outRefundNo, refund.outTradeNo);
  return {
    kind: isCopy ? "f" : "F",
    payload: [
      refund.outTradeNo, common, refund.outRefundNo.substr(common), refund.amountMinor, refund.totalMinor,
      refund.currency, refund.startedMs,
    ].join("|"),
  };
}

/** The refund of a record F or f. */
export function unpackRefund(payload: Bytes): Refund {
  const parts = textOf(payload).split("|");
  const outTradeNo = parts[0] as string;
  return {
    outRefundNo: outTradeNo.substr(0, parseInt(parts[1] as string, 10)) + parts[2], outTradeNo: outTradeNo,
    amountMinor: parseInt(parts[3] as string, 10), totalMinor: parseInt(parts[4] as string, 10),
    currency: parts[5] as string, startedMs: parseInt(parts[6] as string, 10),
  };
}

/** A record about the open order or refund whose own record stands in slot `about`. */
export function packChange(record: JournalRecord, about: number): Packed {
  const slot = String.fromCharCode(about);
  if (record.kind === "told") return { kind: "H", payload: slot };
  if (record.kind === "charged") {
    const packed = pack28(record.transactionId);
    return packed === "" ? { kind: "D", payload: slot + record.transactionId } : { kind: "C", payload: slot + packed };
  }
  const reason = (record as { reason: string }).reason.substr(0, REASON_BYTES_MAX);
  if (record.kind === "refundEnded") {
    return { kind: "E", payload: slot + String.fromCharCode(REFUND_ENDS.indexOf(record.end)) + reason };
  }
  return { kind: ENDS[record.kind] as Kind, payload: slot + reason };
}

/** The end of an order, copied from an older segment: its sum is in the totals already. */
export function packEnding(ended: Untold, about: number): Packed {
  const outTradeNo = ended.order.outTradeNo;
  const packed = packChange(ended.phase === "charged"
    ? { kind: "charged", outTradeNo: outTradeNo, transactionId: ended.transactionId }
    : { kind: ended.phase as "reversed", outTradeNo: outTradeNo, reason: ended.reason }, about);
  return { kind: packed.kind.toLowerCase() as Kind, payload: packed.payload };
}

/** The phase that a record of kind N, V, A or a copy of one ended in. */
export function phaseOf(kind: string): Phase {
  switch (kind.toUpperCase()) {
    case "N": return "notCharged";
    case "V": return "reversed";
    default: return "attention";
  }
}

/** The gateway's number in a record C or D. */
export function unpackTransactionId(kind: string, payload: Bytes): string {
  return kind === "C" || kind === "c" ? unpack28(payload, 1) : textOf(payload.substr(1));
}

/** How a refund ended, of a record E. */
export function unpackRefundEnd(payload: Bytes): RefundEnd {
  return REFUND_ENDS[payload.charCodeAt(1)] as RefundEnd;
}
