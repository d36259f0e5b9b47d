import type { VirtualClock } from "../clock";
import type { Bank, Card } from "./bank";
import { WalletError } from "./wallet-error";

/** A one-time code is good for five minutes and three tries. */
export const ONE_TIME_CODE_LIFE_MS = 300_000;
const TRIES_MAX = 3;

interface BindingOptions {
  clock: VirtualClock;
  bank: Bank;
  card: Card;
  /** Brings the one-time code to the holder's phone. */
  sendCode(code: string): void;
  /** Checks or, for the first card, sets the payment password; throws when it is wrong. */
  takePassword(digits: string): void;
  bound(card: Card): void;
}

/**
 * A card on its way into a wallet, after its data were found right: the one-time code that the bank
 * sends, then the payment password. Each step throws `WalletError` and may then be tried again,
 * except after `codeSpent`.
 */
export class CardBinding {
  step: "code" | "password" | "done" | "failed" = "code";
  private code = "";
  private sentAtMs = 0;
  private tries = 0;

  constructor(private readonly options: BindingOptions) {
    this.send();
  }

  /** Asks for another one-time code; the one before is dead. */
  resend(): void {
    this.require("code");
    this.send();
  }

  /** Throws codeWrong, codeExpired (ask for another), codeSpent (the binding is over), stepDone. */
  enterCode(code: string): void {
    this.require("code");
    const ageMs = this.options.clock.nowMs - this.sentAtMs;
    if (ageMs >= ONE_TIME_CODE_LIFE_MS) throw new WalletError("codeExpired");
    if (code === this.code) {
      this.step = "password";
      return;
    }
    if (++this.tries < TRIES_MAX) throw new WalletError("codeWrong");
    this.step = "failed";
    throw new WalletError("codeSpent");
  }

  /** The wallet's password; with the first card it is chosen here. Then the card is bound. */
  enterPassword(digits: string): void {
    this.require("password");
    this.options.takePassword(digits);
    this.step = "done";
    this.options.bound(this.options.card);
  }

  private send(): void {
    this.code = this.options.bank.oneTimeCode();
    this.sentAtMs = this.options.clock.nowMs;
    this.options.sendCode(this.code);
  }

  private require(step: "code" | "password"): void {
    if (this.step !== step) throw new WalletError("stepDone");
  }
}
