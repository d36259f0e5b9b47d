import { isListed } from "./listed";
import type { TextId } from "./text-id";

/** What is said about money. Nothing else is ever said of it: ids of the catalogue and of the voice. */
export type MoneyWord = "charged" | "notCharged" | "checking" | "refunded" | "refundPending";

/** What a code of the gateway amounts to: kinds of `Reply` (payment/replies.ts). */
export type CodedKind =
  | "paid" | "refunded" | "pending" | "unpaid" | "payError" | "closed" | "absent" | "paidAlready" | "declined" | "unknown"
  | "reversed" | "reverseAgain" | "reverseImpossible" | "refundPending" | "refundDone" | "refundClosed" | "refundManual"
  | "refundLater";

/** The calls of a gateway whose answers are told apart. `state` and `refundState` are what a query found. */
export type AnswerOf = "pay" | "order" | "query" | "state" | "reverse" | "close" | "refund" | "refundQuery" | "refundState";

/**
 * Faults of the request: nothing happened, the merchant's settings or rights are wrong
 * (protocol reference 3, "errors that any call can give").
 */
const FAULTS = " SIGNERROR LACK_PARAMS PARAM_ERROR XML_FORMAT_ERROR REQUIRE_POST_METHOD POST_DATA_EMPTY NOT_UTF8 " +
  "APPID_NOT_EXIST MCHID_NOT_EXIST APPID_MCHID_NOT_MATCH NOAUTH ";

/** A reply, and the codes that amount to it, with a space before and behind each. */
type Meaning = [kind: CodedKind, codes: string];

/**
 * The one table of what answers mean (protocol reference 3.1 to 3.7): of each call, replies and the codes that
 * amount to them.
 * A code that stands nowhere leaves the outcome open.
 */
function meaningsOf(call: AnswerOf): Meaning[] {
  switch (call) {
    case "pay": return [
      ["pending", " USERPAYING "],
      ["paidAlready", " ORDERPAID "],
      ["unknown", " SYSTEMERROR BANKERROR "],
      ["declined", " AUTHCODEEXPIRE AUTH_CODE_ERROR AUTH_CODE_INVALID NOTENOUGH NOTSUPORTCARD ORDERCLOSED ORDERREVERSED " +
        "BUYER_MISMATCH OUT_TRADE_NO_USED TRADE_ERROR INVALID_REQUEST FREQUENCY_LIMITED "],
      ["declined", FAULTS],
    ];
    case "order": return [
      ["paidAlready", " ORDERPAID "],
      ["unknown", " SYSTEMERROR "],
      ["declined", " ORDERCLOSED OUT_TRADE_NO_USED NOTENOUGH INVALID_REQUEST FREQUENCY_LIMITED "],
      ["declined", FAULTS],
    ];
    case "query": return [["absent", " ORDERNOTEXIST "], ["unknown", " SYSTEMERROR FREQUENCY_LIMITED "], ["unknown", FAULTS]];
    case "state": return [
      ["paid", " SUCCESS "],
      ["refunded", " REFUND "],
      ["unpaid", " NOTPAY "],
      ["payError", " PAYERROR "],
      ["closed", " CLOSED REVOKED "],
      ["pending", " USERPAYING ACCEPT "],
    ];
    case "reverse": return [
      ["reverseImpossible", " REVERSE_EXPIRE TRADE_ERROR "],
      ["reverseAgain", " INVALID_REQUEST SYSTEMERROR USERPAYING FREQUENCY_LIMITED INVALID_TRANSACTIONID "],
      ["reverseAgain", FAULTS],
    ];
    case "close": return [
      ["reversed", " ORDERCLOSED ORDERNOTEXIST "],
      ["paidAlready", " ORDERPAID "],
      ["reverseAgain", " SYSTEMERROR TRADE_STATE_ERROR FREQUENCY_LIMITED "],
      ["reverseAgain", FAULTS],
    ];
    case "refund": return [
      ["unknown", " SYSTEMERROR BIZERR_NEED_RETRY "],
      ["refundLater", " NOTENOUGH FREQUENCY_LIMITED INVALID_REQ_TOO_MUCH "],
      ["declined", " TRADE_OVERDUE USER_ACCOUNT_ABNORMAL ERROR ORDERNOTEXIST INVALID_TRANSACTIONID TRADE_STATE_ERROR " +
        "INVALID_REQUEST "],
      ["declined", FAULTS],
    ];
    case "refundQuery": return [
      ["absent", " REFUNDNOTEXIST "],
      ["unknown", " SYSTEMERROR INVALID_TRANSACTIONID FREQUENCY_LIMITED "],
      ["unknown", FAULTS],
    ];
    default: return [
      ["refundPending", " PROCESSING "],
      ["refundDone", " SUCCESS "],
      ["refundClosed", " REFUNDCLOSE FAIL "],
      ["refundManual", " CHANGE "],
    ];
  }
}

/** The kind of reply that a code amounts to, or "" where nobody documented it. */
export function replyKindOf(call: AnswerOf, code: string): CodedKind | "" {
  for (const meaning of meaningsOf(call)) {
    if (isListed(meaning[1], code)) return meaning[0];
  }
  return "";
}

/**
 * The catalogue's sentence for reasons that share one about what to do next, or "". The others have one of their own, as
 * `why_` or, for refunds, `refund_` and the reason. Reasons are codes of the gateway or words of our own.
 */
export function adviceOf(reason: string): TextId | "" {
  if (isListed(" BUYER_MISMATCH ORDERCLOSED ORDERREVERSED CLOSED ", reason)) return "adviceBeginAgain";
  if (isListed(" FREQUENCY_LIMITED INVALID_REQ_TOO_MUCH ", reason)) return "adviceLater";
  const isOurs = isListed(" INVALID_REQUEST RETURN_FAIL OUT_TRADE_NO_USED INVALID_TRANSACTIONID ", reason);
  return isOurs || isListed(FAULTS, reason) ? "adviceSettings" : "";
}
