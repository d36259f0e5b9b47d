import { formatMoney } from "../domain/money";
import type { TextId } from "../domain/text-id";
import type { RefundJob } from "../payment/refund-job";
import { refundVerdictOf } from "../payment/verdict";
import { fill, refundReasonText, textOf } from "../text/texts";
import { prompt, sentence, small, verdictLines } from "./lines";
import type { Sheet } from "./lines";

/** A refund that is under way or has its word. */
export function refundLines(sheet: Sheet, job: RefundJob, keys: TextId): void {
  const refund = job.refund;
  const reason = refundReasonText(sheet.language, job.reason);
  verdictLines(sheet, formatMoney(refund.amountMinor, refund.currency), refundVerdictOf(job), reason);
  sentence(sheet, keys);
}

/** How much of the order is to be given back. */
export function refundAmountLines(sheet: Sheet, totalMinor: number, typed: string, currency: string): void {
  small(sheet, fill(textOf(sheet.language, "refundAmount"), "amount", formatMoney(totalMinor, currency)));
  prompt(sheet, "", typed === "" ? formatMoney(totalMinor, currency) : currency + " " + typed, "keysRefund");
}
