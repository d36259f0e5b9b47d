import type { Bytes } from "../../hal/ports/bytes";
import { isDigits } from "../domain/characters";
import type { Order, TradeType } from "../domain/order";
import { reverseRefundNo } from "../domain/refund";
import type { Refund, RefundEnd } from "../domain/refund";
import type { Shift, Totals } from "../domain/totals";
import type { JournalRecord } from "../payment/effects";
import type { RecentOrder } from "../payment/events";
import { isWord, pack28, pack3, pack4, pack6, packOrderHead, unpack, unpack28, unpackEight } from "./pack";

/**
 * Kinds of records, one letter each. S: the terminal started; T: totals; O, Q, P: an order was opened,
 * packed, packed with a stem of its own, or as plain text; F: a refund was opened; o, q, p, f: the same, copied from
 * an older segment;
 * G: given up; C, D: charged, with a packed or a plain number of the gateway; R, U: the same, and being refunded;
 * N: not charged; V: reversed; A: attention; E: a refund ended; c, d, r, u, n, v, a, e: the same of what was copied
 * before it was told; H: the merchant had the verdict A; Z: a shift was closed; z: a copy of the last one; K: codes and
 * sums of the last minute that were in the segment before.
 * A kind that nobody knows is of a newer version and passed over.
 */
export type Kind = "S" | "T" | "O" | "Q" | "P" | "F" | "o" | "q" | "p" | "f" | "G" | "C" | "D" | "R" | "U" | "N" | "V" | "A"
  | "H" | "E" | "Z" | "K" | "c" | "d" | "r" | "u" | "n" | "v" | "a" | "e" | "z";

/** Kinds that end an order, and of them those with a number of the gateway. */
export const ENDINGS = "CDRUNVA";
export const PAID_ENDINGS = "CDRU";

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

const ENDS: Record<"notCharged" | "reversed" | "attention" | "reversing", Kind> = {
  notCharged: "N", reversed: "V", attention: "A", reversing: "G",
};
const END_KINDS: Record<string, "notCharged" | "reversed" | "attention"> = { N: "notCharged", V: "reversed", A: "attention" };
const TRADE_TYPES = ["MICROPAY", "NATIVE", "JSAPI", "APP", "MWEB"];
const REFUND_ENDS: RefundEnd[] = ["refunded", "refused", "closed", "manual"];
/** Values of a code hint; the next one stands for none, and trade types are counted in steps of both. */
const HINTS = 1000000;
/** Between the parts of a text; no number holds it. */
const BETWEEN = "\n";
const STEM_BYTES_MAX = 14;
/** A code hint and a sum. */
const RECENT_BYTES = 7;
/** Of a reason or a plain number of the gateway so many bytes are kept: the record takes two slots at most. */
const TEXT_BYTES_MAX = 36;

/** Text in front of the erased bytes of its last slot. */
export function textOf(payload: Bytes): Bytes {
  return payload.split("\xff")[0] as Bytes;
}

/** The payload of S and T: two slots, also with the longest stem. */
export function packStanding(standing: Standing): Bytes {
  const totals = standing.totals;
  const rest = standing.stem === "" ? "" : standing.currency + standing.stem;
  return pack3(standing.boots) + pack3(totals.sales) + pack6(totals.salesMinor) + pack3(totals.refunds) +
    pack6(totals.refundsMinor) + rest;
}

/** What `packStanding` was given. `payload` may have erased bytes behind. */
export function unpackStanding(payload: Bytes): Standing {
  return {
    boots: unpack(payload, 0, 3),
    totals: {
      sales: unpack(payload, 3, 3), salesMinor: unpack(payload, 6, 6),
      refunds: unpack(payload, 12, 3), refundsMinor: unpack(payload, 15, 6),
    },
    currency: textOf(payload.substr(21, 3)), stem: textOf(payload.substr(24)),
  };
}

