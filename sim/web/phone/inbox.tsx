import type { DatedMessage } from "../../wallet/messages";
import { t, type TextId } from "../texts";
import { money } from "./money";
import type { PhoneProps } from "./phone";

/** Messages of the wallet, the newest first. */
export function Inbox({ stage, payer }: PhoneProps) {
  stage.changed.value;
  const messages = [...payer.messages].reverse();
  if (messages.length === 0) return <p class="page quiet">{t("messages.none")}</p>;
  return (
    <ol class="page messages" aria-label={t("phone.messages")}>
      {messages.map((message, index) => (
        <li key={messages.length - index}>
          <time>{clockTime(message.atMs)}</time> {t(`message.${message.kind}` as TextId, valuesOf(message))}
        </li>
      ))}
    </ol>
  );
}

/** The shops of the simulated world are in UTC+8. */
export function clockTime(atMs: number): string {
  return new Date(atMs + 8 * 3_600_000).toISOString().slice(11, 19);
}

function valuesOf(message: DatedMessage): Record<string, string> {
  switch (message.kind) {
    case "payment":
    case "refund": return { name: message.merchantName, sum: money(message.amount, message.currency) };
    case "topUp": return { sum: money(message.amount, message.currency) };
    case "gift":
    case "giftAccepted":
    case "giftReturned": return { name: message.from, sum: money(message.amount, message.currency) };
    case "oneTimeCode": return { code: message.code };
    case "cardBound": return { digits: message.lastDigits };
  }
}
