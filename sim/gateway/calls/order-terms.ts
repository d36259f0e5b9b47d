import type { OrderTerms, TradeType } from "../order";
import type { FieldRule, Fields } from "../protocol/fields";
import { parseTime } from "../protocol/time";
import { type CallRequest, type CallResult, fail, ORDER_NUMBER } from "./call";

/** `time_expire` is at least this much after `time_start`, or after now. */
const TIMES_APART_MS = 60_000;

/** Fields that the two calls which make an order have in common. Reference 3.1. */
export const ORDER_RULES: readonly FieldRule[] = [
  { name: "device_info", required: false, bytesMax: 32 },
  { name: "body", required: true, bytesMax: 128 },
  { name: "version", required: "english", bytesMax: 32, pattern: /^1\.0$/ },
  { name: "detail", required: "english", bytesMax: 6000, kind: "json" },
  { name: "attach", required: false, bytesMax: 128 },
  { name: "out_trade_no", required: true, bytesMax: 32, pattern: ORDER_NUMBER },
  { name: "total_fee", required: true, bytesMax: 10, kind: "amount" },
  { name: "fee_type", required: false, bytesMax: 16, pattern: /^[A-Z]{3}$/ },
  { name: "spbill_create_ip", required: true, bytesMax: 64, pattern: /^[0-9A-Fa-f.:]+$/ },
  { name: "goods_tag", required: false, bytesMax: 32 },
  { name: "limit_pay", required: false, bytesMax: 32, pattern: /^no_credit$/ },
  { name: "time_start", required: false, bytesMax: 14, kind: "time" },
  { name: "time_expire", required: false, bytesMax: 14, kind: "time" },
  { name: "receipt", required: false, bytesMax: 8 },
  { name: "scene_info", required: false, bytesMax: 256, kind: "json" },
];

/** Reads the terms of an order; for a fault that no field's own form tells, the refusal. */
export function readTerms(
  { fields, merchant, algorithm }: CallRequest, tradeType: TradeType, nowMs: number,
): OrderTerms | CallResult {
  if (!merchant.products.includes(tradeType)) return fail("NOAUTH");
  const feeType = fields["fee_type"] || "CNY";
  if (!merchant.currencies.includes(feeType)) return fail("PARAM_ERROR", "fee_type");
  const startMs = fields["time_start"] ? parseTime(fields["time_start"]) : nowMs;
  if (startMs === undefined) return fail("PARAM_ERROR", "time_start");
  const terms: OrderTerms = {
    tradeType,
    outTradeNo: fields["out_trade_no"]!,
    totalFee: Number(fields["total_fee"]),
    feeType,
    body: fields["body"]!,
    attach: fields["attach"] ?? "",
    deviceInfo: fields["device_info"] ?? "",
    noCredit: fields["limit_pay"] === "no_credit",
    algorithm,
    parameters: parametersOf(fields),
  };
  if (!fields["time_expire"]) return terms;
  terms.payUntilMs = parseTime(fields["time_expire"]);
  // A moment that has passed is no fault of a repeated request: the order may be paid already.
  if (terms.payUntilMs === undefined || terms.payUntilMs - startMs < TIMES_APART_MS) {
    return fail("PARAM_ERROR", "time_expire");
  }
  return terms;
}

/** Refuses a new order that nobody would have the time to pay. */
export function refuseLate(terms: OrderTerms, nowMs: number): CallResult | undefined {
  if (terms.payUntilMs === undefined || terms.payUntilMs > nowMs) return undefined;
  return fail("PARAM_ERROR", "time_expire");
}

const FREE_TO_CHANGE = ["auth_code", "nonce_str", "sign", "sign_type"];

function parametersOf(fields: Fields): string {
  const names = Object.keys(fields).filter((name) => !FREE_TO_CHANGE.includes(name) && fields[name] !== "");
  return JSON.stringify(names.sort().map((name) => [name, fields[name]]));
}