/** The stem of a number, "" where it has none or a too long one. */
export function stemOf(outTradeNo: string): Bytes {
  const length = outTradeNo.length - 8;
  return length > 0 && length <= STEM_BYTES_MAX ? outTradeNo.substr(0, length) : "";
}

/** A closed shift: two slots. */
export function packShift(shift: Shift, isCopy: boolean): Packed {
  const totals = shift.totals;
  return {
    kind: isCopy ? "z" : "Z",
    payload: pack3(shift.number) + pack6(shift.closedMs < 0 ? 0 : shift.closedMs) + pack3(totals.sales) +
      pack6(totals.salesMinor) + pack3(totals.refunds) + pack6(totals.refundsMinor),
  };
}

/** What `packShift` was given. */
export function unpackShift(payload: Bytes): Shift {
  return {
    number: unpack(payload, 0, 3), closedMs: unpack(payload, 3, 6),
    totals: {
      sales: unpack(payload, 9, 3), salesMinor: unpack(payload, 12, 6),
      refunds: unpack(payload, 18, 3), refundsMinor: unpack(payload, 21, 6),
    },
  };
}

function hintOf(value: number): string {
  if (value === HINTS) return "";
  const digits = ("00000" + value).substr(-6);
  return digits.substr(0, 2) + ".." + digits.substr(2);
}

/** The six digits of a hint as a number, HINTS for "", -1 for what is no hint. */
function hintValue(hint: string): number {
  if (hint === "") return HINTS;
  const digits = hint.substr(0, 2) + hint.substr(4);
  return digits.length === 6 && isDigits(digits) && hint.substr(2, 2) === ".." ? parseInt(digits, 10) : -1;
}

/** Of orders that have their end, what the guard needs: code hint, and the sum or 0 where nobody was charged. */
export function packRecent(recent: RecentOrder[]): Packed {
  let payload = "";
  for (const one of recent) {
    const hint = hintValue(one.codeHint);
    const amountMinor = Math.max(one.amountMinor, 0);
    if (hint >= 0 && isWord(amountMinor)) payload += pack3(hint) + pack4(amountMinor);
  }
  return { kind: "K", payload: payload };
}

/** What `packRecent` was given, as far as the guard goes. `payload` may have erased bytes behind. */
export function unpackRecent(payload: Bytes): RecentOrder[] {
  const recent: RecentOrder[] = [];
  for (let at = 0; at + RECENT_BYTES <= payload.length && unpack(payload, at, 3) <= HINTS; at += RECENT_BYTES) {
    recent.push({
      outTradeNo: "K" + at, amountMinor: unpack(payload, at + 3, 4) || -1, startedMs: 0, codeHint: hintOf(unpack(payload, at, 3)),
    });
  }
  return recent;
}

/** What a packed order has in common with all of its start, or undefined where it cannot be packed. */
function packedTail(order: Order): Bytes | undefined {
  const hint = hintValue(order.codeHint);
  const type = TRADE_TYPES.indexOf(order.tradeType);
  if (hint < 0 || type < 0 || order.startedMs < 0) return undefined;
  const packed = packOrderHead(order.outTradeNo.substr(-8), order.amountMinor, order.startedMs);
  return packed === "" ? undefined : packed + pack3(type * (HINTS + 1) + hint);
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
    payload: [number, order.amountMinor, order.currency, order.startedMs, order.codeHint, order.tradeType].join(BETWEEN),
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
  const parts = textOf(payload).split(BETWEEN);
  return {
    outTradeNo: parts[0] as string, tradeType: parts[5] as TradeType, amountMinor: parseInt(parts[1] as string, 10),
    currency: parts[2] as string, startedMs: parseInt(parts[3] as string, 10), codeHint: parts[4] as string,
  };
}

/** What the guard has to know of the order whose record O, Q or a copy begins in slot `about` with this payload. */
export function unpackGuarded(payload: Bytes, about: number): RecentOrder {
  return {
    outTradeNo: "S" + about, amountMinor: unpack(payload, 6, 4), startedMs: unpack(payload, 10, 6),
    codeHint: hintOf(unpack(payload, 16, 3) % (HINTS + 1)),
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
    ].join(BETWEEN),
  };
}

