import type { Bytes } from "../../hal/ports/bytes";
import type { PaperItem } from "../../hal/ports/printer";
import { formatMoney } from "../domain/money";
import { formatTime } from "../domain/time";
import type { Attempt } from "../payment/attempt";
import { verdictOf } from "../payment/verdict";
import { reasonText } from "../text/texts";
import type { Texts } from "../text/texts";
import { wrap } from "../text/wrap";

/** What every slip of this terminal says of the shop. */
export interface Shop {
  /** In the printer's encoding. */
  name: Bytes;
  terminal: Bytes;
  /** Minutes ahead of UTC. */
  zoneMinutes: number;
}

function title(text: Bytes, isBig: boolean): PaperItem {
  return { kind: "text", text: text, align: "center", big: isBig };
}

function sentences(items: PaperItem[], text: Bytes, columns: number): void {
  for (const row of wrap(text, columns)) items.push({ kind: "text", text: row, align: "left", big: false });
}

/** Label and value on one row, or on two where they are too long for one. */
function pair(items: PaperItem[], label: Bytes, value: Bytes, columns: number): void {
  if (label.length + value.length < columns) {
    items.push({ kind: "pair", left: label, right: value, big: false });
    return;
  }
  items.push({ kind: "text", text: label, align: "left", big: false });
  items.push({ kind: "text", text: value, align: "right", big: false });
}

/** One attempt on paper: its verdict first, then all that finds it again on the merchant platform. */
export function receiptOf(
  attempt: Attempt, shop: Shop, texts: Texts, columns: number, duplicate: boolean,
): PaperItem[] {
  const order = attempt.order;
  const verdict = verdictOf(attempt);
  const items: PaperItem[] = [title(shop.name, true), title(texts.paperTitle as Bytes, false)];
  if (duplicate) items.push(title(texts.paperDuplicate as Bytes, true));
  items.push({ kind: "rule" });
  items.push(title(texts[verdict.word] as Bytes, true));
  items.push({ kind: "pair", left: texts.paperTotal as Bytes, right: formatMoney(order.amountMinor, order.currency), big: false });
  if (verdict.sentence !== "" && attempt.phase !== "charged") sentences(items, texts[verdict.sentence] as Bytes, columns);
  sentences(items, reasonText(texts, attempt.reason), columns);
  items.push({ kind: "rule" });
  pair(items, texts.paperTime as Bytes, formatTime(order.startedMs, shop.zoneMinutes), columns);
  pair(items, texts.paperTerminal as Bytes, shop.terminal, columns);
  pair(items, texts.paperCode as Bytes, order.codeHint, columns);
  pair(items, texts.paperOrder as Bytes, order.outTradeNo, columns);
  if (attempt.transactionId !== "") pair(items, texts.paperGateway as Bytes, attempt.transactionId, columns);
  if (attempt.recovered) sentences(items, texts.paperRecovered as Bytes, columns);
  items.push({ kind: "feed", rows: 4 });
  items.push({ kind: "cut" });
  return items;
}
