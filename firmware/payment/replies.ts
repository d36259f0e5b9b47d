import type { Bytes } from "../../hal/ports/bytes";

/** Why an exchange told us nothing that we may believe. */
export type UnknownWhy =
  | "timeout" | "closed" | "truncated" | "tooLong" | "status"
  | "xml" | "signature" | "foreign" | "code";

/**
 * What the gateway said, in our own words, whatever its protocol. `code` is the gateway's own error
 * code where it gave one. Only an answer whose signature, merchant and order number were verified
 * becomes anything but `unknown`, `unsent` or `refused`. `seal`: what no other answer of the gateway has, its signature
 * for instance; absent where it has none.
 */
export type Reply = { seal?: Bytes } & (
  /** Money moved. The core compares amount and currency with the order. */
  | { kind: "paid"; amountMinor: number; currency: string; transactionId: string }
  /** It was paid, and at least part of it went back. */
  | { kind: "refunded"; amountMinor: number; currency: string; transactionId: string }
  /** The payer is being asked for the password. */
  | { kind: "pending" }
  /** No payment yet; may still come. */
  | { kind: "unpaid" }
  /** The payment failed at the bank. */
  | { kind: "payError" }
  /** Closed or revoked: no money will ever move on this number. */
  | { kind: "closed" }
  /** The gateway does not know the order (yet). */
  | { kind: "absent" }
  /** The number was paid before: only a query tells by whom and how much. */
  | { kind: "paidAlready" }
  /** A definite refusal of this attempt. */
  | { kind: "declined"; code: string }
  /** The request itself was refused: a fault of configuration, no trade data. */
  | { kind: "refused"; code: string }
  /** Ordered; `text` is what brings the customer to the order: it is shown as a code. */
  | { kind: "ordered"; text: string }
  /** The order was reversed or closed. */
  | { kind: "reversed" }
  /** The reverse or close has to be repeated; `code` where the gateway refused it rather than being busy. */
  | { kind: "reverseAgain"; code: string }
  /** The gateway will not reverse this order any more. */
  | { kind: "reverseImpossible"; code: string }
  /** The refund is on its way. */
  | { kind: "refundPending" }
  /** The customer has the money. */
  | { kind: "refundDone" }
  /** Closed by the gateway: nothing was given back, another refund needs another number. */
  | { kind: "refundClosed" }
  /** The customer's card or account did not take it: the money is with the merchant. */
  | { kind: "refundManual" }
  /** Not accepted now; later, with the same number. */
  | { kind: "refundLater"; code: string }
  /** Certain: no byte of the request left the terminal. */
  | { kind: "unsent" }
  | { kind: "unknown"; why: UnknownWhy; code: string });

/** Whether the host did not answer, so that another one is asked next. */
export function isSilence(reply: Reply): boolean {
  return reply.kind === "unsent" || (reply.kind === "unknown" && (reply.why === "timeout" || reply.why === "closed"));
}
