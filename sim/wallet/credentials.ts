import type { Fields } from "../gateway/protocol/fields";
import { type SignAlgorithm, verify } from "../gateway/protocol/sign";

/** What brings an order that the merchant made to the payer's phone, one for each trade type. */
export type Credential =
  /** A scanned `code_url`. */
  | { kind: "native"; codeUrl: string }
  /** What a page hands to the bridge: appId, timeStamp, nonceStr, package, signType, paySign (2.6). */
  | { kind: "jsapi"; fields: Fields }
  /** What an app hands to the wallet: appid, partnerid, prepayid, package, noncestr, timestamp, sign. */
  | { kind: "app"; fields: Fields }
  /** An opened `mweb_url`, perhaps with `redirect_url` behind it. */
  | { kind: "h5"; mwebUrl: string };

/** Why an order cannot be opened; `blocked`: this payer or this wallet may not pay it. */
export type OpenProblem =
  | "unknown" | "expired" | "otherPayer" | "paid" | "closed" | "badSignature" | "blocked";

/** Who must have signed a credential. */
export interface Signer {
  appid: string;
  mchId: string;
  apiKey: string;
}

/** The order that a credential means; undefined for `native`, whose text names none, and for nonsense. */
export function prepayIdOf(credential: Credential): string | undefined {
  switch (credential.kind) {
    case "native": return undefined;
    case "jsapi": return /^prepay_id=([^&]+)$/.exec(credential.fields["package"] ?? "")?.[1];
    case "app": return credential.fields["prepayid"];
    case "h5": return /[?&]prepay_id=([^&]+)/.exec(credential.mwebUrl)?.[1];
  }
}

/**
 * True when the merchant signed the credential for its own account, with every documented field there.
 * A scanned or opened address carries no signature: it is a secret in itself.
 */
export function isGenuine(credential: Credential, signer: Signer): boolean {
  if (credential.kind === "jsapi") return isBridgeCall(credential.fields, signer);
  return credential.kind !== "app" || isAppCall(credential.fields, signer);
}

function isAppCall(fields: Fields, { appid, mchId, apiKey }: Signer): boolean {
  if (fields["appid"] !== appid || fields["partnerid"] !== mchId || fields["package"] !== "Sign=WXPay") return false;
  if (!isTime(fields["timestamp"]) || !fields["noncestr"]) return false;
  // The app's fields name no algorithm; it is that of the order, told by the length of the signature.
  return verify(fields, apiKey, fields["sign"]?.length === 64 ? "HMAC-SHA256" : "MD5");
}

function isBridgeCall(fields: Fields, { appid, apiKey }: Signer): boolean {
  const { paySign = "", ...signed } = fields;
  if (fields["appId"] !== appid || !isTime(fields["timeStamp"]) || !fields["nonceStr"]) return false;
  const algorithm = fields["signType"] as SignAlgorithm;
  if (algorithm !== "MD5" && algorithm !== "HMAC-SHA256") return false;
  return verify({ ...signed, sign: paySign }, apiKey, algorithm);
}

function isTime(text: string | undefined): boolean {
  return /^[0-9]{10}$/.test(text ?? "");
}