/** The refund of a record F or f. */
export function unpackRefund(payload: Bytes): Refund {
  const parts = textOf(payload).split(BETWEEN);
  const outTradeNo = parts[0] as string;
  return {
    outRefundNo: outTradeNo.substr(0, parseInt(parts[1] as string, 10)) + parts[2], outTradeNo: outTradeNo,
    amountMinor: parseInt(parts[3] as string, 10), totalMinor: parseInt(parts[4] as string, 10),
    currency: parts[5] as string, startedMs: parseInt(parts[6] as string, 10),
  };
}

/** Records about an open order or refund. */
export type ChangeRecord = Exclude<JournalRecord, { kind: "opened" | "refundOpened" | "shiftClosed" }>;
/** Those of them that are its end. */
export type EndRecord = Exclude<ChangeRecord, { kind: "told" | "reversing" }>;

function packPaid(record: Extract<ChangeRecord, { transactionId: string }>, slot: Bytes): Packed {
  const isCharged = record.kind === "charged";
  const packed = pack28(record.transactionId);
  if (packed !== "") return { kind: isCharged ? "C" : "R", payload: slot + packed };
  return { kind: isCharged ? "D" : "U", payload: slot + record.transactionId.substr(0, TEXT_BYTES_MAX) };
}

/** A record about the open order or refund whose own record stands in slot `about`: two slots at most. */
export function packChange(record: ChangeRecord, about: number): Packed {
  const slot = String.fromCharCode(about);
  switch (record.kind) {
    case "told": return { kind: "H", payload: slot };
    case "charged":
    case "refunding": return packPaid(record, slot);
    case "refundEnded": {
      const end = String.fromCharCode(REFUND_ENDS.indexOf(record.end));
      return { kind: "E", payload: slot + end + record.reason.substr(0, TEXT_BYTES_MAX) };
    }
    default: return { kind: ENDS[record.kind], payload: slot + record.reason.substr(0, TEXT_BYTES_MAX) };
  }
}

/** An end that was copied from an older segment: its sum is in the totals already. */
export function packCopiedEnd(record: EndRecord, about: number): Packed {
  const packed = packChange(record, about);
  return { kind: packed.kind.toLowerCase() as Kind, payload: packed.payload };
}

/** The end of the order of this number, of a record of ENDINGS or of a copy of one. */
export function unpackEnd(kind: string, payload: Bytes, outTradeNo: string): EndRecord {
  const letter = kind.toUpperCase();
  if (PAID_ENDINGS.indexOf(letter) < 0) {
    return { kind: END_KINDS[letter] as "reversed", outTradeNo: outTradeNo, reason: textOf(payload.substr(1)) };
  }
  const isPacked = letter === "C" || letter === "R";
  return {
    kind: letter === "C" || letter === "D" ? "charged" : "refunding", outTradeNo: outTradeNo,
    transactionId: isPacked ? unpack28(payload, 1) : textOf(payload.substr(1)),
  };
}

/** How the refund of this number ended, of a record E or a copy. */
export function unpackRefundEnd(payload: Bytes, outRefundNo: string): Extract<EndRecord, { kind: "refundEnded" }> {
  return {
    kind: "refundEnded", outRefundNo: outRefundNo, end: REFUND_ENDS[payload.charCodeAt(1)] as RefundEnd,
    reason: textOf(payload.substr(2)),
  };
}

/** What was paid of an order: where a refund takes its place, that one's sum, which may be another than the order's. */
export function paidSum(order: Order, open: { number: string; refund: Refund | undefined }[]): number {
  const outRefundNo = reverseRefundNo(order.outTradeNo);
  for (const entry of open) {
    if (entry.number === outRefundNo && entry.refund) return entry.refund.amountMinor;
  }
  return order.amountMinor;
}
