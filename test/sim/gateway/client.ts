import { createHash, createHmac } from "node:crypto";
import { XMLParser } from "fast-xml-parser";
import { VirtualClock } from "../../../sim/clock";
import { createGateway, type Gateway, type GatewayOptions } from "../../../sim/gateway/gateway";
import type { Merchant, MerchantOptions } from "../../../sim/gateway/merchants";
import type { ServerOutcome } from "../../../sim/network";

export type Message = Record<string, string>;

/** Signs the way the manual says, with Node's hashes: a second opinion on the gateway's own. */
export function signature(fields: Message, key: string): string {
  const names = Object.keys(fields).filter((name) => name !== "sign" && fields[name] !== "").sort();
  const text = [...names.map((name) => `${name}=${fields[name]}`), `key=${key}`].join("&");
  const hash = fields["sign_type"] === "HMAC-SHA256" || fields["sign"]?.length === 64
    ? createHmac("sha256", key) : createHash("md5");
  return hash.update(text).digest("hex").toUpperCase();
}

export function toXml(fields: Message): string {
  const elements = Object.entries(fields).map(([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`);
  return `<xml>${elements.join("")}</xml>`;
}

/** Reads an answer with a parser that the gateway does not use. */
export function fromXml(text: string): Message {
  const parser = new XMLParser({ parseTagValue: false, ignoreAttributes: true });
  return (parser.parse(text) as { xml: Message }).xml;
}

interface SendOptions {
  method?: string;
  fingerprint?: string;
  headers?: Record<string, string>;
}

let nonces = 0;

/** A gateway with one merchant, and a terminal's view of it. */
export class Shop {
  readonly clock = new VirtualClock();
  readonly gateway: Gateway;
  readonly merchant: Merchant;
  readonly fingerprint = "ab".repeat(32);

  constructor(options: Omit<GatewayOptions, "clock"> = {}, merchant: MerchantOptions = {}) {
    this.gateway = createGateway({ clock: this.clock, ...options });
    this.merchant = this.gateway.addMerchant({ certificateFingerprint: this.fingerprint, ...merchant });
  }

  /** Fields of a whole signed request. */
  request(fields: Message, key = this.merchant.apiKey): Message {
    const all: Message = {
      appid: this.merchant.appid, mch_id: this.merchant.mchId, nonce_str: `n${++nonces}`,
      sign_type: "HMAC-SHA256", ...fields,
    };
    return { ...all, sign: all["sign"] ?? signature(all, key) };
  }

  send(path: string, body: string | Uint8Array, options: SendOptions = {}): ServerOutcome {
    let outcome: ServerOutcome | undefined;
    const bytes = typeof body === "string" ? new TextEncoder().encode(body) : body;
    const { method = "POST", fingerprint, headers = {} } = options;
    const proof = fingerprint === undefined ? {} : { clientFingerprint: fingerprint };
    const request = { method, path, headers, body: bytes, ...proof };
    this.gateway.server(request, (result) => { outcome = result; });
    return outcome!;
  }

  call(path: string, fields: Message, fingerprint?: string): Message {
    const options = fingerprint === undefined ? {} : { fingerprint };
    return read(this.send(path, toXml(this.request(fields)), options));
  }

  micropay(outTradeNo: string, code: string, fields: Message = {}): Message {
    return this.call("/pay/micropay", payment(outTradeNo, code, fields));
  }

  /** A NATIVE order unless told. */
  unifiedOrder(outTradeNo: string, fields: Message = {}): Message {
    return this.call("/pay/unifiedorder", unifiedOrder(outTradeNo, fields));
  }

  close(outTradeNo: string): Message {
    return this.call("/pay/closeorder", { out_trade_no: outTradeNo });
  }

  refund(outTradeNo: string, outRefundNo: string, refundFee: number, fields: Message = {}): Message {
    const { totalFee = 1_250 } = this.gateway.order(this.merchant, outTradeNo) ?? {};
    const all = {
      out_trade_no: outTradeNo, out_refund_no: outRefundNo, total_fee: String(totalFee),
      refund_fee: String(refundFee), ...fields,
    };
    return this.call("/secapi/pay/refund", all, this.fingerprint);
  }

  refundQuery(fields: Message): Message {
    return this.call("/pay/refundquery", fields);
  }

  query(outTradeNo: string): Message {
    return this.call("/pay/orderquery", { out_trade_no: outTradeNo });
  }

  reverse(outTradeNo: string): Message {
    return this.call("/secapi/pay/reverse", { out_trade_no: outTradeNo }, this.fingerprint);
  }
}

export function payment(outTradeNo: string, code: string, fields: Message = {}): Message {
  return {
    body: "Harbour Cafe-Coffee", out_trade_no: outTradeNo, total_fee: "1250", fee_type: "HKD",
    spbill_create_ip: "203.0.113.7", auth_code: code, ...fields,
  };
}

export function unifiedOrder(outTradeNo: string, fields: Message = {}): Message {
  return {
    body: "Harbour Cafe-Coffee", out_trade_no: outTradeNo, total_fee: "1250", fee_type: "HKD",
    spbill_create_ip: "203.0.113.7", trade_type: "NATIVE", product_id: "coffee-1",
    notify_url: "https://shop.example/paid", ...fields,
  };
}

/** The answer of an outcome that is one. */
export function read(outcome: ServerOutcome): Message {
  if (outcome.kind !== "answer") throw new Error(`no answer but ${outcome.kind}`);
  return fromXml(new TextDecoder().decode(outcome.response.body));
}
