import type { Books } from "../books";
import { fundsName } from "../notices";
import { keyOf, type Order, type Refund, wasPaid } from "../order";
import type { Fields } from "../protocol/fields";
import { REFUND_GAP_MS, REFUND_LATEST_MS, REFUNDS_MAX, type RefundTerms } from "../refunds";
import { type Call, type CallResult, fail, ORDER_NUMBER, type World } from "./call";
import { NOTIFY_RULE } from "./notify-url";
import { refundFields } from "./refund-fields";

/** Gives a part or all of a payment back; SUCCESS means accepted, not refunded. Reference 3.6. */
export const refund: Call = {
  name: "refund",
  path: "/secapi/pay/refund",
  certificate: true,
  rules: [
    { name: "transaction_id", required: false, bytesMax: 32 },
    { name: "out_trade_no", required: false, bytesMax: 32, pattern: ORDER_NUMBER },
    { name: "out_refund_no", required: true, bytesMax: 64, pattern: /^[0-9A-Za-z_\-|*@]+$/ },
    { name: "total_fee", required: true, bytesMax: 10, kind: "amount" },
    { name: "refund_fee", required: true, bytesMax: 10, kind: "amount" },
    { name: "refund_fee_type", required: false, bytesMax: 8, pattern: /^[A-Z]{3}$/ },
    { name: "refund_desc", required: false, bytesMax: 80 },
    {
      name: "refund_account", required: false, bytesMax: 30,
      pattern: /^REFUND_SOURCE_(UNSETTLED|RECHARGE)_FUNDS$/,
    },
    NOTIFY_RULE,
    { name: "op_user_id", required: false, bytesMax: 32 },
  ],
  handle({ fields, merchant }, world) {
    if (!fields["transaction_id"] && !fields["out_trade_no"]) return fail("LACK_PARAMS", "out_trade_no");
    const order = world.orders.find(merchant, fields["out_trade_no"], fields["transaction_id"]);
    if (order === undefined && fields["transaction_id"]) return fail("INVALID_TRANSACTIONID");
    if (order === undefined) return fail("ORDERNOTEXIST");
    if (fields["total_fee"] !== String(order.totalFee)) return fail("PARAM_ERROR", "total_fee");
    if (fields["refund_fee_type"] && fields["refund_fee_type"] !== order.feeType) {
      return fail("PARAM_ERROR", "refund_fee_type");
    }
    const terms = termsOf(fields);
    const known = world.refunds.find(merchant, terms.outRefundNo);
    if (known !== undefined) return repeat(known, order, terms, world.books);
    return refusalOf(order, terms, world) ?? accept(order, terms, world);
  },
};

/** The same number again is the same refund, whatever became of it; it never refunds twice. */
function repeat(known: Refund, order: Order, terms: RefundTerms, books: Books): CallResult {
  if (known.order !== order || known.fee !== terms.fee || known.account !== terms.account) {
    return fail("ERROR", "商户退款单号重复，且参数与原请求不一致");
  }
  if (known.status === "REFUNDCLOSE") return fail("ERROR", "该退款已关闭，请更换商户退款单号");
  return accepted(known, books);
}

function refusalOf(order: Order, terms: RefundTerms, world: World): CallResult | undefined {
  const { nowMs } = world.clock;
  if (!wasPaid(order)) return fail("TRADE_STATE_ERROR", "订单未支付或已撤销，不可退款");
  if (nowMs - order.paidAtMs! > REFUND_LATEST_MS) return fail("TRADE_OVERDUE");
  if (order.payer!.accountClosed) return fail("USER_ACCOUNT_ABNORMAL");
  if (terms.fee > world.books.refundable(keyOf(order))) return fail("ERROR", "累计退款金额大于支付金额");
  if (order.refunds.length >= REFUNDS_MAX) return fail("ERROR", "退款次数超过50次");
  const last = order.refunds.at(-1);
  const tooSoon = last !== undefined && nowMs - last.requestedAtMs < REFUND_GAP_MS;
  return tooSoon ? fail("FREQUENCY_LIMITED", "同一订单的多次退款需间隔1分钟") : undefined;
}

function accept(order: Order, terms: RefundTerms, world: World): CallResult {
  const ageMs = world.clock.nowMs - order.createdAtMs;
  if (!world.rates.admitsRefund(order.merchant, ageMs)) return fail("FREQUENCY_LIMITED");
  const made = world.refunds.accept(order, terms);
  if (made === undefined) return fail("NOTENOUGH", "商户可用退款余额不足");
  return accepted(made, world.books);
}

function termsOf(fields: Fields): RefundTerms {
  const recharge = fields["refund_account"] === fundsName({ account: "recharge" });
  return {
    outRefundNo: fields["out_refund_no"]!,
    fee: Number(fields["refund_fee"]),
    account: recharge ? "recharge" : "unsettled",
    notifyUrl: fields["notify_url"] || undefined,
  };
}

function accepted(made: Refund, books: Books): CallResult {
  const { order } = made;
  const payment = books.payment(keyOf(order))!;
  const sums = books.refund(keyOf(order), made.outRefundNo)!;
  const fields: Fields = {
    ...refundFields(made, books),
    refund_channel: made.channel,
    fee_type: order.feeType,
    cash_fee: String(payment.cashFee),
    cash_fee_type: payment.cashFeeType,
    coupon_refund_fee: String(sums.couponRefundFee),
    coupon_refund_count: String(sums.coupons.length),
  };
  sums.coupons.forEach(({ id, type, fee }, at) => {
    fields[`coupon_type_${at}`] = type;
    fields[`coupon_refund_id_${at}`] = id;
    fields[`coupon_refund_fee_${at}`] = String(fee);
  });
  return { kind: "success", fields };
}
