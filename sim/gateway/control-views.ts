import type { Payer, PasswordHabit, PasswordRequest } from "../wallet/payer";
import type { WalletKind } from "../wallet/wallets";
import type { Ledger } from "./ledger";
import type { Merchant } from "./merchants";
import type { Order } from "./orders";
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
}

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
  typing: boolean;
  /** What the phone asks now; null when it asks for nothing. */
  asked: PasswordRequest | null;
}

/** One order as the books see it. Amounts are minor units; the cash is in the payer's currency. */
export interface OrderView {
  outTradeNo: string;
  tradeType: string;
  state: string;
  totalFee: number;
  feeType: string;
  createdAtMs: number;
  transactionId: string | null;
  paidAtMs: number | null;
  cashFee: number | null;
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
  const { name, appid, mchId, apiKey, currencies, wallets } = merchant;
  return { name, appid, mchId, apiKey, currencies: [...currencies], wallets: [...wallets] };
}

export function viewPayer(payer: Payer): PayerView {
  const { id, name, wallet, currency, balance, password, quickPay, blocked, typing, asked } = payer;
  return { id, name, wallet, currency, balance, password, quickPay, blocked, typing, asked: asked ?? null };
}

export function viewOrder(order: Order): OrderView {
  const { outTradeNo, tradeType, state, totalFee, feeType, createdAtMs } = order;
  return {
    outTradeNo, tradeType, state, totalFee, feeType, createdAtMs,
    transactionId: order.transactionId ?? null,
    paidAtMs: order.paidAtMs ?? null,
    cashFee: order.cashFee ?? null,
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
