import type { VirtualClock } from "../clock";
import { accounts, type Entry, type Ledger } from "../gateway/ledger";
import type { Account } from "./account";
import type { Bank, Card } from "./bank";
import type { Message } from "./messages";
import { requireAmount, WalletError } from "./wallet-error";

/** Where the money of a payment comes from. */
export interface Source {
  kind: "balance" | "debit" | "credit";
  /** Account in the books. */
  account: string;
  /** `bank_type` of the answers. */
  bankType: string;
  /** Undefined for the balance. */
  card?: Card;
}

/** Why a payer cannot pay, as the merchant hears it. */
export interface Refusal {
  kind: "refused";
  code: "NOTENOUGH" | "NOTSUPORTCARD" | "TRADE_ERROR";
  text: string;
}

export type Funding = { kind: "source"; source: Source } | Refusal;

interface PurseOptions {
  clock: VirtualClock;
  ledger: Ledger;
  bank: Bank;
  account: Account;
  /** Owner of the balance. */
  id: string;
  currency: string;
  /** `bank_type` when the balance pays. */
  bankType: string;
  notify(message: Message): void;
}

const REFUSALS: Readonly<Record<"notEnough" | "noCredit" | "expired", Refusal>> = {
  noCredit: { kind: "refused", code: "NOTSUPORTCARD", text: "不支持该卡类型，请更换银行卡" },
  expired: { kind: "refused", code: "TRADE_ERROR", text: "银行卡已过期，请更换支付方式" },
  notEnough: { kind: "refused", code: "NOTENOUGH", text: "余额不足，请更换支付方式" },
};

/** The money of one payer: a balance in the wallet and the cards bound to it. */
export class Purse {
  readonly currency: string;
  private readonly balanceSource: Source;
  private only: Source | undefined;

  constructor(private readonly options: PurseOptions) {
    this.currency = options.currency;
    this.balanceSource = { kind: "balance", account: accounts.payer(options.id), bankType: options.bankType };
  }

  get balance(): number {
    return this.available(this.balanceSource);
  }

  /** In the order in which the wallet tries them: the balance, then the cards as they were bound. */
  get sources(): Source[] {
    return [this.balanceSource, ...this.options.account.cards.map(sourceOf)];
  }

  /** Pays with this source and no other; undefined: the first that can pay. */
  payWith(source: Source | undefined): void {
    this.only = source;
  }

  available(source: Source): number {
    return this.options.ledger.balance(source.account, this.currency);
  }

  /**
   * Finds the source for a payment, or the most telling reason why there is none: a card that had the
   * money but may not be used comes before the lack of money.
   */
  fund(amount: number, noCredit: boolean): Funding {
    if (this.only === undefined && this.balance >= amount) {
      return { kind: "source", source: this.balanceSource };
    }
    const sources = this.only === undefined ? this.sources : [this.only];
    let worst: Refusal = REFUSALS.notEnough;
    for (const source of sources) {
      const refusal = this.refusalOf(source, amount, noCredit);
      if (refusal === undefined) return { kind: "source", source };
      if (worst === REFUSALS.notEnough) worst = refusal;
    }
    return worst;
  }

  /** Moves money from a bound debit card to the balance. Throws notFromCredit, cardExpired, notEnough. */
  topUp(amount: number, card: Card): void {
    requireAmount(amount);
    if (!this.options.account.cards.includes(card)) throw new WalletError("cardNotBound");
    if (card.kind === "credit") throw new WalletError("notFromCredit");
    if (this.options.bank.hasExpired(card)) throw new WalletError("cardExpired");
    if (this.available(sourceOf(card)) < amount) throw new WalletError("notEnough");
    this.move("topUp", this.options.id, card.account, this.balanceSource.account, amount);
    this.options.notify({ kind: "topUp", amount, currency: this.currency });
  }

  /** Money handed over a counter or paid in from elsewhere. */
  payIn(amount: number): void {
    requireAmount(amount);
    this.move("topUp", this.options.id, accounts.outside, this.balanceSource.account, amount);
  }

  /** Books one movement in this purse's currency. */
  move(kind: Entry["kind"], about: string, from: string, to: string, amount: number): void {
    const lines = [
      { account: from, currency: this.currency, amount: -amount },
      { account: to, currency: this.currency, amount },
    ];
    this.options.ledger.post({ atMs: this.options.clock.nowMs, kind, about, lines });
  }

  /** False for a card that expired or was taken out of the wallet: it neither pays nor takes money back. */
  isUsable(source: Source): boolean {
    const { card } = source;
    if (card === undefined) return true;
    return this.options.account.cards.includes(card) && !this.options.bank.hasExpired(card);
  }

  private refusalOf(source: Source, amount: number, noCredit: boolean): Refusal | undefined {
    const has = this.available(source) >= amount;
    if (!has) return REFUSALS.notEnough;
    if (!this.isUsable(source)) return REFUSALS.expired;
    return source.kind === "credit" && noCredit ? REFUSALS.noCredit : undefined;
  }
}

function sourceOf(card: Card): Source {
  return { kind: card.kind, account: card.account, bankType: card.bankType, card };
}
