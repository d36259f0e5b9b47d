import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { formatMoney } from "../../firmware/domain/money";
import type { Flash } from "../espruino/flash";
import { readFile } from "../espruino/storage-format";
import { inspectJournal } from "./inspect";

/** Records behind which an order or a refund has its end. */
const ENDS: readonly string[] = ["charged", "notCharged", "reversed", "attention", "refunding", "refundEnded"];

/** An order or a refund that the journal opened and did not end yet. */
export interface OpenEntry {
  number: string;
  money: string;
}

/** What is open in the journal of a terminal's flash, oldest first; nothing where there is none. */
export function openInJournal(flash: Flash): OpenEntry[] {
  const file = readFile(flash, JOURNAL_FILE);
  const open = new Map<string, OpenEntry>();
  for (const { record } of file === undefined ? [] : inspectJournal(file).entries) {
    if (record.kind === "opened") {
      const { outTradeNo, amountMinor, currency } = record.order;
      open.set(outTradeNo, { number: outTradeNo, money: formatMoney(amountMinor, currency) });
    } else if (record.kind === "refundOpened") {
      const { outRefundNo, amountMinor, currency } = record.refund;
      open.set(outRefundNo, { number: outRefundNo, money: formatMoney(amountMinor, currency) });
    } else if (ENDS.includes(record.kind)) {
      open.delete("outRefundNo" in record ? record.outRefundNo : "outTradeNo" in record ? record.outTradeNo : "");
    }
  }
  return [...open.values()];
}
