/** How an order is paid (protocol reference 3.1, 3.2): by the customer's code, or opened on the customer's phone. */
export type TradeType = "MICROPAY" | "NATIVE" | "JSAPI" | "APP" | "MWEB";

/** One payment attempt as the terminal knows it before anything is sent. */
export interface Order {
  /** Our number, unique for ever; the gateway's key for "the same attempt". At most 32 characters. */
  outTradeNo: string;
  tradeType: TradeType;
  /** Integer, smallest unit of `currency`. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  /** Wall time at the start of the attempt, milliseconds since 1970 UTC. */
  startedMs: number;
  /** First two and last four digits of the payment code: all that is ever kept of it. "" where there is none. */
  codeHint: string;
}

/** First two and last four digits, as "13..6789". */
export function codeHint(authCode: string): string {
  return authCode.substr(0, 2) + ".." + authCode.substr(-4);
}
