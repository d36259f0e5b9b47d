import type { VirtualClock } from "../clock";
import type { Ledger } from "../gateway/ledger";
import { Account } from "./account";
import type { Bank } from "./bank";
import { CodeScreen } from "./code-screen";
import type { CodeBook, CodeFinding } from "./codes";
import type { Credential, OpenProblem } from "./credentials";
import type { Gift, Gifts } from "./gifts";
import { type DatedMessage, type Message, Messages } from "./messages";
import { type Funding, Purse, type Refusal, type Source } from "./purse";
import { type Invocation, type PasswordAnswer, type PasswordRequest, QuestionBox } from "./question";
import { WalletError } from "./wallet-error";
import { WALLETS, type WalletKind } from "./wallets";

export type { PasswordAnswer, PasswordRequest } from "./question";

/** Password: `always`, or only where the wallet's limits ask for it; `never` lifts the limits. */
export type PasswordHabit = "always" | "limits" | "never";

export interface PayerOptions {
  wallet?: WalletKind;
  name?: string;
  /** First balance, minor units of the wallet's currency. */
  balance?: number;
  password?: PasswordHabit;
  /** Cards that are bound already, in order. */
  cards?: { kind: "debit" | "credit"; available?: number; expiry?: string; bankType?: string }[];
  /** A phone on which nothing is set up: no password, no card, no money, Quick Pay off. */
  fresh?: boolean;
}

/** What a payer needs of the world behind the phone. */
export interface PayerLinks {
  clock: VirtualClock;
  ledger: Ledger;
  codes: CodeBook;
  bank: Bank;
  gifts: Gifts;
  /** Calls `payer.ask` and gives undefined, or says why the order cannot be opened. */
  openOrder(payer: Payer, credential: Credential): OpenProblem | undefined;
}

/** A charge by payment code, in the payer's currency. */
export interface Charge {
  amount: number;
  /** The merchant takes no credit card. */
  noCredit: boolean;
  /** yyyyMMdd, UTC+8. */
  day: string;
  code?: Pick<Extract<CodeFinding, { kind: "good" }>, "revealed" | "offline">;
}

/** What the wallet makes of a charge. */
export type Verdict = { kind: "pay"; source: Source } | { kind: "password" } | Refusal;

/** A person with a phone. All amounts are minor units of `currency` unless said otherwise. */
export class Payer {
  readonly wallet: WalletKind;
  readonly name: string;
  /** Who the owner is, the password, the cards, Quick Pay. */
  readonly account: Account;
  /** Balance and cards as money. */
  readonly purse: Purse;
  /** The page with the payment code, and the network of the phone. */
  readonly screen: CodeScreen;
  password: PasswordHabit;
  /** Password-free payments up to this amount. */
  freeAmountMax: number;
  /** Password-free payments a day. */
  freePaymentsMax: number;
  /** False: Quick Pay is off, nothing can be charged by code. */
  quickPay: boolean;
  /** True: risk control refuses every payment of this payer. */
  blocked = false;
  /** True: the account was closed; it neither pays nor takes refunds. */
  accountClosed = false;

  private readonly inbox = new Messages();
  private readonly questions: QuestionBox;
  private freeDay = "";
  private freeCount = 0;

  constructor(readonly id: string, private readonly links: PayerLinks, options: PayerOptions = {}) {
    const { wallet = "hongkong", fresh = false } = options;
    const { clock, ledger, bank, codes } = links;
    const { currency, freeAmountMax, freePaymentsMax } = WALLETS[wallet];
    const notify = (message: Message): void => this.notify(message);
    this.wallet = wallet;
    this.name = options.name ?? `payer ${id}`;
    this.password = options.password ?? "limits";
    this.freeAmountMax = freeAmountMax;
    this.freePaymentsMax = freePaymentsMax;
    this.quickPay = !fresh;
    this.account = new Account({
      clock, bank, wallet, notify,
      setQuickPay: (on, passwordFree) => {
        this.quickPay = on;
        if (on) this.password = passwordFree ? "limits" : "always";
      },
    });
    const bankType = wallet === "mainland" ? "CFT" : "OTHERS";
    this.purse = new Purse({ clock, ledger, bank, account: this.account, id, currency, bankType, notify });
    this.screen = new CodeScreen(this, codes, () => this.questions.announce());
    this.questions = new QuestionBox(this.account, () => this.screen.online, this.name);
  }

  get currency(): string {
    return this.purse.currency;
  }

  /** In the wallet; what is on cards is beside it. */
  get balance(): number {
    return this.purse.balance;
  }

