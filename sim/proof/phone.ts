import { sign } from "../gateway/protocol/sign";
import type { Order } from "../gateway/orders";
import type { Credential } from "../wallet/credentials";
import type { Payer } from "../wallet/payer";

/** What the shop's page or app hands to the payer's wallet for an order, as the gateway issued it. */
export function credentialOf(order: Order): Credential | undefined {
  const issued = order.credential;
  if (issued === undefined) return undefined;
  const { appid, mchId, apiKey } = order.merchant;
  switch (order.tradeType) {
    case "NATIVE": return { kind: "native", codeUrl: issued.codeUrl! };
    case "MWEB": return { kind: "h5", mwebUrl: issued.mwebUrl! };
    case "JSAPI": {
      const fields = {
        appId: appid, timeStamp: "1767578400", nonceStr: "A1", package: `prepay_id=${issued.prepayId}`, signType: "HMAC-SHA256",
      };
      return { kind: "jsapi", fields: { ...fields, paySign: sign(fields, apiKey, "HMAC-SHA256") } };
    }
    case "APP": {
      const fields = {
        appid, partnerid: mchId, prepayid: issued.prepayId, package: "Sign=WXPay", noncestr: "A1", timestamp: "1767578400",
      };
      return { kind: "app", fields: { ...fields, sign: sign(fields, apiKey, "HMAC-SHA256") } };
    }
    default: return undefined;
  }
}

/** Opens an order on the phone; true when it can be paid there. */
export function openOn(payer: Payer, order: Order | undefined): boolean {
  const credential = order === undefined ? undefined : credentialOf(order);
  if (credential === undefined) return false;
  payer.open(credential);
  return payer.asked !== undefined;
}
