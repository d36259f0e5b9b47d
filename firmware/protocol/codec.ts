import type { HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
import type { Order } from "../domain/order";
import type { Reply } from "../payment/replies";

/** What the core asks of a gateway, in its own words. */
export type GatewayCall =
  | { kind: "pay"; order: Order; authCode: string; host: number }
  | { kind: "query"; order: Order; host: number }
  | { kind: "reverse"; order: Order; host: number };

/**
 * A gateway's protocol: calls to requests, results to replies. Both are done at once and touch
 * nothing outside but the nonce; a signature that another chip makes would be waited for in `encode`.
 */
export interface GatewayCodec {
  encode(call: GatewayCall): HTTPRequest;
  decode(call: GatewayCall, result: HTTPResult): Reply;
}
