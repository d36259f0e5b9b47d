import type { CouponType } from "./ledger";
import type { NotificationPlan, TradeType } from "./order";

/** How one order of the acceptance cases goes (reference 6.3). What is absent goes as in life. */
export interface Scene {
  /** Coupons the payer has. */
  coupons?: readonly [CouponType, number][];
  /** Without it the payer pays at once. `slowly` types a password, `broke` tries and cannot. */
  payer?: "slowly" | "refuses" | "broke" | "never";
  /** The answer to the order: none, or a refusal although it was paid. */
  answer?: "none" | "refusal";
  /** What queries say until the order is revoked: an error, nothing, or that nobody paid. */
  queries?: "error" | "none" | "unpaid";
  notification?: NotificationPlan;
  /** Another scene is played for the order after one that was revoked. */
  afterRevoke?: Scene;
}

type SceneTable = Readonly<Record<number, Scene>>;

const UNCLEAR: Scene = { answer: "none", queries: "error" };

/** Quick Pay, by `total_fee`. */
const QUICK_PAY: SceneTable = {
  1: {},
  2: { coupons: [["CASH", 1]] },
  3: { coupons: [["CASH", 1], ["NO_CASH", 2]] },
  30: { payer: "slowly" },
  31: { answer: "none" },
  32: { answer: "none", payer: "refuses" },
  33: UNCLEAR,
  34: { ...UNCLEAR, afterRevoke: { coupons: [["CASH", 1]] } },
  79: { answer: "refusal", queries: "unpaid" },
  501: { coupons: [["NO_CASH", 1]] },
  502: { coupons: [["NO_CASH", 1]] },
};

/** The pattern that all unified orders share, by the last two digits of their amount. */
const UNIFIED: SceneTable = {
  1: {},
  2: { coupons: [["CASH", 1], ["NO_CASH", 2]] },
  30: { notification: "none" },
  31: { payer: "broke" },
  32: { notification: "twice" },
  33: { notification: "badSignature" },
  34: { notification: { totalFee: 20_000 } },
  79: { notification: "none", queries: "unpaid" },
};

/** Coupon cases of unified orders, by amount. */
const WITH_COUPON: SceneTable = {
  551: { coupons: [["NO_CASH", 1]] },
  552: { coupons: [["NO_CASH", 1]] },
};

/** The older manual's cases for official accounts, by amount. */
const OFFICIAL_ACCOUNT: SceneTable = {
  7: {},
  8: { notification: "none" },
  9: { payer: "never" },
  10: { notification: "twice" },
  11: { notification: "badSignature" },
  12: { payer: "never" },
  13: { notification: "none", queries: "unpaid" },
};

/** What a unified amount is above its pattern; H5 has no cases of its own and shares those of NATIVE. */
const BASE: Readonly<Record<TradeType, number>> = {
  MICROPAY: 0, NATIVE: 300, MWEB: 300, JSAPI: 100, APP: 200,
};

/** Scenes that an HTTP header asks for, whatever the amount; Quick Pay only. */
const BY_HEADER: Readonly<Record<string, Scene>> = {
  MICROPAY_USERPAYING: { payer: "slowly" },
  MICROPAY_TIMEOUT: { answer: "none" },
  MICROPAY_PAYERROR: { payer: "refuses" },
  MICROPAY_PAY_QUERY_TIMEOUT: { answer: "none", queries: "none" },
};

/** Name of that header, as a server reads it. */
export const SCENE_HEADER = "wechatpay-negative-test";

/** The scene of an order; undefined where no case has its amount. */
export function findScene(
  tradeType: TradeType, totalFee: number, header: string | undefined,
): Scene | undefined {
  if (tradeType === "MICROPAY") {
    return header !== undefined && Object.hasOwn(BY_HEADER, header) ? BY_HEADER[header] : QUICK_PAY[totalFee];
  }
  const older = tradeType === "JSAPI" ? OFFICIAL_ACCOUNT[totalFee] : undefined;
  return older ?? WITH_COUPON[totalFee] ?? UNIFIED[totalFee - BASE[tradeType]];
}
