import type { VirtualClock } from "../clock";
import type { Bank, Card, CardData } from "./bank";
import { CardBinding } from "./card-binding";
import type { Message } from "./messages";
import { WalletError } from "./wallet-error";
import { type Opening, WALLETS, type WalletKind } from "./wallets";

/** Wrong passwords in a row before the wallet locks, and for how long it does. */
const WRONG_MAX = 5;
export const LOCK_MS = 3 * 3_600_000;

export interface Identity {
  name: string;
  /** Number of the passport or identity card, 6 to 18 digits and capitals. Secret. */
  document: string;
}

interface AccountOptions {
  clock: VirtualClock;
  bank: Bank;
  wallet: WalletKind;
  notify(message: Message): void;
  /** Carries the two switches of Quick Pay to where payments are judged. */
  setQuickPay(on: boolean, passwordFree: boolean): void;
}

/** The owner's side of a wallet: who it is, the password, the cards, and Quick Pay. Throws `WalletError`. */
export class Account {
  /** Open for payments. A new wallet opens by a card, an identity or a gift, as its region has it. */
  active = false;
  readonly cards: Card[] = [];
  private identity: Identity | undefined;
  private digits: string | undefined;
  private wrongCount = 0;
  private lockedUntilMs = 0;

  constructor(private readonly options: AccountOptions) {}

  get isVerified(): boolean {
    return this.identity !== undefined;
  }

  get hasPassword(): boolean {
    return this.digits !== undefined;
  }

  /** Verifies who the owner is; once. Throws identityForm, identityKnown. */
  verifyIdentity(identity: Identity): void {
    if (this.identity !== undefined) throw new WalletError("identityKnown");
    if (identity.name.trim() === "" || !/^[0-9A-Z]{6,18}$/.test(identity.document)) {
      throw new WalletError("identityForm");
    }
    this.identity = { ...identity };
    this.open("identity");
  }

  /** Chooses the payment password; once. Throws passwordForm, passwordSet. */
  setPassword(digits: string): void {
    if (this.digits !== undefined) throw new WalletError("passwordSet");
    if (!/^[0-9]{6}$/.test(digits)) throw new WalletError("passwordForm");
    this.digits = digits;
  }

  /**
   * Passes when the password is right; without `digits` the owner types the right one.
   * Throws passwordUnset, passwordWrong, passwordLocked (after five in a row, for three hours).
   */
  checkPassword(digits = this.digits): void {
    if (this.digits === undefined) throw new WalletError("passwordUnset");
    if (this.options.clock.nowMs < this.lockedUntilMs) throw new WalletError("passwordLocked");
    if (digits === this.digits) {
      this.wrongCount = 0;
      return;
    }
    if (++this.wrongCount < WRONG_MAX) throw new WalletError("passwordWrong");
    this.wrongCount = 0;
    this.lockedUntilMs = this.options.clock.nowMs + LOCK_MS;
    throw new WalletError("passwordLocked");
  }

  /**
   * First step of binding a card: its data. The bank then sends a one-time code to this phone.
   * Throws identityUnknown, holderMismatch, cardUnknown, cardExpired, cardNotSupported, cardBound.
   */
  bindCard(data: CardData): CardBinding {
    const { clock, bank, wallet, notify } = this.options;
    const rules = WALLETS[wallet];
    if (rules.identityBeforeCard && this.identity === undefined) throw new WalletError("identityUnknown");
    const card = bank.check(data);
    const isOwn = this.identity === undefined || this.identity.name === card.holder;
    if (!isOwn) throw new WalletError("holderMismatch");
    const isTaken = card.currency === rules.currency && rules.cards.includes(card.kind);
    if (!isTaken) throw new WalletError("cardNotSupported");
    if (this.cards.includes(card)) throw new WalletError("cardBound");
    return new CardBinding({
      clock, bank, card,
      sendCode: (code) => notify({ kind: "oneTimeCode", code }),
      takePassword: (digits) => this.hasPassword ? this.checkPassword(digits) : this.setPassword(digits),
      bound: (bound) => this.addCard(bound),
    });
  }

  /** Puts a card into the wallet without its steps; for payers that are made ready. */
  addCard(card: Card): void {
    if (this.cards.includes(card)) throw new WalletError("cardBound");
    this.cards.push(card);
    this.open("card");
    this.options.notify({ kind: "cardBound", lastDigits: card.number.slice(-4) });
  }

  /** Takes a card out of the wallet. Throws cardNotBound. */
  unbind(card: Card): void {
    const at = this.cards.indexOf(card);
    if (at < 0) throw new WalletError("cardNotBound");
    this.cards.splice(at, 1);
  }

  /** Lets merchants charge by payment code. Throws notActive and what `checkPassword` throws. */
  switchQuickPayOn(choice: { passwordFree: boolean }, digits?: string): void {
    if (!this.active) throw new WalletError("notActive");
    this.checkPassword(digits);
    this.options.setQuickPay(true, choice.passwordFree);
  }

  switchQuickPayOff(): void {
    this.options.setQuickPay(false, false);
  }

  /** Something happened that may open the wallet. */
  open(by: Opening): void {
    if (WALLETS[this.options.wallet].openedBy.includes(by)) this.active = true;
  }
}
