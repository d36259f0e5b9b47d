import type { HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
import type { Order } from "../domain/order";
import type { Refund } from "../domain/refund";
import type { Reply } from "../payment/replies";

/** What the core asks of a gateway, in its own words. */
export type GatewayCall =
  | { kind: "pay"; order: Order; authCode: string; host: number }
  /** An order that is paid on the customer's phone; `payer` is the payer's name (openid), for JSAPI only. */
  | { kind: "order"; order: Order; payer: string; host: number }
  | { kind: "query" | "reverse" | "close"; order: Order; host: number }
  | { kind: "refund"; refund: Refund; host: number }
  | { kind: "refundQuery"; refund: Refund; host: number };

/** The number that tells whose answer it is: of the refund where the call is about one, else of the order. */
export function numberOf(call: GatewayCall): string {
  return call.kind === "refund" || call.kind === "refundQuery" ? call.refund.outRefundNo : call.order.outTradeNo;
}

/**
 * A gateway's protocol: calls to requests, results to replies. Both are done at once and touch
 * nothing outside but the nonce; a signature that another chip makes would be waited for in `encode`.
 */
export interface GatewayCodec {
  /** Makes ready all but the code of a payment's request, so that it leaves sooner. Any other payment is sent as well. */
  prepare(outTradeNo: string, amountMinor: number, currency: string): void;
  encode(call: GatewayCall): HTTPRequest;
  decode(call: GatewayCall, result: HTTPResult): Reply;
}
