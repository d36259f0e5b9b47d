import type { Books } from "../books";
import { keyOf, type Refund } from "../order";
import type { Fields } from "../protocol/fields";

/** What the answer to a refund and its notification both say of it. */
export function refundFields({ order, outRefundNo, refundId, fee }: Refund, books: Books): Fields {
  const payment = books.payment(keyOf(order))!;
  const sums = books.refund(keyOf(order), outRefundNo)!;
  return {
    transaction_id: order.transactionId!,
    out_trade_no: order.outTradeNo,
    refund_id: refundId,
    out_refund_no: outRefundNo,
    total_fee: String(payment.totalFee),
    settlement_total_fee: String(payment.settlementTotalFee),
    refund_fee: String(fee),
    settlement_refund_fee: String(sums.settlementRefundFee),
    cash_refund_fee: String(sums.cashRefundFee),
  };
}
