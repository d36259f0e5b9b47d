import type { Key } from "../../hal/ports/keypad";
import { asKey } from "../domain/key";
import { keyAtClosing, keyAtList, keyAtTotals, keyInMenu } from "./menu";
import { keyAfterRefund, keyWhileFinding, keyWhileRefunding, keyWhileSending } from "./refund";
import {
  codeForPayer, codeForSale, keyAfterSale, keyWhileAwaiting, keyWhileEntering, keyWhileNaming, keyWhilePaying,
  keyWhileSame,
} from "./sale";
import { codeForRefund } from "./refund";
import { reprint } from "./telling";
import { changeTill, goTo, quietly } from "./till";
import type { Step, Till } from "./till";

/** Whether this key may begin an order or a refund, so that the event has to bring a fresh number. */
export function wantsNumber(state: Till, key: Key): boolean {
  const kind = state.sale.kind;
  return (kind === "awaitingCode" && asKey(key) >= "1" && asKey(key) <= "3") || (kind === "refundAmount" && key === "ok");
}

/** A key went down. */
export function keyPressed(state: Till, key: Key, number: string, nowMs: number): Step {
  const sale = state.sale;
  if (key === "language") {
    const language = state.language === "en" ? "zh" : "en";
    return { state: changeTill(state, { language: language }), effects: [{ type: "saveLanguage", language: language }] };
  }
  if (key === "reprint") return reprint(state);
  switch (sale.kind) {
    case "entering": return keyWhileEntering(state, sale.typed, key);
    case "sameAgain": return keyWhileSame(state, sale.amountMinor, key);
    case "awaitingCode": return keyWhileAwaiting(state, sale.amountMinor, sale.earlier, key, number, nowMs);
    case "awaitingPayer": return keyWhileNaming(state, sale.amountMinor, sale.earlier, key);
    case "paying": return keyWhilePaying(state, sale.outTradeNo, key);
    case "finished": return keyAfterSale(state, sale, key);
    case "menu": return keyInMenu(state, key);
    case "openList": return keyAtList(state, key);
    case "totals": return keyAtTotals(state, key, nowMs);
    case "shiftClosing": return keyAtClosing(state, key, nowMs);
    case "refundFind": return keyWhileFinding(state, key);
    case "refundLooking": return key === "cancel" ? goTo(state, { kind: "entering", typed: "" }) : quietly(state, {});
    case "refundAmount": return keyWhileRefunding(state, sale, key, number, nowMs);
    case "refunding": return keyWhileSending(state, sale.outRefundNo, key);
    default: return keyAfterRefund(state, sale.job, key);
  }
}

/** Whether a code means anything now: a phone left before the scanner must not sell the next sale. */
export function wantsCode(state: Till): boolean {
  const kind = state.sale.kind;
  return kind === "awaitingCode" || kind === "awaitingPayer" || kind === "refundFind";
}

/**
 * A code was read. Only where one is asked for does it mean anything: a second read of the same code finds the
 * sale under way and changes nothing.
 */
export function codeScanned(state: Till, code: string, mark: number, outTradeNo: string, nowMs: number): Step {
  const sale = state.sale;
  switch (sale.kind) {
    case "awaitingCode": return codeForSale(state, sale, code, mark, outTradeNo, nowMs);
    case "awaitingPayer": return codeForPayer(state, sale, code, outTradeNo, nowMs);
    case "refundFind": return codeForRefund(state, code);
    default: return quietly(state, {});
  }
}
