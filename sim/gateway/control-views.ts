import type { Card } from "../wallet/bank";
import type { Gift } from "../wallet/gifts";
import type { Payer, PasswordHabit, PasswordRequest } from "../wallet/payer";
import type { WalletKind } from "../wallet/wallets";
import type { Books } from "./books";
import type { Ledger } from "./ledger";
import type { Merchant } from "./merchants";
import { keyOf, type Order, type TradeType } from "./order";
import type { Fields } from "./protocol/fields";
import type { ExchangeRecord } from "./service";

/** What a client needs to be this merchant. Holds the key, unlike everything that is logged. */
export interface MerchantView {
  name: string;
  appid: string;
  mchId: string;
  apiKey: string;
  currencies: string[];
  wallets: WalletKind[];
  products: TradeType[];
  feeRate: number;
  acceptance: boolean;
  /** Only in the answer to the making of it, where something can issue certificates: PEM, key in PKCS#8. */
  clientCertificatePem?: string;
  clientKeyPem?: string;
}

/** A bound card, named by its last four digits. `expiry` is MMYY. */
export interface CardView {
  kind: Card["kind"];
  lastDigits: string;
  expiry: string;
  available: number;
}

/** A transfer or red packet that waits to be accepted. */
export type GiftView = Pick<Gift, "id" | "kind" | "from" | "amount">;

/** One payer and what the phone shows. Amounts are minor units of `currency`. */
export interface PayerView {
  id: string;
  name: string;
  wallet: WalletKind;
  currency: string;
  balance: number;
  password: PasswordHabit;
  quickPay: boolean;
  blocked: boolean;
  accountClosed: boolean;
  /** Open for payments; a fresh wallet is not. */
  active: boolean;
  verified: boolean;
  online: boolean;
  typing: boolean;
  /** What the phone asks now; null when it asks for nothing. */
  asked: PasswordRequest | null;
  cards: CardView[];
  gifts: GiftView[];
}

/** One refund of an order. */
export interface RefundView {
  outRefundNo: string;
  refundId: string;
  fee: number;
  status: string;
  requestedAtMs: number;
  finishedAtMs: number | null;
}

/** One order as the books see it. Amounts are minor units of `feeType`; the cash is in the payer's currency. */
export interface OrderView {
  outTradeNo: string;
  tradeType: TradeType;
  state: string;
  totalFee: number;
  feeType: string;
  createdAtMs: number;
  payer: string | null;
  transactionId: string | null;
  paidAtMs: number | null;
  cashFee: number | null;
  cashFeeType: string | null;
  couponFee: number | null;
  refunds: RefundView[];
}

/** What an account holds in one currency, minor units. */
export interface BalanceView {
  account: string;
  currency: string;
  amount: number;
}

/** The ledger's sums, and what is wrong with them: no problem is the proof that no money was made or lost. */
export interface BooksView {
  balances: BalanceView[];
  entries: number;
  problems: string[];
}

/** One exchange of the wire, masked. `number` counts from 1 and never repeats. */
export interface ExchangeView extends Omit<ExchangeRecord, "status" | "fault"> {
  number: number;
  request: Fields;
  answer: Fields;
  status: number | null;
  fault: string | null;
}

export function viewMerchant(merchant: Merchant): MerchantView {
  const { name, appid, mchId, apiKey, currencies, wallets, products, feeRate, acceptance } = merchant;
  return {
    name, appid, mchId, apiKey, feeRate, acceptance,
    currencies: [...currencies], wallets: [...wallets], products: [...products],
  };
}

export function viewPayer(payer: Payer): PayerView {
  const { id, name, wallet, currency, balance, password, quickPay, blocked, accountClosed, typing, account } = payer;
  const sources = payer.purse.sources.filter(({ card }) => card !== undefined);
  return {
    id, name, wallet, currency, balance, password, quickPay, blocked, accountClosed, typing,
    active: account.active,
    verified: account.isVerified,
    online: payer.screen.online,
    asked: payer.asked === undefined ? null : { ...payer.asked },
    cards: sources.map((source) => {
      const { kind, number, expiry } = source.card!;
      return { kind, expiry, lastDigits: number.slice(-4), available: payer.purse.available(source) };
    }),
    gifts: payer.gifts.map((gift) => ({ id: gift.id, kind: gift.kind, from: gift.from, amount: gift.amount })),
  };
}

export function viewOrder(order: Order, books: Books): OrderView {
  const { outTradeNo, tradeType, state, totalFee, feeType, createdAtMs } = order;
  const payment = books.payment(keyOf(order));
  return {
    outTradeNo, tradeType, state, totalFee, feeType, createdAtMs,
    payer: order.payer?.id ?? null,
    transactionId: order.transactionId ?? null,
    paidAtMs: order.paidAtMs ?? null,
    cashFee: payment?.cashFee ?? null,
    cashFeeType: payment?.cashFeeType ?? null,
    couponFee: payment?.couponFee ?? null,
    refunds: order.refunds.map(({ outRefundNo, refundId, fee, status, requestedAtMs, finishedAtMs }) => {
      return { outRefundNo, refundId, fee, status, requestedAtMs, finishedAtMs: finishedAtMs ?? null };
    }),
  };
}

/** Adds up every account from the entries themselves. */
export function viewBooks(ledger: Ledger, problems: string[]): BooksView {
  const sums = new Map<string, BalanceView>();
  const entries = ledger.entries();
  for (const entry of entries) {
    for (const { account, currency, amount } of entry.lines) {
      const key = `${account} ${currency}`;
      const sum = sums.get(key);
      if (sum === undefined) sums.set(key, { account, currency, amount });
      else sum.amount += amount;
    }
  }
  return { balances: [...sums.values()], entries: entries.length, problems };
}

export function viewExchange(record: ExchangeRecord, number: number): ExchangeView {
  return { ...record, number, status: record.status ?? null, fault: record.fault ?? null };
}
