import type { VirtualClock } from "../clock";
import { accounts, type Ledger } from "../gateway/ledger";
import { DIGITS, type Random } from "../gateway/random";
import { requireAmount, WalletError } from "./wallet-error";

export type CardKind = "debit" | "credit";

export interface CardOptions {
  holder: string;
  kind: CardKind;
  currency: string;
  /** Money on the account, or credit that is left; minor units. */
  available?: number;
  /** `MMYY`, the last month in which it works. */
  expiry?: string;
  /** The bank's name in the gateway's answers; an open list. */
  bankType?: string;
}

/** What is printed on a card. The number and the security code are secrets of the holder. */
export interface CardData {
  number: string;
  holder: string;
  expiry: string;
  securityCode: string;
}

/** A card as its bank knows it. */
export interface Card extends CardData {
  readonly kind: CardKind;
  readonly currency: string;
  readonly bankType: string;
  /** The bank's account in the books: what is there can be spent. */
  readonly account: string;
}

/** First digits of all cards: a range that belongs to no issuer (ISO/IEC 7812-1, 9 is for national use). */
const ISSUER = "999900";

/**
 * All banks behind all wallets: it issues cards, knows whether the data of a card are right, and
 * sends one-time codes. Money on a card is in the same ledger as everything else.
 */
export class Bank {
  private readonly cards = new Map<string, Card>();

  constructor(
    private readonly clock: VirtualClock, private readonly ledger: Ledger, private readonly random: Random,
  ) {}

  /** Issues a card, with money or credit on it; good for five years unless told. */
  issue(options: CardOptions): Card {
    const { holder, kind, currency, available = 0 } = options;
    const card: Card = {
      number: this.nextNumber(),
      holder,
      expiry: options.expiry ?? monthOf(this.clock.nowMs, 60),
      securityCode: this.random.text(3, DIGITS),
      kind,
      currency,
      bankType: options.bankType ?? "OTHERS",
      account: accounts.card(`C${this.cards.size + 1}`),
    };
    this.cards.set(card.number, card);
    if (available > 0) this.pay(card, available);
    return card;
  }

  /** More money (or credit) on a card: wages, a paid bill. */
  pay(card: Card, amount: number): void {
    requireAmount(amount);
    const { account, currency } = card;
    const lines = [{ account: accounts.outside, currency, amount: -amount }, { account, currency, amount }];
    this.ledger.post({ atMs: this.clock.nowMs, kind: "transfer", about: account, lines });
  }

  /** The card with these very data. Throws `WalletError`: cardUnknown, cardExpired. */
  check(data: CardData): Card {
    const card = this.cards.get(data.number);
    const same = card !== undefined && card.holder === data.holder && card.expiry === data.expiry
      && card.securityCode === data.securityCode;
    if (!same) throw new WalletError("cardUnknown");
    if (this.hasExpired(card)) throw new WalletError("cardExpired");
    return card;
  }

  /** A card ends with the last day of its month, UTC+8. */
  hasExpired(card: Card): boolean {
    const sortable = (expiry: string): string => expiry.slice(2) + expiry.slice(0, 2);
    return sortable(monthOf(this.clock.nowMs, 0)) > sortable(card.expiry);
  }

  /** What can be spent with the card now. */
  available(card: Card): number {
    return this.ledger.balance(card.account, card.currency);
  }

  /** Six digits that only the phone of the holder gets. */
  oneTimeCode(): string {
    return this.random.text(6, DIGITS);
  }

  private nextNumber(): string {
    let number: string;
    do {
      const head = ISSUER + this.random.text(9, DIGITS);
      number = head + checkDigit(head);
    } while (this.cards.has(number));
    return number;
  }
}

/** `MMYY` of the month that lies `months` after the given time, UTC+8. */
function monthOf(atMs: number, months: number): string {
  const there = new Date(atMs + 8 * 3_600_000);
  const count = there.getUTCFullYear() * 12 + there.getUTCMonth() + months;
  const twoDigits = (value: number): string => String(value).padStart(2, "0");
  return twoDigits((count % 12) + 1) + twoDigits(Math.floor(count / 12) % 100);
}

/** The digit that makes a card number whole (ISO/IEC 7812-1 annex B). */
function checkDigit(head: string): string {
  let sum = 0;
  for (let at = 0; at < head.length; at++) {
    // The last digit before the check digit is doubled, then every second one to the left.
    const doubled = Number(head[head.length - 1 - at]) * (at % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
