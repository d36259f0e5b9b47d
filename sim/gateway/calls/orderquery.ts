import { type Order, type OrderState, wasPaid } from "../order";
import type { Fields } from "../protocol/fields";
import { type Call, fail, ORDER_NAMES, type World } from "./call";
import { paymentFields } from "./payment-fields";

/** What the state means, in the gateway's words. */
const DESCRIPTIONS: Readonly<Record<OrderState, string>> = {
  NOTPAY: "订单未支付",
  USERPAYING: "用户支付中",
  SUCCESS: "支付成功",
  PAYERROR: "支付失败",
  REVOKED: "订单已撤销",
  CLOSED: "订单已关闭",
  REFUND: "订单发生过退款",
};

/** The state of one order. Reference 3.3. */
export const orderquery: Call = {
  name: "orderquery",
  path: "/pay/orderquery",
  certificate: false,
  rules: ORDER_NAMES,
  handle({ fields, merchant }, world) {
    if (!fields["transaction_id"] && !fields["out_trade_no"]) return fail("LACK_PARAMS", "out_trade_no");
    const order = world.orders.find(merchant, fields["out_trade_no"], fields["transaction_id"]);
    if (order === undefined) return fail("ORDERNOTEXIST");
    return { kind: "success", fields: stateFields(order, world) };
  },
};

function stateFields(order: Order, { books }: World): Fields {
  const { outTradeNo, attach } = order;
  return {
    ...(wasPaid(order) ? paymentFields(order, books) : { out_trade_no: outTradeNo, attach }),
    device_info: order.deviceInfo,
    trade_state: order.state,
    trade_state_desc: DESCRIPTIONS[order.state],
  };
}
