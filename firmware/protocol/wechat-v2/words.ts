import type { Bytes } from "../../../hal/ports/bytes";
import { CAPITALS, DIGITS, isDigits, isMadeOf } from "../../domain/characters";
import { replyKindOf } from "../../domain/outcomes";
import type { AnswerOf } from "../../domain/outcomes";
import type { Order } from "../../domain/order";
import type { Reply } from "../../payment/replies";
import type { GatewayCall } from "../codec";
import type { WechatMerchant } from "./merchant";

type Values = Record<string, Bytes>;

function isWhole(text: Bytes | undefined): boolean {
  return text !== undefined && text !== "" && text.length <= 15 && isDigits(text);
}

/** Paid, with a sum that can be read; anything less is no proof of payment. */
function paidOf(values: Values): Reply {
  const total = values.total_fee;
  if (!isWhole(total) || !values.transaction_id) return { kind: "unknown", why: "xml", code: "" };
  return {
    kind: "paid", amountMinor: parseInt(total as string, 10), currency: values.fee_type || "CNY",
    transactionId: values.transaction_id,
  };
}

/** What the table says of a code; one that nobody documented leaves everything open. */
function coded(call: AnswerOf, code: Bytes): Reply {
  const kind = replyKindOf(call, code);
  if (kind === "" || kind === "unknown") return { kind: "unknown", why: "code", code: code };
  return { kind: kind, code: code } as Reply;
}

/** What brings the customer to the order; one that leads elsewhere is none. */
function orderedOf(order: Order, values: Values, merchant: WechatMerchant): Reply {
  const link = merchant.links[order.tradeType] || "";
  let text: Bytes | undefined = values.prepay_id;
  if (order.tradeType === "NATIVE") text = values.code_url;
  else if (order.tradeType === "MWEB") text = values.mweb_url;
  if (!text || values.trade_type !== order.tradeType) return { kind: "unknown", why: "xml", code: "" };
  if (order.tradeType === "NATIVE" && text.indexOf("weixin://") !== 0) return { kind: "unknown", why: "xml", code: "" };
  return { kind: "ordered", text: link + text };
}

function queried(values: Values): Reply {
  const state = values.trade_state || "";
  const kind = replyKindOf("state", state);
  if (kind === "paid" || kind === "refunded") {
    const paid = paidOf(values);
    return kind === "paid" || paid.kind !== "paid" ? paid : Object.assign(paid, { kind: "refunded" as const }) as Reply;
  }
  // A state that is new may still come to anything: ask again.
  return kind === "" ? { kind: "pending" } : coded("state", state);
}

/** A refund's answers name its sum; another sum than asked for is no answer about it. */
function refunded(call: Extract<GatewayCall, { kind: "refund" | "refundQuery" }>, values: Values): Reply {
  const asked = "" + call.refund.amountMinor;
  if (call.kind === "refund") {
    return values.refund_fee === asked ? { kind: "refundPending" } : { kind: "unknown", why: "foreign", code: "" };
  }
  if (values.refund_fee_0 !== asked) return { kind: "unknown", why: "foreign", code: "" };
  return coded("refundState", values.refund_status_0 || "");
}

/**
 * A refused reverse: `recall` "N" ends the repeating, and so does an order that is too old; absent is "Y"
 * (protocol reference 3.5). A gateway that is only busy has refused nothing.
 */
function notReversed(code: Bytes, recall: Bytes | undefined): Reply {
  const isOver = replyKindOf("reverse", code) === "reverseImpossible" && recall !== "Y";
  if (recall === "N" || isOver || code === "REVERSE_EXPIRE") return { kind: "reverseImpossible", code: code };
  return { kind: "reverseAgain", code: code === "SYSTEMERROR" || code === "USERPAYING" ? "" : code };
}

/** A refused close, by its code. One that comes too early is busy, not refused. */
function notClosed(code: Bytes): Reply {
  const reply = coded("close", code);
  return reply.kind === "reverseAgain" ? { kind: "reverseAgain", code: "" } : reply;
}

/** A code is shown to people, so it holds capitals, digits and "_" alone. */
function cleanCode(code: Bytes): Bytes {
  return code.length <= 32 && isMadeOf(code, CAPITALS + DIGITS + "_") ? code : "OTHER";
}

/** What a verified answer says about the order or the refund of its call. */
export function replyOf(call: GatewayCall, values: Values, merchant: WechatMerchant): Reply {
  const code = values.err_code ? cleanCode(values.err_code) : "";
  const result = values.result_code;
  if (result === "FAIL") {
    if (call.kind === "reverse") return notReversed(code, values.recall);
    return call.kind === "close" ? notClosed(code) : coded(call.kind, code);
  }
  if (result !== "SUCCESS") return { kind: "unknown", why: "xml", code: "" };
  switch (call.kind) {
    case "pay": return paidOf(values);
    case "order": return orderedOf(call.order, values, merchant);
    case "query": return queried(values);
    case "reverse": return values.recall === "N" ? { kind: "reversed" } : { kind: "reverseAgain", code: "" };
    case "close": return { kind: "reversed" };
    default: return refunded(call, values);
  }
}
