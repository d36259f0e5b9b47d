import { isListed } from "./listed";

/** Currencies without a minor unit; every other in the list has two decimals (ISO 4217; protocol reference 5.2). */
const WHOLE = ["JPY", "KRW", "VND", "ISK"];

/** Those the gateway lists. One with three decimals would be charged tenfold. */
const CURRENCIES = " CNY HKD GBP USD JPY CAD AUD EUR NZD KRW THB SGD RUB CHF SEK DKK NOK AED TRY MOP TWD CZK MYR PHP IDR MNT" +
  " QAR HUF KHR ISK PLN RON VND KZT AZN KGS FJD AMD ";

/** Whether this terminal can charge in a currency. */
export function isCurrency(currency: string): boolean {
  return currency.length === 3 && isListed(CURRENCIES, currency);
}

/** Decimals of the currency: 0 or 2. */
export function decimalsOf(currency: string): number {
  return WHOLE.indexOf(currency) < 0 ? 2 : 0;
}

/** An amount in minor units as people write it: 1250 HKD is "12.50", 100 JPY is "100". */
export function formatAmount(amountMinor: number, currency: string): string {
  if (decimalsOf(currency) === 0) return "" + amountMinor;
  const cents = amountMinor % 100;
  return (amountMinor - cents) / 100 + (cents < 10 ? ".0" : ".") + cents;
}

/** "HKD 12.50". */
export function formatMoney(amountMinor: number, currency: string): string {
  return currency + " " + formatAmount(amountMinor, currency);
}

/**
 * What the typed keys amount to, in minor units. `typed` holds digits and at most one point with at
 * most as many digits behind it as the currency has (`acceptsKey` lets nothing else in). Integers only:
 * the point is taken out, never multiplied away.
 */
export function typedToMinor(typed: string, currency: string): number {
  const decimals = decimalsOf(currency);
  const point = typed.indexOf(".");
  const whole = point < 0 ? typed : typed.substr(0, point);
  const rest = point < 0 ? "" : typed.substr(point + 1);
  return parseInt("0" + whole + (rest + "00").substr(0, decimals), 10);
}

/** Whether `key` (a digit or ".") can follow what was typed: at most 7 whole digits, one point. */
export function acceptsKey(typed: string, key: string, currency: string): boolean {
  const point = typed.indexOf(".");
  if (key === ".") return point < 0 && decimalsOf(currency) > 0;
  if (point >= 0) return typed.length - point <= decimalsOf(currency);
  return typed.length < 7 && typed !== "0";
}
