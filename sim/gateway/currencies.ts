import { BigNumber } from "bignumber.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { utf8ToBytes } from "@noble/hashes/utils.js";

interface Currency {
  /** Digits of the smallest unit (ISO 4217). */
  exponent: number;
  /** Price of one major unit in CNY, times 10^8. Invented, fixed, of a likely size. */
  rate: number;
}

/** Currencies that the stand-in can exchange. */
export const CURRENCIES: Readonly<Record<string, Currency>> = {
  CNY: { exponent: 2, rate: 100_000_000 },
  HKD: { exponent: 2, rate: 92_000_000 },
  USD: { exponent: 2, rate: 718_000_000 },
  EUR: { exponent: 2, rate: 780_000_000 },
  GBP: { exponent: 2, rate: 910_000_000 },
  JPY: { exponent: 0, rate: 4_800_000 },
  SGD: { exponent: 2, rate: 535_000_000 },
  MOP: { exponent: 2, rate: 89_000_000 },
  ZAR: { exponent: 2, rate: 40_000_000 },
  MYR: { exponent: 2, rate: 169_000_000 },
};

/** What `amount` (minor units of `from`) is worth in minor units of `to`, half up; something is at least 1. */
export function exchange(amount: number, from: string, to: string): number {
  if (from === to || amount === 0) return amount;
  const source = CURRENCIES[from]!;
  const target = CURRENCIES[to]!;
  const shift = target.exponent - source.exponent;
  const worth = new BigNumber(amount).times(source.rate).shiftedBy(shift).div(target.rate);
  return Math.max(1, worth.integerValue(BigNumber.ROUND_HALF_UP).toNumber());
}

/** The `rate` of a payment: the price of one major unit in CNY, times 10^8, that `exchange` goes by. */
export function rateOf(currency: string): number {
  return CURRENCIES[currency]!.rate;
}

/** An amount in the major unit, as bills print it: 1250 HKD is 12.50, 100 JPY is 100. */
export function toMajor(amount: number, currency: string, digits?: number): string {
  const { exponent } = CURRENCIES[currency] ?? { exponent: 2 };
  return new BigNumber(amount).shiftedBy(-exponent).toFixed(digits ?? exponent);
}

/**
 * The published price of one major unit in CNY, times 10^8, on a day (yyyyMMdd): within half a percent
 * of the one that payments are made at, and always the same for the same day.
 */
export function publishedRate(currency: string, day: string): number | undefined {
  const known = CURRENCIES[currency];
  if (known === undefined) return undefined;
  if (currency === "CNY") return known.rate;
  const digest = sha256(utf8ToBytes(`${currency}/${day}`));
  const drift = (digest[0]! * 256 + digest[1]!) % 101 - 50;
  return new BigNumber(known.rate).times(10_000 + drift).idiv(10_000).toNumber();
}
