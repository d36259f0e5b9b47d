import { BigNumber } from "bignumber.js";

/** What the gateway keeps of an amount, at a rate in hundredths of a percent (60 is 0.60 %), half up. */
export function feeOf(amount: number, rate: number): number {
  return new BigNumber(amount).times(rate).div(10_000).integerValue(BigNumber.ROUND_HALF_UP).toNumber();
}

/** The rate as bills print it. */
export function printRate(rate: number): string {
  return `${new BigNumber(rate).div(100).toFixed(2)}%`;
}

/** The share of `whole` that `part` of `total` has, rounded down. */
export function shareOf(whole: number, part: number, total: number): number {
  return total === 0 ? 0 : new BigNumber(whole).times(part).idiv(total).toNumber();
}
