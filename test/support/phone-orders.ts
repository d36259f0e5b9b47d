import type { Fields } from "../../sim/gateway/protocol/fields";
import { sign } from "../../sim/gateway/protocol/sign";
import type { Merchant } from "../../sim/gateway/merchants";

const TIME = { timestamp: "1767578400", nonce: "5K8264ILTKCH16CQ2502SI8ZNMTM67VS" };

/** What the merchant's page hands to the bridge for a `prepay_id`, signed as its server does. */
export function bridgeCall(merchant: Merchant, prepayId: string): Fields {
  const fields: Fields = {
    appId: merchant.appid, timeStamp: TIME.timestamp, nonceStr: TIME.nonce, package: `prepay_id=${prepayId}`,
    signType: "HMAC-SHA256",
  };
  return { ...fields, paySign: sign(fields, merchant.apiKey, "HMAC-SHA256") };
}

/** What the merchant's app hands to the wallet. */
export function appCall(merchant: Merchant, prepayId: string): Fields {
  const fields: Fields = {
    appid: merchant.appid, partnerid: merchant.mchId, prepayid: prepayId, package: "Sign=WXPay",
    noncestr: TIME.nonce, timestamp: TIME.timestamp,
  };
  return { ...fields, sign: sign(fields, merchant.apiKey, "HMAC-SHA256") };
}
