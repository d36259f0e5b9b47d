import { GOES_ON, MORE, PAYLOAD_AT, PAYLOAD_BYTES } from "../../firmware/journal/layout";
import {
  type ChangeRecord, ENDINGS, type Standing, textOf, unpackEnd, unpackOrder, unpackRefund, unpackRefundEnd, unpackShift, unpackStanding,
} from "../../firmware/journal/records";
import { noTotals, type Shift, type Totals, withRefund, withSale } from "../../firmware/domain/totals";
import type { Order } from "../../firmware/domain/order";
import { reverseRefundNo } from "../../firmware/domain/refund";
import type { JournalRecord } from "../../firmware/payment/effects";
import type { Slot } from "./inspect";

/** One record, where it stands, and what it says. */
export interface Entry {
  segment: number;
  slot: number;
  /** Written anew because the order was still open when its segment came to its end. */
  copied: boolean;
  record: Exclude<JournalRecord, { kind: "shiftClosed" }> | { kind: "started" | "totals"; boots: number; totals: Totals }
    | ({ kind: "shiftClosed" } & Shift);
}

/** The records in the slots of one segment. Records that make no sense beside the others become problems. */
export function readEntries(slots: Slot[], problems: string[]): Entry[] {
  const entries: Entry[] = [];
  let standing: Standing | undefined;
  let totals = noTotals();
  /** Orders and refunds of this segment by the slot of their record. */
  const opened = new Map<number, Entry["record"]>();

  for (const { kind, payload, segment, slot } of joined(slots)) {
    const where = `segment ${segment}, slot ${slot}`;
    const add = (record: Entry["record"], copied = false) => entries.push({ segment, slot, copied, record });
    if (kind === "S" || kind === "T") {
      const next = unpackStanding(payload);
      if (standing !== undefined && !sameTotals(totals, next.totals)) problems.push(`${where}: the totals differ from the records`);
      standing = next;
      totals = next.totals;
      add({ kind: kind === "S" ? "started" : "totals", boots: next.boots, totals });
    } else if (kind === "K") {
      // It only shortens the next start's search for codes that were used.
      continue;
    } else if (standing === undefined) {
      problems.push(`${where}: a record without totals before it`);
    } else if ("OQPoqp".includes(kind)) {
      const record = { kind: "opened" as const, order: unpackOrder(kind, payload, standing) };
      opened.set(slot, record);
      add(record, kind > "Z");
    } else if (kind === "F" || kind === "f") {
      const record = { kind: "refundOpened" as const, refund: unpackRefund(payload) };
      opened.set(slot, record);
      add(record, kind > "Z");
    } else if (kind === "Z" || kind === "z") {
      const closed = unpackShift(payload);
      if (kind === "Z" && !sameTotals(totals, closed.totals)) problems.push(`${where}: the totals of the shift differ from the records`);
      if (kind === "Z") totals = noTotals();
      add({ kind: "shiftClosed", ...closed }, kind === "z");
    } else {
      const record = changeOf(kind, payload, opened.get(payload.charCodeAt(0)));
      if (record === undefined) {
        problems.push(`${where}: a record about nothing that was opened`);
        continue;
      }
      const about = opened.get(payload.charCodeAt(0))!;
      if ("CDRU".includes(kind) && about.kind === "opened") totals = withSale(totals, paidSum(about.order, opened.values()));
      if (kind === "E" && record.kind === "refundEnded" && record.end === "refunded" && about.kind === "refundOpened") {
        totals = withRefund(totals, about.refund.amountMinor);
      }
      add(record, kind > "Z");
    }
  }
  return entries;
}

/** What was paid of an order: where a refund takes its place, that one's sum. */
function paidSum(order: Order, opened: Iterable<Entry["record"]>): number {
  for (const record of opened) {
    if (record.kind === "refundOpened" && record.refund.outRefundNo === reverseRefundNo(order.outTradeNo)) return record.refund.amountMinor;
  }
  return order.amountMinor;
}

/** Records out of slots; one whose next slot is missing is none. */
function joined(slots: Slot[]): { kind: string; payload: string; segment: number; slot: number }[] {
  const records: { kind: string; payload: string; segment: number; slot: number }[] = [];
  let open: { kind: string; payload: string; segment: number; slot: number } | undefined;
  for (const { segment, slot, text } of slots) {
    const head = text.charCodeAt(0);
    const payload = text.substr(PAYLOAD_AT, PAYLOAD_BYTES);
    if ((head & 127) !== GOES_ON) open = { kind: String.fromCharCode(head & 127), payload, segment, slot };
    else if (open !== undefined) open.payload += payload;
    if (head >= MORE || open === undefined) continue;
    records.push(open);
    open = undefined;
  }
  return records;
}

function changeOf(kind: string, payload: string, about: Entry["record"] | undefined): ChangeRecord | undefined {
  if (about?.kind === "refundOpened") {
    return kind === "E" || kind === "e" ? unpackRefundEnd(payload, about.refund.outRefundNo) : undefined;
  }
  if (about?.kind !== "opened") return undefined;
  const { outTradeNo } = about.order;
  if (kind === "H") return { kind: "told", outTradeNo };
  if (kind === "G") return { kind: "reversing", outTradeNo, reason: textOf(payload.substr(1)) };
  return ENDINGS.includes(kind.toUpperCase()) ? unpackEnd(kind, payload, outTradeNo) : undefined;
}

function sameTotals(one: Totals, other: Totals): boolean {
  return one.sales === other.sales && one.salesMinor === other.salesMinor
    && one.refunds === other.refunds && one.refundsMinor === other.refundsMinor;
}
