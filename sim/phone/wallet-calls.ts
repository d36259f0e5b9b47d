import type { Merchant } from "../gateway/merchants";
import type { Fields } from "../gateway/protocol/fields";
import { sign } from "../gateway/protocol/sign";

/** When and by what chance a call is signed: seconds since 1970, and 32 letters. */
export interface Signing {
  timestamp: string;
  nonce: string;
}

/** What the merchant's page hands to the wallet's bridge for a `prepay_id`, signed as its server does (reference 2.6). */
export function bridgeCall(merchant: Merchant, prepayId: string, { timestamp, nonce }: Signing): Fields {
  const fields: Fields = {
    appId: merchant.appid, timeStamp: timestamp, nonceStr: nonce, package: `prepay_id=${prepayId}`, signType: "HMAC-SHA256",
  };
  return { ...fields, paySign: sign(fields, merchant.apiKey, "HMAC-SHA256") };
}

/** What the merchant's app hands to the wallet (reference 2.6). */
export function appCall(merchant: Merchant, prepayId: string, { timestamp, nonce }: Signing): Fields {
  const fields: Fields = {
    appid: merchant.appid, partnerid: merchant.mchId, prepayid: prepayId, package: "Sign=WXPay", noncestr: nonce, timestamp,
  };
  return { ...fields, sign: sign(fields, merchant.apiKey, "HMAC-SHA256") };
}
