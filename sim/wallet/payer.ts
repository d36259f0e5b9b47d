import { WALLETS, type WalletKind } from "./wallets";

/** What the phone shows when the password is needed. */
export interface PasswordRequest {
  merchantName: string;
  /** In the currency of the order, minor units. */
  amount: number;
  currency: string;
}

/** How the gateway hears what the payer did. Each is called at most once for one request. */
export interface PasswordAnswer {
  approve(): void;
  refuse(): void;
}

/** Password: `always`, or only where the wallet's limits ask for it; `never` lifts the limits. */
export type PasswordHabit = "always" | "limits" | "never";

export interface PayerOptions {
  wallet?: WalletKind;
  name?: string;
  /** First balance, minor units of the wallet's currency. */
  balance?: number;
  password?: PasswordHabit;
}

/** What a payer needs of the world behind the phone. */
export interface PayerLinks {
  showCode(payer: Payer): string;
  balance(payer: Payer): number;
  topUp(payer: Payer, amount: number): void;
}

/** A person with a phone. All amounts are minor units of `currency` unless said otherwise. */
export class Payer {
  readonly wallet: WalletKind;
  readonly name: string;
  password: PasswordHabit;
  /** Password-free payments up to this amount. */
  freeAmountMax: number;
  /** Password-free payments a day. */
  freePaymentsMax: number;
  /** False: Quick Pay is off, nothing can be charged by code. */
  quickPay = true;
  /** True: risk control refuses every payment of this payer. */
  blocked = false;
  /** Called when the phone begins to ask for the password; a place for a simulated person's reaction. */
  onAsked: ((request: PasswordRequest) => void) | undefined;
  /** True from `startTyping` to the end of the request: a revoke finds the payer in the middle of paying. */
  typing = false;

  private waiting: { request: PasswordRequest; answer: PasswordAnswer } | undefined;
  private freeDay = "";
  private freeCount = 0;

  constructor(readonly id: string, private readonly links: PayerLinks, options: PayerOptions = {}) {
    this.wallet = options.wallet ?? "hongkong";
    this.name = options.name ?? `payer ${id}`;
    this.password = options.password ?? "limits";
    this.freeAmountMax = WALLETS[this.wallet].freeAmountMax;
    this.freePaymentsMax = WALLETS[this.wallet].freePaymentsMax;
  }

  get currency(): string {
    return WALLETS[this.wallet].currency;
  }

  get balance(): number {
    return this.links.balance(this);
  }

  /** What the phone asks now, if anything. */
  get asked(): PasswordRequest | undefined {
    return this.waiting?.request;
  }

  topUp(amount: number): void {
    this.links.topUp(this, amount);
  }

  /** Shows a fresh 18-digit payment code, good once and for a minute. Secret while it lives. */
  showCode(): string {
    return this.links.showCode(this);
  }

  /** Begins to type. Until the request ends the gateway will not revoke the order. */
  startTyping(): void {
    this.typing = this.waiting !== undefined;
  }

  /** Types the right password: pays if the balance allows. Throws when nothing is asked. */
  typePassword(): void {
    this.finish().approve();
  }

  /** Refuses the payment on the phone. Throws when nothing is asked. */
  refuse(): void {
    this.finish().refuse();
  }

  /** Puts the phone away; the request stays open until the gateway ends it. */
  walkAway(): void {
    this.typing = false;
  }

  /** Asks for the password; a newer request takes the place of an older one. For the gateway. */
  ask(request: PasswordRequest, answer: PasswordAnswer): void {
    this.waiting = { request, answer };
    this.typing = false;
    this.onAsked?.(request);
  }

  /** Takes the request off the screen, when its order ended otherwise. For the gateway. */
  dismiss(request: PasswordRequest): void {
    if (this.waiting?.request !== request) return;
    this.waiting = undefined;
    this.typing = false;
  }

  /** Whether this amount needs the password on the given day (yyyyMMdd). */
  needsPassword(amount: number, day: string): boolean {
    if (this.password !== "limits") return this.password === "always";
    const count = this.freeDay === day ? this.freeCount : 0;
    return amount > this.freeAmountMax || count >= this.freePaymentsMax;
  }

  /** Counts a payment that needed no password. For the gateway. */
  countFree(day: string): void {
    if (this.freeDay !== day) this.freeCount = 0;
    this.freeDay = day;
    this.freeCount++;
  }

  private finish(): PasswordAnswer {
    const waiting = this.waiting;
    if (waiting === undefined) throw new Error(`the phone of ${this.name} asks for nothing`);
    this.waiting = undefined;
    this.typing = false;
    return waiting.answer;
  }
}
