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
  JPY: { exponent: 0, rate: 4_800_000 },
  ZAR: { exponent: 2, rate: 40_000_000 },
  MYR: { exponent: 2, rate: 169_000_000 },
};

/** What `amount` (minor units of `from`) is worth in minor units of `to`, rounded half up, at least 1. */
export function exchange(amount: number, from: string, to: string): number {
  if (from === to) return amount;
  const source = CURRENCIES[from]!;
  const target = CURRENCIES[to]!;
  const above = BigInt(amount) * BigInt(source.rate) * 10n ** BigInt(target.exponent);
  const below = BigInt(target.rate) * 10n ** BigInt(source.exponent);
  const worth = Number((2n * above + below) / (2n * below));
  return Math.max(1, worth);
}
