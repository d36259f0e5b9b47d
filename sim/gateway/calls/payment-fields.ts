import type { Books } from "../books";
import { rateOf } from "../currencies";
import { openidOf } from "../identifiers";
import { keyOf, type Order } from "../order";
import type { Fields } from "../protocol/fields";
import { formatTime } from "../protocol/time";

/** What a paid order says about itself in answers and in its notification. */
export function paymentFields(order: Order, books: Books): Fields {
  const sums = books.payment(keyOf(order))!;
  const fields: Fields = {
    openid: openidOf(order.payer!.id, order.merchant.appid),
    is_subscribe: "N",
    trade_type: order.tradeType,
    bank_type: order.bankType!,
    fee_type: order.feeType,
    total_fee: String(sums.totalFee),
    cash_fee_type: sums.cashFeeType,
    cash_fee: String(sums.cashFee),
    transaction_id: order.transactionId!,
    out_trade_no: order.outTradeNo,
    attach: order.attach,
    time_end: formatTime(order.paidAtMs!),
  };
  // The price is one in CNY, so only who paid in CNY is told it.
  const isExchanged = sums.cashFeeType === "CNY" && order.feeType !== "CNY";
  if (isExchanged && order.merchant.report.rate) fields["rate"] = String(rateOf(order.feeType));
  if (sums.coupons.length === 0) return fields;
  if (sums.settlementTotalFee !== sums.totalFee) {
    fields["settlement_total_fee"] = String(sums.settlementTotalFee);
  }
  fields["coupon_fee"] = String(sums.couponFee);
  fields["coupon_count"] = String(sums.coupons.length);
  sums.coupons.forEach(({ id, type, fee }, at) => {
    fields[`coupon_type_${at}`] = type;
    fields[`coupon_id_${at}`] = id;
    fields[`coupon_fee_${at}`] = String(fee);
  });
  return fields;
}
