import type { Bytes } from "../../../hal/ports/bytes";
import type { Order } from "../../domain/order";
import type { GatewayCall } from "../codec";
import type { WechatMerchant } from "./merchant";

const SIGN_TYPE = "HMAC-SHA256";

/** Stands for the payment code, which comes last; no setting holds it. */
export const GAP = "\n";

/** A payment with GAP in the place of its code. */
export function payPairs(
  merchant: WechatMerchant, nonce: Bytes, outTradeNo: string, amountMinor: number, currency: string,
): Bytes[] {
  return ["appid", merchant.appid, "auth_code", GAP, "body", merchant.body, "detail", merchant.detail,
    "device_info", merchant.deviceInfo, "fee_type", currency, "mch_id", merchant.mchId, "nonce_str", nonce,
    "out_trade_no", outTradeNo, "sign_type", SIGN_TYPE, "spbill_create_ip", merchant.ip,
    "total_fee", "" + amountMinor, "version", "1.0"];
}

/** The order's own number is sent as the device, because it comes back in an answer that names no order. */
function orderPairs(order: Order, payer: string, merchant: WechatMerchant, nonce: Bytes): Bytes[] {
  const tradeType = order.tradeType;
  return ["appid", merchant.appid, "body", merchant.body, "detail", merchant.detail, "device_info", order.outTradeNo,
    "fee_type", order.currency, "mch_id", merchant.mchId, "nonce_str", nonce, "notify_url", merchant.notifyUrl,
    "openid", payer, "out_trade_no", order.outTradeNo, "product_id", tradeType === "NATIVE" ? order.outTradeNo : "",
    "scene_info", tradeType === "MWEB" ? merchant.scene : "", "sign_type", SIGN_TYPE, "spbill_create_ip", merchant.ip,
    "total_fee", "" + order.amountMinor, "trade_type", tradeType, "version", "1.0"];
}

/**
 * Names and values of a request by turns, names in byte order; values that are "" are neither sent nor signed
 * (protocol reference 3.1 to 3.7).
 */
export function pairsOf(call: Exclude<GatewayCall, { kind: "pay" }>, merchant: WechatMerchant, nonce: Bytes): Bytes[] {
  const head = ["appid", merchant.appid, "mch_id", merchant.mchId, "nonce_str", nonce];
  switch (call.kind) {
    case "order": return orderPairs(call.order, call.payer, merchant, nonce);
    case "refund": {
      const refund = call.refund;
      return head.concat(["out_refund_no", refund.outRefundNo, "out_trade_no", refund.outTradeNo,
        "refund_fee", "" + refund.amountMinor, "refund_fee_type", refund.currency, "sign_type", SIGN_TYPE,
        "total_fee", "" + refund.totalMinor]);
    }
    case "refundQuery": return head.concat(["out_refund_no", call.refund.outRefundNo, "sign_type", SIGN_TYPE]);
    default: return head.concat(["out_trade_no", call.order.outTradeNo, "sign_type", SIGN_TYPE]);
  }
}
