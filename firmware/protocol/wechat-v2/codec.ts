import type { Bytes } from "../../../hal/ports/bytes";
import type { Hash } from "../../../hal/ports/hash";
import type { HTTPRequest, HTTPResult } from "../../../hal/ports/http-client";
import type { Random } from "../../../hal/ports/random";
import type { Reply, UnknownWhy } from "../../payment/replies";
import type { GatewayCall, GatewayCodec } from "../codec";
import { makeSigner } from "./sign";
import { refusedPay, refusedQuery, refusedReverse, unpaidState } from "./words";
import { element, parseFlat } from "./xml";
import type { Fields } from "./xml";

/** A merchant as WeChat Pay knows it, and how this terminal presents itself. Texts are UTF-8 bytes. */
export interface WechatMerchant {
  appid: Bytes;
  mchId: Bytes;
  /** 32 characters; never shown, never logged. */
  apiKey: Bytes;
  /** Nearest first; the second is tried when no byte reached the first. */
  hosts: string[];
  port: number;
  /** Terminal number, 1 to 32 characters. */
  deviceInfo: Bytes;
  /** "Store-Category", at most 127 bytes. */
  body: Bytes;
  /** JSON with goods_detail (protocol reference 5.6). */
  detail: Bytes;
  /** Address of the terminal. */
  ip: Bytes;
}

const TIMEOUT_MS = 15000;
/** A long answer (12 coupons, promotion_detail of 6,000 bytes) stays below; anything longer is not one. */
const ANSWER_BYTES_MAX = 16384;
const CHILDREN_MAX = 200;

const PATHS = { pay: "/pay/micropay", query: "/pay/orderquery", reverse: "/secapi/pay/reverse" };

function unknown(why: UnknownWhy): Reply {
  return { kind: "unknown", why: why, code: "" };
}

function isWhole(text: Bytes | undefined): boolean {
  if (text === undefined || text === "" || text.length > 15) return false;
  for (const digit of text) {
    if (digit < "0" || digit > "9") return false;
  }
  return true;
}

/** A code is shown to people, so it holds capitals, digits and "_" alone. */
function cleanCode(code: Bytes): Bytes {
  if (code.length > 32) return "OTHER";
  for (const char of code) {
    if (!((char >= "A" && char <= "Z") || char === "_" || (char >= "0" && char <= "9"))) return "OTHER";
  }
  return code;
}

/** Paid, with a sum that can be read; anything less is no proof of payment. */
function paidOf(values: Record<string, Bytes>): Reply {
  const total = values.total_fee;
  if (!isWhole(total) || !values.transaction_id) return unknown("xml");
  return {
    kind: "paid", amountMinor: parseInt(total as string, 10), currency: values.fee_type || "CNY",
    transactionId: values.transaction_id,
  };
}

/** What a verified answer says about the order. */
function replyOf(call: GatewayCall, values: Record<string, Bytes>): Reply {
  const ok = values.result_code === "SUCCESS";
  const code = cleanCode(values.err_code || "");
  if (!ok && values.result_code !== "FAIL") return unknown("xml");
  if (call.kind === "reverse") {
    if (!ok) return refusedReverse(code, values.recall);
    return values.recall === "N" ? { kind: "reversed" } : { kind: "reverseAgain", code: "" };
  }
  if (call.kind === "pay") return ok ? paidOf(values) : refusedPay(code);
  if (!ok) return refusedQuery(code);
  const state = values.trade_state || "";
  return state === "SUCCESS" ? paidOf(values) : unpaidState(state);
}

/** An answer that says it is about another merchant or another order proves nothing about ours. */
function isForeign(call: GatewayCall, merchant: WechatMerchant, values: Record<string, Bytes>): boolean {
  if (values.appid !== merchant.appid || values.mch_id !== merchant.mchId) return true;
  const outTradeNo = values.out_trade_no;
  if (outTradeNo !== undefined) return outTradeNo !== call.order.outTradeNo;
  // Success without a number could be anybody's.
  return values.result_code === "SUCCESS" && call.kind !== "reverse";
}

/**
 * WeChat Pay v2: XML in one level, HMAC-SHA256 both ways. Names stand in byte order, so that one pass
 * makes the text that is signed and the document that is sent. TLS proves nothing about the server
 * here, so only the signature makes an answer true (protocol reference 1.1, 2, 3.1, 3.3, 3.5).
 */
export function wechatV2(merchant: WechatMerchant, hash: Hash, random: Random): GatewayCodec {
  const signer = makeSigner(hash, merchant.apiKey);

  function sealed(pairs: string[]): Bytes {
    let joined = "";
    let xml = "<xml>";
    for (let i = 0; i < pairs.length; i += 2) {
      const name = pairs[i] as string;
      const value = pairs[i + 1] as string;
      joined += (i > 0 ? "&" : "") + name + "=" + value;
      xml += element(name, value);
    }
    return xml + element("sign", signer.sign(joined)) + "</xml>";
  }

  function bodyOf(call: GatewayCall): Bytes {
    const order = call.order;
    const nonce = random.token(32);
    if (call.kind !== "pay") {
      return sealed(["appid", merchant.appid, "mch_id", merchant.mchId, "nonce_str", nonce,
        "out_trade_no", order.outTradeNo, "sign_type", "HMAC-SHA256"]);
    }
    return sealed(["appid", merchant.appid, "auth_code", call.authCode, "body", merchant.body,
      "detail", merchant.detail, "device_info", merchant.deviceInfo, "fee_type", order.currency,
      "mch_id", merchant.mchId, "nonce_str", nonce, "out_trade_no", order.outTradeNo,
      "sign_type", "HMAC-SHA256", "spbill_create_ip", merchant.ip, "total_fee", "" + order.amountMinor,
      "version", "1.0"]);
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
    return replyOf(call, values);
  }

  return {
    encode: function (call): HTTPRequest {
      const hosts = merchant.hosts;
      return {
        host: hosts[call.host % hosts.length] as string,
        port: merchant.port,
        path: PATHS[call.kind],
        body: bodyOf(call),
        clientCertificate: call.kind === "reverse",
        timeoutMs: TIMEOUT_MS,
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
