import type { VirtualClock } from "../clock";
import type { WalletKind } from "../wallet/wallets";
import { billRows } from "./bill";
import { printBill } from "./bill-layout";
import {
  AMOUNT_MAX, checkCoupon, checkMerchant, checkPlan, list, oneOf, requireAdvance, requireDay, whole,
} from "./control-checks";
import { createPhoneControl, type PayerNamed, payerOf, type PhoneControl } from "./control-phone";
import {
  type BooksView, type ExchangeView, type MerchantView, type OrderView, type PayerView, type RefundView,
  viewBooks, viewExchange, viewMerchant, viewOrder, viewPayer,
} from "./control-views";
import type { CouponTerms } from "./coupons";
import type { FaultPlan } from "./faults";
import type { ExchangeRecord, Gateway } from "./gateway";
import type { Merchant, MerchantOptions } from "./merchants";
import type { NotificationFault, NotificationRecord } from "./notifications";
import type { TradeType } from "./order";
import type { RefundEnd } from "./refunds";

/** Names one merchant. */
export interface MerchantNamed {
  mchId: string;
}

/** What may be changed about a merchant; what is absent stays. */
export interface MerchantChange extends MerchantNamed {
  acceptance?: boolean;
  feeRate?: number;
  products?: TradeType[];
  wallets?: WalletKind[];
}

/**
 * Everything that can be done to the simulated world from outside, as commands: one object of plain
 * data in, plain data out, so that the same commands work in a test, on the command line, in a page and
 * over a wire. A command that cannot be done throws an Error and has done nothing.
 */
export interface Control extends PhoneControl {
  /** Where the clock stands and who is there. */
  world(): { nowMs: number; merchants: MerchantView[]; payers: PayerView[] };
  /** Makes a merchant; what the options leave out is drawn from the seed. */
  addMerchant(options: MerchantOptions): MerchantView;
  changeMerchant(change: MerchantChange): MerchantView;
  /** The merchant pays in money to refund from, minor units of its first currency. */
  recharge(what: MerchantNamed & { amount: number }): BooksView;
  /** Gives a payer a coupon that is good at this merchant. */
  grantCoupon(what: PayerNamed & MerchantNamed & CouponTerms): { id: string };
  /** Lets virtual time pass: what is due happens. On top of real time where that drives the clock. */
  advance(time: { ms: number }): { nowMs: number };
  /** Replaces the fault plan; an empty list heals the world. */
  planFaults(order: { plan: FaultPlan }): { planned: boolean };
  /** What goes wrong with the notifications to come, one after another; null leaves one alone. */
  planNotifications(order: { faults: (NotificationFault | null)[] }): { planned: boolean };
  /** Orders of a merchant, oldest first. */
  orders(which: MerchantNamed): OrderView[];
  /** Ends a refund that is on its way, as the payer's bank would. */
  endRefund(which: MerchantNamed & { outRefundNo: string; end: RefundEnd }): RefundView;
  books(): BooksView;
  /** The bill of any day (yyyyMMdd, UTC+8) as text, ready or not. */
  bill(which: MerchantNamed & { day: string }): { text: string };
  /** What crossed the wire after the exchange of this number, masked; the oldest are forgotten in time. */
  exchanges(since: { after?: number }): ExchangeView[];
  /** Every sending of a notification, oldest first. */
  notifications(): NotificationRecord[];
}

export interface ControlOptions {
  gateway: Gateway;
  /** The gateway's own clock. */
  clock: VirtualClock;
  /** So many exchanges are remembered. */
  exchangesMax?: number;
  /** Told of every exchange; takes the place of the gateway's own hook, which the control needs. */
  onExchange?: (record: ExchangeRecord) => void;
}

/** Names of all commands; a wire serves these and nothing else. */
export const COMMANDS: readonly (keyof Control)[] = [
  "world", "advance", "books", "exchanges", "planFaults",
  "addMerchant", "changeMerchant", "orders", "bill", "recharge", "grantCoupon", "endRefund",
  "notifications", "planNotifications",
  "addPayer", "payer", "changePayer", "messages", "showCode", "codeSymbols", "revealDigits", "scan", "open",
  "typePassword", "refuse", "startTyping", "walkAway", "verifyIdentity", "setPassword", "issueCard", "bindCard",
  "enterOneTimeCode", "resendOneTimeCode", "enterCardPassword", "unbindCard", "payWith", "switchQuickPay",
  "topUp", "sendGift", "offerGift", "acceptGift",
];

