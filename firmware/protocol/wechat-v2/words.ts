import type { Reply } from "../../payment/replies";

/** Answers to a submit that say for certain that this attempt failed (protocol reference 3.1). */
const DECLINED = "<AUTHCODEEXPIRE><AUTH_CODE_ERROR><AUTH_CODE_INVALID><NOTENOUGH><NOTSUPORTCARD><ORDERCLOSED>" +
  "<ORDERREVERSED><BUYER_MISMATCH><OUT_TRADE_NO_USED><TRADE_ERROR><INVALID_REQUEST><NOAUTH><PARAM_ERROR><LACK_PARAMS>" +
  "<SIGNERROR><XML_FORMAT_ERROR><REQUIRE_POST_METHOD><POST_DATA_EMPTY><NOT_UTF8><APPID_NOT_EXIST><MCHID_NOT_EXIST>" +
  "<APPID_MCHID_NOT_MATCH><FREQUENCY_LIMITED>";

/**
 * The interpreter's search takes the beginning of what is looked for as found where the text ends behind
 * it, so no list may end with the character that a looked-for word begins with.
 */
function among(list: string, code: string): boolean {
  return list.indexOf("<" + code + ">") >= 0;
}

/** A refused submit, by its `err_code`. Codes nobody documented leave the outcome open. */
export function refusedPay(code: string): Reply {
  if (code === "USERPAYING") return { kind: "pending" };
  if (code === "ORDERPAID") return { kind: "paidAlready" };
  if (code !== "" && among(DECLINED, code)) return { kind: "declined", code: code };
  return { kind: "unknown", why: "code", code: code };
}

/** A refused query. */
export function refusedQuery(code: string): Reply {
  return code === "ORDERNOTEXIST" ? { kind: "absent" } : { kind: "unknown", why: "code", code: code };
}

/** A refused reverse: `recall` "N" ends the repeating, and so does an order that is too old; absent is "Y". */
export function refusedReverse(code: string, recall: string | undefined): Reply {
  if (recall === "N" || code === "REVERSE_EXPIRE") return { kind: "reverseImpossible", code: code };
  return { kind: "reverseAgain", code: among("<SYSTEMERROR><USERPAYING>", code) ? "" : code };
}

/** Where an unpaid order stands, by its `trade_state` (protocol reference 3.3); new states are pending. */
export function unpaidState(state: string): Reply {
  switch (state) {
    case "NOTPAY": return { kind: "unpaid" };
    case "PAYERROR": return { kind: "payError" };
    case "REFUND": return { kind: "refunded" };
    case "CLOSED":
    case "REVOKED": return { kind: "closed" };
    default: return { kind: "pending" };
  }
}
