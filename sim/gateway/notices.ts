import { ecb } from "@noble/ciphers/aes.js";
import { md5 } from "@noble/hashes/legacy.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { toBase64 } from "../espruino/base64";
import type { Books } from "./books";
import { paymentFields } from "./calls/payment-fields";
import { refundFields } from "./calls/refund-fields";
import type { Notice } from "./notifications";
import type { Order, Refund } from "./order";
import type { Fields } from "./protocol/fields";
import { sign } from "./protocol/sign";
import { printTime } from "./protocol/time";
import { buildElement, buildXml } from "./protocol/xml";

/** The payment notification of an order, signed as its request was; undefined where none is sent. */
export function paymentNotice(order: Order, books: Books, nonce: () => string): Notice | undefined {
  const { merchant, notification, notifyUrl, algorithm } = order;
  if (notifyUrl === undefined || notification === "none") return undefined;
  const fields: Fields = {
    return_code: "SUCCESS",
    return_msg: "OK",
    appid: merchant.appid,
    mch_id: merchant.mchId,
    device_info: order.deviceInfo,
    nonce_str: nonce(),
    sign_type: algorithm === "MD5" ? "" : algorithm,
    result_code: "SUCCESS",
    ...paymentFields(order, books),
  };
  if (typeof notification === "object") fields["total_fee"] = String(notification.totalFee);
  const key = notification === "badSignature" ? `not ${merchant.apiKey}` : merchant.apiKey;
  for (const name of Object.keys(fields)) if (fields[name] === "") delete fields[name];
  fields["sign"] = sign(fields, key, algorithm);
  return { kind: "payment", about: order.outTradeNo, url: notifyUrl, body: buildXml(fields) };
}

/** The notification of a refund that has ended: the outer part open and unsigned, the rest encrypted. */
export function refundNotice(refund: Refund, books: Books, nonce: () => string): Notice | undefined {
  const { order, notifyUrl } = refund;
  if (notifyUrl === undefined) return undefined;
  const { merchant } = order;
  const inner: Fields = {
    ...refundFields(refund, books),
    refund_status: refund.status,
    success_time: refund.status === "SUCCESS" ? printTime(refund.finishedAtMs!) : "",
    refund_recv_accout: refund.receiveAccount,
    refund_account: fundsName(refund),
    refund_request_source: "API",
  };
  const body = buildXml({
    return_code: "SUCCESS",
    return_msg: "OK",
    appid: merchant.appid,
    mch_id: merchant.mchId,
    nonce_str: nonce(),
    req_info: encrypt(buildRoot(inner), merchant.apiKey),
  });
  return { kind: "refund", about: refund.outRefundNo, url: notifyUrl, body };
}

/** `refund_account` of a refund. */
export function fundsName(refund: Pick<Refund, "account">): string {
  return refund.account === "recharge" ? "REFUND_SOURCE_RECHARGE_FUNDS" : "REFUND_SOURCE_UNSETTLED_FUNDS";
}

/**
 * AES-256-ECB with PKCS#7 padding (FIPS 197, SP 800-38A) as base64; the key is the lower-case hex
 * MD5 of the API key, taken as 32 characters.
 */
export function encrypt(text: string, apiKey: string): string {
  const key = utf8ToBytes(bytesToHex(md5(utf8ToBytes(apiKey))));
  return toBase64(ecb(key).encrypt(utf8ToBytes(text)));
}

function buildRoot(fields: Fields): string {
  const elements = Object.keys(fields).filter((name) => fields[name] !== "");
  return `<root>${elements.map((name) => buildElement(name, fields[name]!)).join("")}</root>`;
}
