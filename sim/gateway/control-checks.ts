import { CALLS } from "./calls/table";
import { FAULTS, type FaultKind, type FaultPlan } from "./faults";
import type { CouponTerms } from "./coupons";
import { CURRENCIES } from "./currencies";
import type { MerchantOptions } from "./merchants";
import type { TradeType } from "./order";
import { dayStart } from "./protocol/time";
import { WALLETS } from "../wallet/wallets";

/** What came over a wire has no types: these give the value back, or throw with its name. */

/** A whole number from 0 to `max`. */
export function whole(value: unknown, name: string, max: number): number {
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0 && value <= max) return value;
  throw new Error(`${name} is a whole number up to ${max}`);
}

/** A text that is not empty. */
export function text(value: unknown, name: string): string {
  if (typeof value === "string" && value !== "" && value.length <= 1_000) return value;
  throw new Error(`${name} is a text`);
}

export function flag(value: unknown, name: string): boolean {
  if (typeof value === "boolean") return value;
  throw new Error(`${name} is true or false`);
}

/** One of a few words. */
export function oneOf<Word extends string>(value: unknown, name: string, words: readonly Word[]): Word {
  const word = words.find((one) => one === value);
  if (word === undefined) throw new Error(`${name} is one of ${words.join(", ")}`);
  return word;
}

export function list<Item>(value: readonly Item[], name: string): readonly Item[] {
  if (!Array.isArray(value)) throw new Error(`${name} is a list`);
  return value as readonly Item[];
}

/** Two years: enough for every rule of the protocol. */
const ADVANCE_MS_MAX = 2 * 366 * 86_400_000;
export const AMOUNT_MAX = 1e12;
const PRODUCTS: readonly TradeType[] = ["MICROPAY", "NATIVE", "JSAPI", "APP", "MWEB"];

/** Milliseconds by which the clock may be moved at once. */
export function requireAdvance(ms: unknown): number {
  return whole(ms, "ms", ADVANCE_MS_MAX);
}

/** A day that there is, yyyyMMdd. */
export function requireDay(value: unknown): string {
  const day = text(value, "day");
  if (!/^[0-9]{8}$/.test(day) || Number.isNaN(dayStart(day))) throw new Error("day is yyyyMMdd");
  return day;
}

/** Options of a merchant, all of them optional. */
export function checkMerchant(options: MerchantOptions): MerchantOptions {
  const { name, appid, mchId, apiKey, certificateFingerprint, currencies, products, wallets } = options;
  if (name !== undefined) text(name, "name");
  if (appid !== undefined && !isLike(appid, /^[0-9A-Za-z]{1,32}$/)) throw new Error("appid is letters and digits");
  if (mchId !== undefined && !isLike(mchId, /^[0-9]{1,32}$/)) throw new Error("mchId is 1 to 32 digits");
  if (apiKey !== undefined && !isLike(apiKey, /^[\x21-\x7e]{32}$/)) {
    throw new Error("apiKey is 32 printable characters");
  }
  if (certificateFingerprint !== undefined && !isLike(certificateFingerprint, /^[0-9a-f]{64}$/)) {
    throw new Error("certificateFingerprint is a SHA-256 in lower-case hex");
  }
  for (const one of list(currencies ?? ["CNY"], "currencies")) oneOf(one, "currency", Object.keys(CURRENCIES));
  for (const one of list(products ?? [], "products")) oneOf(one, "product", PRODUCTS);
  for (const one of list(wallets ?? [], "wallets")) oneOf(one, "wallet", Object.keys(WALLETS));
  whole(options.feeRate ?? 0, "feeRate", 10_000);
  flag(options.acceptance ?? false, "acceptance");
  if (currencies?.length === 0) throw new Error("a merchant has at least one currency");
  checkReport(options.report);
  return options;
}

function checkReport(report: MerchantOptions["report"] = {}): void {
  const { billColumns = 27, billMark = true, billNewline = "\n", settlement = "flat", rate = true } = report;
  if (billColumns !== 24 && billColumns !== 27) throw new Error("billColumns is 24 or 27");
  flag(billMark, "billMark");
  oneOf(billNewline, "billNewline", ["\n", "\r\n"]);
  oneOf(settlement, "settlement", ["flat", "groups"]);
  flag(rate, "rate");
}

/** Terms of a coupon. */
export function checkCoupon({ type, fee, currency, orderMin }: CouponTerms): CouponTerms {
  return {
    type: oneOf(type, "type", ["CASH", "NO_CASH"]),
    fee: whole(fee, "fee", AMOUNT_MAX),
    ...(currency === undefined ? {} : { currency: oneOf(currency, "currency", Object.keys(CURRENCIES)) }),
    ...(orderMin === undefined ? {} : { orderMin: whole(orderMin, "orderMin", AMOUNT_MAX) }),
  };
}

/** A fault plan. What is wrong in it must show here, not when a client's request meets it. */
export function checkPlan(plan: FaultPlan): FaultPlan {
  const kinds = Object.keys(FAULTS) as FaultKind[];
  if (typeof plan === "object" && plan !== null && "seed" in plan) {
    for (const kind of list(plan.kinds ?? kinds, "kinds")) oneOf(kind, "fault", kinds);
    if (plan.kinds?.length === 0) throw new Error("kinds has at least one fault");
    if (!["string", "number"].includes(typeof plan.seed)) throw new Error("seed is a text or a number");
    if (typeof plan.rate !== "number" || !(plan.rate >= 0 && plan.rate <= 1)) throw new Error("rate is from 0 to 1");
    return plan;
  }
  const calls = [...CALLS.values()].map(({ name }) => name).concat("getsignkey");
  for (const fault of list(plan, "plan")) {
    oneOf(fault.kind, "fault", kinds);
    if (fault.processed !== undefined) flag(fault.processed, "processed");
    if (fault.ending !== undefined) oneOf(fault.ending, "ending", ["silent", "close"]);
    whole(fault.delayMs ?? 0, "delayMs", ADVANCE_MS_MAX);
    if (whole(fault.status ?? 502, "status", 599) < 200) throw new Error("status is from 200 to 599");
    if (fault.code !== undefined) text(fault.code, "code");
    if (fault.call !== undefined) oneOf(fault.call, "call", calls);
    whole(fault.nth ?? 1, "nth", AMOUNT_MAX);
    whole(fault.times ?? 1, "times", AMOUNT_MAX);
  }
  return plan;
}

function isLike(value: unknown, pattern: RegExp): boolean {
  return typeof value === "string" && pattern.test(value);
}
