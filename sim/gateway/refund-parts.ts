import type { UsedCoupon } from "./coupons";
import { shareOf } from "./fees";
import type { PaymentSums, RefundSums } from "./money-views";

/** What one refund of a payment is made of. */
export interface RefundPart {
  coupons: UsedCoupon[];
  /** The cash in the order's currency, and in the payer's. */
  cash: number;
  cashFee: number;
  /** What of the gateway's fee comes back. */
  fee: number;
}

/**
 * Splits a refund in proportion to the payment, rounded down; the refund that takes the last of a
 * payment takes the last of each part, so that all refunds together are the payment exactly. `before`
 * are the refunds that count, and the sum asked is at most what they left.
 */
export function partOf(paid: PaymentSums, before: readonly RefundSums[], refundFee: number): RefundPart {
  const { totalFee, couponFee } = paid;
  const left = totalFee - sum(before.map((one) => one.refundFee));
  const couponsLeft = couponFee - sum(before.map((one) => one.couponRefundFee));
  const cashLeft = left - couponsLeft;
  const share = Math.min(couponsLeft, shareOf(couponFee, refundFee, totalFee));
  const fromCoupons = Math.max(share, refundFee - cashLeft);
  const cash = refundFee - fromCoupons;
  const cashFeeLeft = paid.cashFee - sum(before.map((one) => one.cashRefundFee));
  const cashFee = cash === cashLeft ? cashFeeLeft
    : Math.min(cashFeeLeft, shareOf(paid.cashFee, cash, totalFee - couponFee));
  const feeLeft = paid.fee - sum(before.map((one) => one.fee));
  const fee = refundFee === left ? feeLeft : Math.min(feeLeft, shareOf(paid.fee, refundFee, totalFee));
  return { coupons: couponParts(paid.coupons, before, fromCoupons), cash, cashFee, fee };
}

/** Spreads a sum over the coupons of a payment, the first ones first. */
function couponParts(
  coupons: readonly UsedCoupon[], before: readonly RefundSums[], amount: number,
): UsedCoupon[] {
  const parts: UsedCoupon[] = [];
  let rest = amount;
  for (const { id, type, fee: face } of coupons) {
    const gone = before.flatMap((one) => one.coupons).filter((coupon) => coupon.id === id);
    const fee = Math.min(rest, face - sum(gone.map((coupon) => coupon.fee)));
    if (fee > 0) parts.push({ id, type, fee });
    rest -= fee;
  }
  return parts;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
