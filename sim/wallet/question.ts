import type { Account } from "./account";
import type { OpenProblem } from "./credentials";
import { WalletError } from "./wallet-error";

/** What the phone shows when the password is needed. */
export interface PasswordRequest {
  merchantName: string;
  /** In the currency of the order, minor units. */
  amount: number;
  currency: string;
}

/** How the gateway hears what the payer did. Each is called at most once for one request. */
export interface PasswordAnswer {
  /** False: the payment failed; anything else: it was made. */
  approve(): boolean | void;
  refuse(): void;
}

/** What the page or the app that opened an order is told; a hint, as the manual says (reference 2.6). */
export interface Invocation {
  /** Undefined while the wallet still shows the order. */
  result: "ok" | "cancel" | "fail" | undefined;
  /** What the wallet said instead of showing the order. */
  why: OpenProblem | undefined;
}

interface Question {
  request: PasswordRequest;
  answer: PasswordAnswer;
  /** The page that opened the order; undefined for a charge by code. */
  invocation: Invocation | undefined;
}

/** The one question for the password that a phone can show, from `ask` to its end. */
export class QuestionBox {
  /** From `startTyping` to the end of the question. */
  typing = false;
  onAsked: ((request: PasswordRequest) => void) | undefined;
  private waiting: Question | undefined;
  /** The order that is being opened just now: the next question is about it. */
  private opening: Invocation | undefined;

  /** @param isVisible false while the phone has no network: the question waits behind a dark screen */
  constructor(
    private readonly account: Account, private readonly isVisible: () => boolean, private readonly who: string,
  ) {}

  get asked(): PasswordRequest | undefined {
    return this.isVisible() ? this.waiting?.request : undefined;
  }

  /** Runs what asks or says why it does not, and follows the question for the page behind it. */
  open(run: () => OpenProblem | undefined): Invocation {
    const invocation: Invocation = { result: undefined, why: undefined };
    this.opening = invocation;
    invocation.why = run();
    this.opening = undefined;
    if (invocation.why !== undefined) invocation.result = "fail";
    return invocation;
  }

  /** A newer question takes the place of an older one. */
  ask(request: PasswordRequest, answer: PasswordAnswer): void {
    if (this.waiting !== undefined) settle(this.finish(), "fail");
    this.waiting = { request, answer, invocation: this.opening };
    this.announce();
  }

  /** Tells whoever listens what is on the display. */
  announce(): void {
    if (this.asked !== undefined) this.onAsked?.(this.asked);
  }

  /** The order of this request ended otherwise. */
  dismiss(request: PasswordRequest): void {
    if (this.waiting?.request === request) settle(this.finish(), "fail");
  }

  startTyping(): void {
    this.typing = this.asked !== undefined;
  }

  /** Throws `WalletError`; after a wrong password the question stands. */
  typePassword(digits?: string): void {
    this.requireQuestion();
    this.account.checkPassword(digits);
    const question = this.finish();
    settle(question, question.answer.approve() === false ? "fail" : "ok");
  }

  refuse(): void {
    this.requireQuestion();
    const question = this.finish();
    question.answer.refuse();
    settle(question, "cancel");
  }

  private requireQuestion(): void {
    if (this.asked === undefined) throw new WalletError("nothingAsked", `the phone of ${this.who}`);
  }

  private finish(): Question {
    const question = this.waiting!;
    this.waiting = undefined;
    this.typing = false;
    return question;
  }
}

function settle(question: Question, result: "ok" | "cancel" | "fail"): void {
  if (question.invocation !== undefined) question.invocation.result = result;
}
