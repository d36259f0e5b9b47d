import { wasPaid } from "../order";
import { type Call, fail, ORDER_NUMBER } from "./call";

/** Ends a unified order that was not paid; its number is burnt. Not for Quick Pay. Reference 3.4. */
export const closeorder: Call = {
  name: "closeorder",
  path: "/pay/closeorder",
  certificate: false,
  rules: [{ name: "out_trade_no", required: true, bytesMax: 32, pattern: ORDER_NUMBER }],
  handle({ fields, merchant }, world) {
    const order = world.orders.find(merchant, fields["out_trade_no"]);
    if (order === undefined) return fail("ORDERNOTEXIST");
    if (wasPaid(order)) return fail("ORDERPAID");
    if (order.state === "CLOSED") return fail("ORDERCLOSED");
    if (order.tradeType === "MICROPAY") return fail("TRADE_STATE_ERROR", "付款码订单请使用撤销接口");
    if (order.state === "USERPAYING" && order.payer!.typing) return fail("TRADE_STATE_ERROR", "用户支付中");
    if (world.clock.nowMs - order.createdAtMs < world.closeEarliestMs) {
      return fail("TRADE_STATE_ERROR", "订单生成5分钟后才能关闭");
    }
    world.orders.close(order);
    return { kind: "success", fields: { result_msg: "OK" } };
  },
};
