import type { Merchant } from "../gateway/merchants";
import type { Credential } from "../wallet/credentials";
import { appCall, bridgeCall, type Signing } from "./wallet-calls";

/** What stands before the `prepay_id` in the codes of a terminal: settings `link.APP` and `link.JSAPI`. */
export interface Links {
  app: string;
  page: string;
}

/** What a phone makes of a text that its camera read. */
export type Opening =
  /** The wallet opens an order; for a page or an app the merchant's server signed the call. */
  | { kind: "order"; through: "wallet" | "page" | "app" | "h5"; credential: Credential }
  /** No payment: the phone shows the text. */
  | { kind: "text"; text: string };

const WALLET_CODE = "weixin://wxpay/";
/** The page of the gateway that calls the wallet from outside of it. */
const H5_PAGE = "checkmweb?";

/** Reads a text as the customer's phone does. `signing` is when and by what chance the merchant's server signs. */
export function openingOf(text: string, merchant: Merchant, links: Links, signing: Signing): Opening {
  if (text.startsWith(WALLET_CODE)) return { kind: "order", through: "wallet", credential: { kind: "native", codeUrl: text } };
  if (text.startsWith(links.page)) {
    const fields = bridgeCall(merchant, text.slice(links.page.length), signing);
    return { kind: "order", through: "page", credential: { kind: "jsapi", fields } };
  }
  if (text.startsWith(links.app)) {
    const fields = appCall(merchant, text.slice(links.app.length), signing);
    return { kind: "order", through: "app", credential: { kind: "app", fields } };
  }
  if (text.includes(H5_PAGE)) return { kind: "order", through: "h5", credential: { kind: "h5", mwebUrl: text } };
  return { kind: "text", text };
}
