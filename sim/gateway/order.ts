import type { Payer } from "../wallet/payer";
import type { Source } from "../wallet/purse";
import type { Merchant } from "./merchants";
import type { RefundSource } from "./money-views";
import type { SignAlgorithm } from "./protocol/sign";

/** How an order is paid: by the payer's code, or through one of the four kinds of unified order. */
export type TradeType = "MICROPAY" | UnifiedType;
export type UnifiedType = "NATIVE" | "JSAPI" | "APP" | "MWEB";

/**
 * `trade_state`. SUCCESS can only become REVOKED or REFUND; REVOKED, CLOSED and REFUND are for ever.
 * A unified order can be tried again after PAYERROR; a Quick Pay order cannot.
 */
export type OrderState = "NOTPAY" | "USERPAYING" | "SUCCESS" | "PAYERROR" | "REVOKED" | "CLOSED" | "REFUND";

/** What a request says about a new order. */
export interface OrderTerms {
  tradeType: TradeType;
  outTradeNo: string;
  totalFee: number;
  feeType: string;
  body: string;
  attach: string;
  deviceInfo: string;
  /** `limit_pay=no_credit`: credit cards may not pay it. */
  noCredit: boolean;
  /** Algorithm of the request, and so of the notification. */
  algorithm: SignAlgorithm;
  /** Every parameter that may not change under one number, as one text. */
  parameters: string;
  /** Where the payment is told; unified orders only. */
  notifyUrl?: string;
  /** The only payer who may pay it, as the merchant knows the payer; JSAPI only. */
  openid?: string;
  /** From `time_expire`: the last moment to pay. */
  payUntilMs?: number;
}

/** What the merchant hands to the payer of a unified order. A new one makes the last one worthless. */
export interface Credential {
  prepayId: string;
  /** Text of the QR code; NATIVE only. */
  codeUrl?: string;
  /** Address of the page; MWEB only. */
  mwebUrl?: string;
  expiresAtMs: number;
}

/** What is done with the payment notification of an order other than sending the true one. */
export type NotificationPlan = "none" | "twice" | "badSignature" | { totalFee: number };

export interface Order extends OrderTerms {
  readonly merchant: Merchant;
  readonly createdAtMs: number;
  state: OrderState;
  /** Whose order it is; a unified order has nobody until its first payer opens it. */
  payer?: Payer;
  credential?: Credential;
  /** Every one that was ever accepted, in that order. */
  refunds: Refund[];
  /** The five below are there once it was paid; the sums are in the books. */
  transactionId?: string;
  paidAtMs?: number;
  source?: Source;
  bankType?: string;
  /** The merchant's `feeRate` when it was paid, which the merchant's bill goes on to print. */
  feeRate?: number;
  revokedAtMs?: number;
  notification?: NotificationPlan;
}

/** `refund_status`. Everything but PROCESSING is for ever. */
export type RefundStatus = "PROCESSING" | "SUCCESS" | "CHANGE" | "REFUNDCLOSE";

/** One refund of all or a part of an order; its sums are in the books. */
export interface Refund {
  readonly order: Order;
  readonly outRefundNo: string;
  readonly refundId: string;
  /** What is refunded, coupons included, in the order's currency. */
  readonly fee: number;
  /** Which of the merchant's funds pays it. */
  readonly account: RefundSource;
  readonly notifyUrl: string | undefined;
  readonly requestedAtMs: number;
  /** Always the way the money came. */
  readonly channel: "ORIGINAL";
  /** The same for people, as `refund_recv_accout` tells it. */
  readonly receiveAccount: string;
  status: RefundStatus;
  finishedAtMs?: number;
}

/** True once the money came in, whatever part of it went back since. */
export function wasPaid(order: Order): boolean {
  return order.state === "SUCCESS" || order.state === "REFUND";
}

/** Name of an order in the books. */
export function keyOf(order: Order): string {
  return `${order.merchant.accountName}/${order.outTradeNo}`;
}