const REFUND_ENDS: readonly RefundEnd[] = ["SUCCESS", "CHANGE", "REFUNDCLOSE"];

/** Makes the control of a gateway in this process. */
export function createControl(options: ControlOptions): Control {
  const { gateway, clock, exchangesMax = 1_000 } = options;
  const records: ExchangeView[] = [];
  let count = 0;
  gateway.onExchange = (record) => {
    records.push(viewExchange(record, ++count));
    if (records.length > exchangesMax) records.shift();
    options.onExchange?.(record);
  };
  const books = (): BooksView => viewBooks(gateway.ledger, gateway.verify());
  return {
    ...createPhoneControl(gateway),
    world: () => ({
      nowMs: clock.nowMs,
      merchants: gateway.allMerchants().map(viewMerchant),
      payers: gateway.payers.map(viewPayer),
    }),
    addMerchant: (merchant) => viewMerchant(gateway.addMerchant(checkMerchant(merchant))),
    changeMerchant: (change) => viewMerchant(changeMerchant(merchantOf(gateway, change), change)),
    recharge: (what) => {
      gateway.books.recharge(merchantOf(gateway, what), whole(what.amount, "amount", AMOUNT_MAX));
      return books();
    },
    grantCoupon: ({ payer, mchId, ...terms }) => {
      const owner = payerOf(gateway, { payer });
      const merchant = merchantOf(gateway, { mchId });
      return { id: gateway.books.coupons.grant(owner.id, merchant, checkCoupon(terms)).id };
    },
    advance: ({ ms }) => {
      clock.advance(requireAdvance(ms));
      return { nowMs: clock.nowMs };
    },
    planFaults: ({ plan }) => {
      gateway.planFaults(checkPlan(plan));
      return { planned: "seed" in plan || plan.length > 0 };
    },
    planNotifications: ({ faults }) => {
      gateway.notifications.plan(list(faults, "faults").map((fault) => {
        return fault === null ? undefined : oneOf<NotificationFault>(fault, "fault", ["lost", "twice"]);
      }));
      return { planned: faults.length > 0 };
    },
    orders: (which) => {
      const merchant = merchantOf(gateway, which);
      const own = gateway.orders.all().filter((order) => order.merchant === merchant);
      return own.map((order) => viewOrder(order, gateway.books));
    },
    endRefund: (which) => endRefund(gateway, merchantOf(gateway, which), which.outRefundNo, which.end),
    books,
    bill: (which) => {
      const merchant = merchantOf(gateway, which);
      const rows = billRows(gateway, merchant, requireDay(which.day), "ALL");
      return { text: printBill(rows, "ALL", merchant.report) };
    },
    exchanges: ({ after = 0 }) => records.filter((record) => record.number > after),
    notifications: () => gateway.notifications.log.map((record) => ({ ...record })),
  };
}

function merchantOf(gateway: Gateway, { mchId }: MerchantNamed): Merchant {
  const merchant = gateway.allMerchants().find((one) => one.mchId === mchId);
  if (merchant === undefined) throw new Error(`there is no merchant ${mchId}`);
  return merchant;
}

function changeMerchant(merchant: Merchant, change: MerchantChange): Merchant {
  const { acceptance, feeRate, products, wallets } = change;
  checkMerchant({ ...change });
  if (acceptance !== undefined) merchant.acceptance = acceptance;
  if (feeRate !== undefined) merchant.feeRate = feeRate;
  if (products !== undefined) merchant.products = [...products];
  if (wallets !== undefined) merchant.wallets = [...wallets];
  return merchant;
}

function endRefund(gateway: Gateway, merchant: Merchant, outRefundNo: string, end: RefundEnd): RefundView {
  const refund = gateway.refunds.find(merchant, outRefundNo);
  if (refund === undefined) throw new Error(`there is no refund ${outRefundNo}`);
  gateway.refunds.finish(refund, oneOf(end, "end", REFUND_ENDS));
  return viewOrder(refund.order, gateway.books).refunds.find((one) => one.outRefundNo === outRefundNo)!;
}
