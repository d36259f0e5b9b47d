import { isListed } from "./listed";

/** What is said about money. Nothing else is ever said of it: ids of the catalogue and of the voice. */
export type MoneyWord = "charged" | "notCharged" | "checking" | "refunded" | "refundPending";

/** The calls of a gateway whose answers are told apart. `state` and `refundState` are what a query found. */
export type AnswerOf = "pay" | "order" | "query" | "state" | "reverse" | "close" | "refund" | "refundQuery" | "refundState";

/**
 * Faults of the request: nothing happened, the merchant's settings or rights are wrong
 * (protocol reference 3, "errors that any call can give").
 */
const FAULTS = " SIGNERROR LACK_PARAMS PARAM_ERROR XML_FORMAT_ERROR REQUIRE_POST_METHOD POST_DATA_EMPTY NOT_UTF8 " +
  "APPID_NOT_EXIST MCHID_NOT_EXIST APPID_MCHID_NOT_MATCH NOAUTH ";

/**
 * The one table of what answers mean (protocol reference 3.1 to 3.7): of each call, codes by the reply they
 * amount to; `faults` is what a fault of the request amounts to. A code that stands nowhere leaves the outcome open.
 */
const REPLIES: Record<AnswerOf, Record<string, string>> = {
  pay: {
    pending: " USERPAYING ",
    paidAlready: " ORDERPAID ",
    unknown: " SYSTEMERROR BANKERROR ",
    declined: " AUTHCODEEXPIRE AUTH_CODE_ERROR AUTH_CODE_INVALID NOTENOUGH NOTSUPORTCARD ORDERCLOSED ORDERREVERSED " +
      "BUYER_MISMATCH OUT_TRADE_NO_USED TRADE_ERROR INVALID_REQUEST FREQUENCY_LIMITED ",
    faults: "declined",
  },
  order: {
    paidAlready: " ORDERPAID ",
    unknown: " SYSTEMERROR ",
    declined: " ORDERCLOSED OUT_TRADE_NO_USED NOTENOUGH INVALID_REQUEST FREQUENCY_LIMITED ",
    faults: "declined",
  },
  query: { absent: " ORDERNOTEXIST ", unknown: " SYSTEMERROR FREQUENCY_LIMITED ", faults: "unknown" },
  state: {
    paid: " SUCCESS ",
    refunded: " REFUND ",
    unpaid: " NOTPAY ",
    payError: " PAYERROR ",
    closed: " CLOSED REVOKED ",
    pending: " USERPAYING ACCEPT ",
  },
  reverse: {
    reverseImpossible: " REVERSE_EXPIRE TRADE_ERROR ",
    reverseAgain: " INVALID_REQUEST SYSTEMERROR USERPAYING FREQUENCY_LIMITED INVALID_TRANSACTIONID ",
    faults: "reverseAgain",
  },
  close: {
    reversed: " ORDERCLOSED ORDERNOTEXIST ",
    paidAlready: " ORDERPAID ",
    reverseAgain: " SYSTEMERROR TRADE_STATE_ERROR FREQUENCY_LIMITED ",
    faults: "reverseAgain",
  },
  refund: {
    unknown: " SYSTEMERROR BIZERR_NEED_RETRY ",
    refundLater: " NOTENOUGH FREQUENCY_LIMITED INVALID_REQ_TOO_MUCH ",
    declined: " TRADE_OVERDUE USER_ACCOUNT_ABNORMAL ERROR ORDERNOTEXIST INVALID_TRANSACTIONID TRADE_STATE_ERROR " +
      "INVALID_REQUEST ",
    faults: "declined",
  },
  refundQuery: {
    absent: " REFUNDNOTEXIST ",
    unknown: " SYSTEMERROR INVALID_TRANSACTIONID FREQUENCY_LIMITED ",
    faults: "unknown",
  },
  refundState: {
    refundPending: " PROCESSING ",
    refundDone: " SUCCESS ",
    refundClosed: " REFUNDCLOSE FAIL ",
    refundManual: " CHANGE ",
  },
};

/** The list that the text stands in, or "" where it stands in none. */
function listOf(lists: Record<string, string>, text: string): string {
  for (const id in lists) {
    if (isListed(lists[id] as string, text)) return id;
  }
  return "";
}

/** The kind of reply that a code amounts to, or "" where nobody documented it. */
export function replyKindOf(call: AnswerOf, code: string): string {
  const lists = REPLIES[call] as Record<string, string>;
  return listOf(lists, code) || (isListed(FAULTS, code) ? lists.faults || "" : "");
}

/**
 * Reasons that share a sentence about what to do next; the others have one of their own in the catalogue, as
 * `why_` or, for refunds, `refund_` and the reason. Reasons are codes of the gateway or words of our own.
 */
const ADVICE: Record<string, string> = {
  adviceBeginAgain: " BUYER_MISMATCH ORDERCLOSED ORDERREVERSED CLOSED ",
  adviceLater: " FREQUENCY_LIMITED INVALID_REQ_TOO_MUCH ",
  adviceSettings: " INVALID_REQUEST RETURN_FAIL OUT_TRADE_NO_USED INVALID_TRANSACTIONID ",
};

/** The catalogue's sentence for reasons that share one, or "". */
export function adviceOf(reason: string): string {
  return listOf(ADVICE, reason) || (isListed(FAULTS, reason) ? "adviceSettings" : "");
}