  get messages(): readonly DatedMessage[] {
    return this.inbox.all;
  }

  /** What the phone asks now, if anything. A phone without network shows no question. */
  get asked(): PasswordRequest | undefined {
    return this.questions.asked;
  }

  /** Called when the phone begins to ask for the password; a place for a simulated person's reaction. */
  set onAsked(onAsked: ((request: PasswordRequest) => void) | undefined) {
    this.questions.onAsked = onAsked;
  }

  /** True from `startTyping` to the end of the request: a revoke finds the payer in the middle of paying. */
  get typing(): boolean {
    return this.questions.typing;
  }

  /** Transfers and red packets that wait to be accepted. */
  get gifts(): Gift[] {
    return this.links.gifts.waitingFor(this);
  }

  /** Pays in cash, so to speak: money from outside the simulated world. */
  topUp(amount: number): void {
    this.purse.payIn(amount);
  }

  /** Sends money to a wallet of the same region. Throws `WalletError`. */
  send(to: Payer, amount: number, kind: Gift["kind"], digits?: string): Gift {
    return this.links.gifts.send(this, to, amount, kind, digits);
  }

  accept(gift: Gift): void {
    this.links.gifts.accept(gift);
  }

  /** Shows a fresh 18-digit payment code, good once and for a minute. Secret while it lives. */
  showCode(): string {
    return this.screen.refresh();
  }

  /** Aims the camera at a merchant's QR. Throws `WalletError` when the text is none of a merchant's. */
  scan(text: string): Invocation {
    if (!text.startsWith("weixin://wxpay/")) throw new WalletError("notPaymentCode", this.name);
    return this.open({ kind: "native", codeUrl: text });
  }

  /** Opens a merchant's order; the wallet then shows it and asks for the password, or says why not. */
  open(credential: Credential): Invocation {
    if (!this.screen.online) throw new WalletError("offline", this.name);
    if (!this.account.active) throw new WalletError("notActive", this.name);
    return this.questions.open(() => this.blocked ? "blocked" : this.links.openOrder(this, credential));
  }

  /** Begins to type. Until the request ends the gateway will not revoke the order. */
  startTyping(): void {
    this.questions.startTyping();
  }

  /**
   * Types the password, the right one unless told: pays if the balance allows. Throws `WalletError`
   * when nothing is asked, and for a wrong password, after which the question stands.
   */
  typePassword(digits?: string): void {
    this.questions.typePassword(digits);
  }

  /** Refuses the payment on the phone. Throws when nothing is asked. */
  refuse(): void {
    this.questions.refuse();
  }

  /** Puts the phone away; the request stays open until the gateway ends it. */
  walkAway(): void {
    this.questions.typing = false;
  }

  /** Asks for the password; a newer request takes the place of an older one. For the gateway. */
  ask(request: PasswordRequest, answer: PasswordAnswer): void {
    this.questions.ask(request, answer);
  }

  /** Takes the request off the screen, when its order ended otherwise. For the gateway. */
  dismiss(request: PasswordRequest): void {
    this.questions.dismiss(request);
  }

  /** Brings a message to the phone. */
  notify(message: Message): void {
    this.inbox.add(message, this.links.clock.nowMs);
  }

  /** Judges a charge by payment code. Moves nothing. For the gateway. */
  judge(charge: Charge): Verdict {
    if (!this.quickPay) return refused("用户未开通付款码支付");
    const funding = this.fund(charge.amount, charge.noCredit);
    if (funding.kind === "refused") return funding;
    const visible = this.password === "limits" && charge.code?.revealed === true;
    if (!visible && !this.needsPassword(charge.amount, charge.day)) return { kind: "pay", source: funding.source };
    // A kept code says that its phone has no network: nobody could answer the question.
    if (charge.code?.offline === true) return refused("离线付款码不支持密码验证，请联网后重试");
    return { kind: "password" };
  }

  /** Where the money of a payment would come from now, whatever brought the order. For the gateway. */
  fund(amount: number, noCredit: boolean): Funding {
    if (this.blocked) return refused("交易存在风险，请更换支付方式");
    if (!this.account.active || this.accountClosed) return refused("用户账户状态异常");
    return this.purse.fund(amount, noCredit);
  }

  /** Whether a refund can go back to where the payment came from. For the gateway. */
  takesRefund(source: Source): boolean {
    return !this.accountClosed && this.purse.isUsable(source);
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
}

function refused(text: string): Refusal {
  return { kind: "refused", code: "TRADE_ERROR", text };
}
