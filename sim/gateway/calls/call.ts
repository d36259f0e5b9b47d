import type { VirtualClock } from "../../clock";
import type { CodeBook } from "../../wallet/codes";
import type { ErrorCode } from "../errors";
import type { Merchant } from "../merchants";
import type { Orders } from "../orders";
import type { FieldRule, Fields } from "../protocol/fields";

/** The documented calls that are served, by the last part of their path. */
export type CallName = "micropay" | "orderquery" | "reverse";

/** What a call works on. */
export interface World {
  clock: VirtualClock;
  orders: Orders;
  codes: CodeBook;
}

/** A request that was read, signed by the merchant, and keeps the rules of its fields. */
export interface CallRequest {
  fields: Fields;
  merchant: Merchant;
}

/** What a call answers on the business level; `fields` come beside the common ones. */
export type CallResult =
  | { kind: "success"; fields: Fields }
  | { kind: "fail"; code: ErrorCode; text?: string; fields?: Fields };

/** One call of the interface: its path, its field table and its rules. */
export interface Call {
  name: CallName;
  path: string;
  /** The client must show the merchant's certificate. */
  certificate: boolean;
  rules: readonly FieldRule[];
  handle(request: CallRequest, world: World): CallResult;
}

/** Fields of every request, checked before the call's own. */
export const COMMON_RULES: readonly FieldRule[] = [
  { name: "appid", required: true, bytesMax: 32 },
  { name: "mch_id", required: true, bytesMax: 32 },
  { name: "nonce_str", required: true, bytesMax: 32, pattern: /^[0-9A-Za-z]+$/ },
  { name: "sign", required: true, bytesMax: 64 },
  { name: "sign_type", required: false, bytesMax: 32 },
];

/** A merchant's order number: digits, letters and four marks. */
export const ORDER_NUMBER = /^[0-9A-Za-z_\-|*]+$/;

/** Shortens the making of a refusal. */
export function fail(code: ErrorCode, text?: string): CallResult {
  return { kind: "fail", code, ...(text === undefined ? {} : { text }) };
}
