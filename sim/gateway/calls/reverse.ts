import { REVERSE_EARLIEST_MS, REVERSE_LATEST_MS } from "../orders";
import { type Call, type CallResult, fail, ORDER_NAMES } from "./call";

/** Revokes a Quick Pay order: unpaid it is closed, paid the money goes back; repeatable. Reference 3.5. */
export const reverse: Call = {
  name: "reverse",
  path: "/secapi/pay/reverse",
  certificate: true,
  rules: ORDER_NAMES,
  handle({ fields, merchant }, world) {
    if (!fields["transaction_id"] && !fields["out_trade_no"]) return fail("LACK_PARAMS", "out_trade_no");
    const order = world.orders.find(merchant, fields["out_trade_no"], fields["transaction_id"]);
    if (order === undefined && fields["transaction_id"]) return fail("INVALID_TRANSACTIONID");
    // A number that never arrived counts as revoked, but is not burnt: a submit under way will be served.
    if (order === undefined || order.state === "REVOKED" || order.state === "CLOSED") return done();
    if (order.tradeType !== "MICROPAY") return stop("INVALID_REQUEST", "仅付款码支付的订单可以撤销");
    const ageMs = world.clock.nowMs - order.createdAtMs;
    if (ageMs < REVERSE_EARLIEST_MS) return again("INVALID_REQUEST", "请在支付15秒后再撤销");
    if (order.state === "USERPAYING" && order.payer!.typing) return again("USERPAYING", "用户支付中");
    if (order.state === "REFUND") return stop("TRADE_ERROR", "订单发生过退款");
    if (ageMs > REVERSE_LATEST_MS) return stop("REVERSE_EXPIRE");
    world.orders.revoke(order);
    return done();
  },
};

function done(): CallResult {
  return { kind: "success", fields: { recall: "N" } };
}

function again(code: "INVALID_REQUEST" | "USERPAYING", text: string): CallResult {
  return { kind: "fail", code, text, fields: { recall: "Y" } };
}

function stop(code: "INVALID_REQUEST" | "TRADE_ERROR" | "REVERSE_EXPIRE", text?: string): CallResult {
  return { kind: "fail", code, ...(text === undefined ? {} : { text }), fields: { recall: "N" } };
}
