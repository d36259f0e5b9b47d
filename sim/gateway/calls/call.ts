import type { VirtualClock } from "../../clock";
import type { CodeBook } from "../../wallet/codes";
import type { Books } from "../books";
import type { Checkout } from "../checkout";
import type { ErrorCode } from "../errors";
import type { Openids } from "../identifiers";
import type { Merchant, MerchantBook } from "../merchants";
import type { Orders } from "../orders";
import type { FieldRule, Fields } from "../protocol/fields";
import type { SignAlgorithm } from "../protocol/sign";
import type { Rates } from "../rates";
import type { Refunds } from "../refunds";
import type { Payer, PayerOptions } from "../../wallet/payer";

/** The documented calls, by the last part of their path. */
export type CallName =
  | "micropay" | "unifiedorder" | "orderquery" | "closeorder" | "reverse" | "refund" | "refundquery"
  | "downloadbill" | "settlementquery" | "queryexchagerate" | "report" | "authcodetoopenid" | "getsignkey";

/** What a call works on. */
export interface World {
  clock: VirtualClock;
  /** A unified order cannot be closed at a younger age. */
  closeEarliestMs: number;
  books: Books;
  orders: Orders;
  refunds: Refunds;
  checkout: Checkout;
  rates: Rates;
  codes: CodeBook;
  /** Everybody who has a wallet. */
  openids: Openids;
  /** Makes one more of them. */
  addPayer(options?: PayerOptions): Payer;
  /** The merchants as they are in the sandbox. */
  sandbox: MerchantBook;
}

/** A request that was read, signed by the merchant, and keeps the rules of its fields. */
export interface CallRequest {
  fields: Fields;
  merchant: Merchant;
  algorithm: SignAlgorithm;
  /** Of the HTTP request; names are lower-case. */
  headers: Readonly<Record<string, string>>;
}

/**
 * What a call answers. The first two are signed, and `fields` come beside the common ones; `groups` are
 * nested, which no signature was ever documented for, so it leaves them out. `unsigned`
 * is a whole message as it stands; `file` is no message at all; `silence`: the work is done, the
 * client never hears of it.
 */
export type CallResult =
  | { kind: "success"; fields: Fields; groups?: Record<string, Fields> }
  | { kind: "fail"; code: ErrorCode; text?: string; fields?: Fields }
  | { kind: "unsigned"; fields: Fields }
  | { kind: "file"; body: Uint8Array; contentType?: string }
  | { kind: "silence" };

/** One call of the interface: its path, its field table and its rules. */
export interface Call {
  name: CallName;
  path: string;
  /** The client must show the merchant's certificate. */
  certificate: boolean;
  /** Fields without which nobody can be told who asks; the usual four unless said otherwise. */
  needs?: readonly string[];
  /** Another name that the merchant's number may have. */
  merchantField?: string;
  /** Its refusals are never signed; in these words, or the usual ones. */
  refusals?: Partial<Record<ErrorCode, string>>;
  rules: readonly FieldRule[];
  handle(request: CallRequest, world: World): CallResult;
}

/** What every request must have unless its call says otherwise. */
export const USUAL_NEEDS: readonly string[] = ["appid", "mch_id", "nonce_str", "sign"];

/** Form of the fields of every request, checked before the call's own. */
export const COMMON_RULES: readonly FieldRule[] = [
  { name: "appid", required: false, bytesMax: 32 },
  { name: "mch_id", required: false, bytesMax: 32 },
  { name: "nonce_str", required: false, bytesMax: 32, pattern: /^[0-9A-Za-z]+$/ },
  { name: "sign", required: false, bytesMax: 64 },
  { name: "sign_type", required: false, bytesMax: 32 },
];

/** A merchant's order number: digits, letters and four marks. */
export const ORDER_NUMBER = /^[0-9A-Za-z_\-|*]+$/;

/** An order is named by either number, the gateway's first. */
export const ORDER_NAMES: readonly FieldRule[] = [
  { name: "transaction_id", required: false, bytesMax: 32 },
  { name: "out_trade_no", required: false, bytesMax: 32, pattern: ORDER_NUMBER },
];

/** Shortens the making of a refusal. */
export function fail(code: ErrorCode, text?: string): CallResult {
  return { kind: "fail", code, ...(text === undefined ? {} : { text }) };
}
