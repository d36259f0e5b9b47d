import type { VirtualClock } from "../clock";
import { accounts, type CouponType, type Ledger } from "./ledger";
import type { Merchant } from "./merchants";

/** A coupon as it is made: good at one merchant, for orders of one currency, whole or not at all. */
export interface CouponTerms {
  type: CouponType;
  /** Face value, minor units of `currency`. */
  fee: number;
  /** The merchant's first currency unless told. */
  currency?: string;
  /** Orders below this amount cannot use it; 0 unless told. */
  orderMin?: number;
}

export interface Coupon extends Required<CouponTerms> {
  readonly id: string;
  readonly merchant: Merchant;
}

/** A coupon, or what of it belongs to one payment or refund. */
export interface UsedCoupon {
  id: string;
  type: CouponType;
  fee: number;
}

/** All coupons by payer. Whether one is still good is what its account in the ledger says. */
export class Coupons {
  private readonly byPayer = new Map<string, Coupon[]>();
  private count = 0;

  constructor(private readonly clock: VirtualClock, private readonly ledger: Ledger) {}

  /** Gives a payer a coupon. A CASH one is paid from outside, a NO_CASH one is the merchant's promise. */
  grant(payerId: string, merchant: Merchant, terms: CouponTerms): Coupon {
    const { type, fee, currency = merchant.currencies[0]!, orderMin = 0 } = terms;
    if (!Number.isSafeInteger(fee) || fee < 1) throw new Error("a coupon is worth at least 1");
    const coupon: Coupon = { id: String(10_000 + this.count), merchant, type, fee, currency, orderMin };
    const giver = type === "CASH" ? accounts.outside : accounts.promotion(merchant.accountName);
    const lines = [
      { account: giver, currency, amount: -fee },
      { account: accounts.coupon(type, coupon.id), currency, amount: fee },
    ];
    this.ledger.post({ atMs: this.clock.nowMs, kind: "coupon", about: payerId, part: coupon.id, lines });
    this.count++;
    const owned = this.byPayer.get(payerId);
    if (owned === undefined) this.byPayer.set(payerId, [coupon]);
    else owned.push(coupon);
    return coupon;
  }

  /** The payer's coupons that were not used, or came back whole, in the order of giving. */
  good(payerId: string): Coupon[] {
    const owned = this.byPayer.get(payerId) ?? [];
    return owned.filter(({ type, id, currency, fee }) => {
      return this.ledger.balance(accounts.coupon(type, id), currency) === fee;
    });
  }

  /** Those that an order takes: all that fit under its amount, in the order of giving. */
  fitting(payerId: string, merchant: Merchant, totalFee: number, feeType: string): UsedCoupon[] {
    if (!this.byPayer.has(payerId)) return [];
    const taken: UsedCoupon[] = [];
    let left = totalFee;
    for (const { id, type, fee, currency, orderMin, merchant: issuer } of this.good(payerId)) {
      if (issuer !== merchant || currency !== feeType || totalFee < orderMin || fee > left) continue;
      taken.push({ id, type, fee });
      left -= fee;
    }
    return taken;
  }
}

/** What coupons of one type are worth together, or of both. */
export function couponSumOf(coupons: readonly UsedCoupon[], type?: CouponType): number {
  let sum = 0;
  for (const coupon of coupons) if (type === undefined || coupon.type === type) sum += coupon.fee;
  return sum;
}
