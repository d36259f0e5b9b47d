import type { Books } from "../books";
import { fundsName } from "../notices";
import { keyOf, type Order, type Refund } from "../order";
import type { Fields } from "../protocol/fields";
import { printTime } from "../protocol/time";
import { type Call, type CallRequest, type CallResult, fail, ORDER_NUMBER, type World } from "./call";

/** So many refunds fit into one answer. */
export const REFUND_PAGE = 10;

/** The state of one refund, or of an order's refunds page by page. Reference 3.7. */
export const refundquery: Call = {
  name: "refundquery",
  path: "/pay/refundquery",
  certificate: false,
  rules: [
    { name: "refund_id", required: false, bytesMax: 32 },
    { name: "out_refund_no", required: false, bytesMax: 64, pattern: /^[0-9A-Za-z_\-|*@]+$/ },
    { name: "transaction_id", required: false, bytesMax: 32 },
    { name: "out_trade_no", required: false, bytesMax: 32, pattern: ORDER_NUMBER },
    { name: "offset", required: false, bytesMax: 10, kind: "integer" },
  ],
  handle(request, world) {
    const found = find(request, world);
    if ("kind" in found) return found;
    const offset = Number(request.fields["offset"] || "0");
    const page = found.slice(offset, offset + REFUND_PAGE);
    const fields = orderFields(found[0]!.order, world.books);
    fields["total_refund_count"] = String(found.length);
    fields["refund_count"] = String(page.length);
    page.forEach((refund, at) => Object.assign(fields, refundFields(refund, at, world.books)));
    return { kind: "success", fields };
  },
};

/** The refunds that are asked for; of the four numbers the first that is there counts. */
function find({ fields, merchant }: CallRequest, world: World): readonly Refund[] | CallResult {
  if (fields["refund_id"] || fields["out_refund_no"]) {
    const refund = world.refunds.find(merchant, fields["out_refund_no"], fields["refund_id"]);
    return refund === undefined ? fail("REFUNDNOTEXIST") : [refund];
  }
  if (!fields["transaction_id"] && !fields["out_trade_no"]) return fail("LACK_PARAMS", "out_refund_no");
  const order = world.orders.find(merchant, fields["out_trade_no"], fields["transaction_id"]);
  if (order === undefined && fields["transaction_id"]) return fail("INVALID_TRANSACTIONID");
  if (order === undefined || order.refunds.length === 0) return fail("REFUNDNOTEXIST");
  return order.refunds;
}

function orderFields(order: Order, books: Books): Fields {
  const payment = books.payment(keyOf(order))!;
  return {
    transaction_id: order.transactionId!,
    out_trade_no: order.outTradeNo,
    total_fee: String(payment.totalFee),
    settlement_total_fee: String(payment.settlementTotalFee),
    fee_type: order.feeType,
    cash_fee: String(payment.cashFee),
    cash_fee_type: payment.cashFeeType,
  };
}

function refundFields(refund: Refund, at: number, books: Books): Fields {
  const sums = books.refund(keyOf(refund.order), refund.outRefundNo)!;
  const fields: Fields = {
    [`out_refund_no_${at}`]: refund.outRefundNo,
    [`refund_id_${at}`]: refund.refundId,
    [`refund_channel_${at}`]: refund.channel,
    [`refund_fee_${at}`]: String(refund.fee),
    [`settlement_refund_fee_${at}`]: String(sums.settlementRefundFee),
    [`refund_status_${at}`]: refund.status,
    [`refund_account_${at}`]: fundsName(refund),
    [`refund_recv_accout_${at}`]: refund.receiveAccount,
    [`refund_success_time_${at}`]: refund.status === "SUCCESS" ? printTime(refund.finishedAtMs!) : "",
    [`coupon_refund_fee_${at}`]: String(sums.couponRefundFee),
    [`coupon_refund_count_${at}`]: String(sums.coupons.length),
  };
  sums.coupons.forEach(({ id, type, fee }, coupon) => {
    fields[`coupon_type_${at}_${coupon}`] = type;
    fields[`coupon_refund_id_${at}_${coupon}`] = id;
    fields[`coupon_refund_fee_${at}_${coupon}`] = String(fee);
  });
  return fields;
}
