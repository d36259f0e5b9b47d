import type { Order } from "../orders";
import type { Fields } from "../protocol/fields";
import { formatTime } from "../protocol/time";
import { openidOf } from "../identifiers";

/** What a paid order says about itself in the answers of micropay and orderquery. */
export function paymentFields(order: Order): Fields {
  return {
    openid: openidOf(order.payer.id, order.merchant.appid),
    is_subscribe: "N",
    trade_type: order.tradeType,
    bank_type: "OTHERS",
    fee_type: order.feeType,
    total_fee: String(order.totalFee),
    cash_fee_type: order.payer.currency,
    cash_fee: String(order.cashFee),
    transaction_id: order.transactionId!,
    out_trade_no: order.outTradeNo,
    attach: order.attach,
    time_end: formatTime(order.paidAtMs!),
  };
}
