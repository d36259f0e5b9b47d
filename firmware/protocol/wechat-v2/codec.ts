import type { Bytes } from "../../../hal/ports/bytes";
import type { Hash } from "../../../hal/ports/hash";
import type { HTTPRequest, HTTPResult } from "../../../hal/ports/http-client";
import type { Random } from "../../../hal/ports/random";
import type { Order } from "../../domain/order";
import type { Reply, UnknownWhy } from "../../payment/replies";
import type { GatewayCall, GatewayCodec } from "../codec";
import type { WechatMerchant } from "./merchant";
import { GAP, pairsOf, payPairs } from "./requests";
import { makeSigner } from "./sign";
import { replyOf } from "./words";
import { element } from "./element";
import { parseFlat } from "./xml";
import type { Fields } from "./xml";

/** A long answer (12 coupons, promotion_detail of 6,000 bytes) stays below; anything longer is not one. */
const ANSWER_BYTES_MAX = 16384;
const CHILDREN_MAX = 200;
/** So much of a signature tells an answer from the few that are remembered. */
const SEAL_CHARS = 8;

const PATHS = {
  pay: "/pay/micropay", order: "/pay/unifiedorder", query: "/pay/orderquery", reverse: "/secapi/pay/reverse",
  close: "/pay/closeorder", refund: "/secapi/pay/refund", refundQuery: "/pay/refundquery",
};

/** The text that is signed, and the document up to where its signature stands: in two pieces around the gap, or in one. */
interface Unsealed {
  joined: Bytes[];
  xml: Bytes[];
}

/** Both of names and values by turns; a value may be a GAP. */
function unsealed(pairs: string[]): Unsealed {
  const made: Unsealed = { joined: [], xml: [] };
  let joined = "";
  let xml = "<xml>";
  for (let i = 0; i < pairs.length; i += 2) {
    const name = pairs[i] as string;
    const value = pairs[i + 1] as string;
    if (value === "") continue;
    joined += (i > 0 ? "&" : "") + name + "=";
    if (value !== GAP) {
      joined += value;
      xml += element(name, value);
      continue;
    }
    made.joined.push(joined);
    joined = "";
    made.xml.push(xml + "<" + name + "><![CDATA[");
    xml = "]]></" + name + ">";
  }
  made.joined.push(joined);
  made.xml.push(xml);
  return made;
}

function unknown(why: UnknownWhy): Reply {
  return { kind: "unknown", why: why, code: "" };
}

/** Whether the answer names an order, a refund or a device that is not the one the call was about. */
function isOther(call: GatewayCall, values: Record<string, Bytes>): boolean {
  const isRefund = call.kind === "refund" || call.kind === "refundQuery";
  const outTradeNo = isRefund ? call.refund.outTradeNo : call.order.outTradeNo;
  if (values.out_trade_no !== undefined && values.out_trade_no !== outTradeNo) return true;
  if (call.kind === "order") {
    // Its answer names no order; the device number that is sent with it and comes back stands for one.
    return values.device_info !== undefined && values.device_info !== outTradeNo;
  }
  if (!isRefund) return false;
  const given = values[call.kind === "refund" ? "out_refund_no" : "out_refund_no_0"];
  return given !== undefined && given !== call.refund.outRefundNo;
}

/** An answer that says it is about another merchant or another order proves nothing about ours. */
function isForeign(call: GatewayCall, merchant: WechatMerchant, values: Record<string, Bytes>): boolean {
  if (values.appid !== merchant.appid || values.mch_id !== merchant.mchId || isOther(call, values)) return true;
  if (values.result_code !== "SUCCESS") return false;
  // Success without a number could be anybody's; what these calls say is confirmed by a query.
  if (call.kind === "order" || call.kind === "reverse" || call.kind === "close") return false;
  if (values.out_trade_no === undefined) return true;
  if (call.kind === "refund") return values.out_refund_no === undefined;
  return call.kind === "refundQuery" && values.out_refund_no_0 === undefined;
}

/**
 * WeChat Pay v2: XML in one level, HMAC-SHA256 both ways. Names stand in byte order, so that one pass
 * makes the text that is signed and the document that is sent. TLS proves nothing about the server
 * here, so only the signature makes an answer true (protocol reference 1.1, 2, 3.1 to 3.7). `timeoutMs` is what one
 * exchange may take.
 */
export function wechatV2(merchant: WechatMerchant, hash: Hash, random: Random, timeoutMs: number): GatewayCodec {
  const signer = makeSigner(hash, merchant.apiKey);
  /** The next payment's request; its nonce; and what it is about. */
  let prepared: Unsealed | undefined;
  let nonce = "";
  let about = "";

  function sealed(joined: Bytes, xml: Bytes): Bytes {
    return xml + (element("sign", signer.sign(joined)) + "</xml>");
  }

  function prepare(outTradeNo: string, amountMinor: number, currency: string): void {
    const wanted = currency + amountMinor + outTradeNo;
    if (wanted === about) return;
    nonce = nonce || random.token(32);
    prepared = unsealed(payPairs(merchant, nonce, outTradeNo, amountMinor, currency));
    about = wanted;
  }

  function payBody(order: Order, authCode: string): Bytes {
    prepare(order.outTradeNo, order.amountMinor, order.currency);
    const joined = (prepared as Unsealed).joined;
    const xml = (prepared as Unsealed).xml;
    prepared = undefined;
    nonce = about = "";
    return sealed(joined[0] + authCode + joined[1], xml[0] + authCode + xml[1]);
  }

  function decodeAnswer(call: GatewayCall, body: Bytes): Reply {
    const fields: Fields | undefined = parseFlat(body, CHILDREN_MAX);
    if (fields === undefined) return unknown("xml");
    const values = fields.values;
    // Unsigned by design, and it tells nothing but that the request was refused (2.3).
    if (values.return_code === "FAIL" && values.sign === undefined) {
      return { kind: "refused", code: "RETURN_FAIL" };
    }
    if (!signer.verify(fields)) return unknown("signature");
    if (values.return_code !== "SUCCESS") return { kind: "refused", code: "RETURN_FAIL" };
    if (isForeign(call, merchant, values)) return unknown("foreign");
    return Object.assign(replyOf(call, values, merchant), { seal: (values.sign as Bytes).substr(0, SEAL_CHARS) });
  }

  function bodyOf(call: GatewayCall): Bytes {
    if (call.kind === "pay") return payBody(call.order, call.authCode);
    const request = unsealed(pairsOf(call, merchant, random.token(32)));
    return sealed(request.joined[0] as Bytes, request.xml[0] as Bytes);
  }

  return {
    prepare: prepare,
    encode: function (call): HTTPRequest {
      const hosts = merchant.hosts;
      return {
        host: hosts[call.host % hosts.length] as string,
        port: merchant.port,
        path: PATHS[call.kind],
        body: bodyOf(call),
        clientCertificate: call.kind === "reverse" || call.kind === "refund",
        timeoutMs: timeoutMs,
        bodyBytesMax: ANSWER_BYTES_MAX,
      };
    },
    decode: function (call, result: HTTPResult): Reply {
      if (result.kind === "failed") return result.why === "unsent" ? { kind: "unsent" } : unknown(result.why);
      if (result.status !== 200) return unknown("status");
      return decodeAnswer(call, result.body);
    },
  };
}
