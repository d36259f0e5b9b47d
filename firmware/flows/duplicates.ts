import { codeHint } from "../domain/order";
import type { Recent, Till } from "./till";

/** Whether the same amount was asked for within the last minute, and may have been charged. */
export function isSameAmount(state: Till, amountMinor: number): boolean {
  for (const recent of state.recent) {
    if (recent.amountMinor === amountMinor) return true;
  }
  return false;
}

/** Whether this payment code opened an attempt within its minute of life. */
export function isUsedCode(state: Till, code: string, mark: number): boolean {
  for (const recent of state.recent) {
    if (recent.mark === mark) return true;
    // After a restart the hint is all there is: rather one customer too many shows a fresh code.
    if (recent.mark < 0 && recent.codeHint !== "" && recent.codeHint === codeHint(code)) return true;
  }
  return false;
}

/** Without the one whose minute is over. */
export function withoutRecent(recents: Recent[], outTradeNo: string): Recent[] {
  return recents.filter(function (recent) { return recent.outTradeNo !== outTradeNo; });
}
