import type { VirtualClock } from "../clock";
import type { PasswordRequest, Payer } from "../wallet/payer";
import type { Refusal } from "../wallet/purse";
import type { Books } from "./books";
import type { Merchant } from "./merchants";
import { keyOf, type Order, type OrderState, type OrderTerms, wasPaid } from "./order";
import { dayOf } from "./protocol/time";
import { DIGITS, type Random } from "./random";

export { keyOf, type Order, type OrderState, type OrderTerms } from "./order";

/** An unpaid Quick Pay order is revoked by the gateway itself after this time. */
export const AUTO_REVOKE_MS = 45_000;
/** A revoke is refused before and after this age of the order. */
export const REVERSE_EARLIEST_MS = 15_000;
export const REVERSE_LATEST_MS = 7 * 86_400_000;
/** Quick Pay of the same amount by the same payer at the same merchant is refused for so long. */
export const EQUAL_PAYMENT_MS = 60_000;

/** The last moment to pay that the merchant set (`time_expire`) has passed. */
const TOO_LATE: Refusal = { kind: "refused", code: "TRADE_ERROR", text: "订单已超过支付截止时间" };

interface Watch {
  stopTimer: () => void;
  request?: PasswordRequest;
}

/** All orders and the only code that changes their state; money moves in the same step as the state. */
export class Orders {
  /** Told of every payment, after state and books have changed. */
  onPaid: ((order: Order) => void) | undefined;

  private readonly byNumber = new Map<string, Order>();
  private readonly byTransaction = new Map<string, Order>();
  private readonly watches = new Map<Order, Watch>();
  private readonly lastPaid = new Map<string, Order>();

  constructor(
    private readonly clock: VirtualClock, private readonly books: Books, private readonly random: Random,
  ) {}

  /** By the gateway's number if given, else by the merchant's own. */
  find(merchant: Merchant, outTradeNo: string | undefined, transactionId?: string): Order | undefined {
    if (!transactionId) return this.byNumber.get(`${merchant.accountName}/${outTradeNo ?? ""}`);
    const order = this.byTransaction.get(transactionId);
    return order?.merchant === merchant ? order : undefined;
  }

  all(): Order[] {
    return [...this.byNumber.values()];
  }

  /** Opens an unpaid Quick Pay order, which revokes itself when it is not paid in time. */
  open(merchant: Merchant, payer: Payer, terms: OrderTerms): Order {
    const order = this.place(merchant, terms);
    order.payer = payer;
    const stopTimer = this.clock.after(AUTO_REVOKE_MS, () => {
      if (isOpen(order)) this.end(order, "REVOKED");
    });
    this.watches.set(order, { stopTimer });
    return order;
  }

  /** Puts down an order that nobody has opened yet. */
  place(merchant: Merchant, terms: OrderTerms): Order {
    const order: Order = {
      ...terms, merchant, createdAtMs: this.clock.nowMs, state: "NOTPAY", refunds: [],
    };
    this.byNumber.set(keyOf(order), order);
    return order;
  }

  /** What the payer of an order would give for it now, in the payer's currency. */
  cashFeeOf(order: Order): number {
    return this.books.quote(order.merchant, order.payer!, order.totalFee, order.feeType).cashFee;
  }

  /** True when this payer has paid the same amount to the same merchant a moment ago. */
  repeatsPayment(order: Order): boolean {
    const last = this.lastPaid.get(equalKey(order));
    return last !== undefined && wasPaid(last) && this.clock.nowMs - last.paidAtMs! < EQUAL_PAYMENT_MS;
  }

  /** Takes the money now. Gives why not; then nothing moved and the state is as before. */
  pay(order: Order): Refusal | undefined {
    if (!isOpen(order)) throw new Error(`order is ${order.state}`);
    if (this.clock.nowMs >= (order.payUntilMs ?? Infinity)) return TOO_LATE;
    const payer = order.payer!;
    const quote = this.books.quote(order.merchant, payer, order.totalFee, order.feeType);
    const funding = payer.fund(quote.cashFee, order.noCredit);
    if (funding.kind === "refused") return funding;
    this.books.pay(keyOf(order), order.merchant, funding.source.account, quote);
    order.transactionId = this.nextTransactionId();
    order.paidAtMs = this.clock.nowMs;
    order.source = funding.source;
    order.bankType = funding.source.bankType;
    order.feeRate = order.merchant.feeRate;
    this.byTransaction.set(order.transactionId, order);
    this.lastPaid.set(equalKey(order), order);
    this.end(order, "SUCCESS");
    const merchantName = order.merchant.name;
    payer.notify({ kind: "payment", merchantName, amount: quote.cashFee, currency: quote.cashFeeType });
    this.onPaid?.(order);
    return undefined;
  }

  /** Puts the password question on the payer's phone and waits for what the payer does. */
  askPassword(order: Order): void {
    const watch = this.watches.get(order)!;
    const payer = order.payer!;
    const request = { merchantName: order.merchant.name, amount: order.totalFee, currency: order.feeType };
    order.state = "USERPAYING";
    watch.request = request;
    payer.ask(request, {
      approve: () => {
        if (order.state !== "USERPAYING") return false;
        if (this.pay(order) === undefined) return true;
        this.end(order, "PAYERROR");
        return false;
      },
      // Who turns away from a shown order may come back to it; a scanned code is spent.
      refuse: () => {
        if (order.state !== "USERPAYING") return;
        this.end(order, order.tradeType === "MICROPAY" ? "PAYERROR" : "NOTPAY");
      },
    });
  }

  /** The payer has opened a unified order on the phone, and may pay it until a moment. */
  present(order: Order, payer: Payer, untilMs: number): void {
    this.forget(order);
    order.payer = payer;
    const stopTimer = this.clock.after(untilMs - this.clock.nowMs, () => {
      if (order.state === "USERPAYING") this.end(order, "NOTPAY");
    });
    this.watches.set(order, { stopTimer });
    this.askPassword(order);
  }

  /** Ends an unpaid unified order for ever. */
  close(order: Order): void {
    this.end(order, "CLOSED");
  }

  /** Ends the order for ever; a payer who has paid gets the money back. */
  revoke(order: Order): void {
    if (order.state === "SUCCESS") {
      this.books.reverse(keyOf(order), order.merchant);
      const { cashFee, cashFeeType } = this.books.payment(keyOf(order))!;
      const merchantName = order.merchant.name;
      order.payer!.notify({ kind: "refund", merchantName, amount: cashFee, currency: cashFeeType });
    }
    this.end(order, "REVOKED");
  }

  /** Marks a paid order as refunded, in whole or in part. */
  markRefunded(order: Order): void {
    order.state = "REFUND";
  }

  /** Compares every order with the ledger. Gives what is wrong; an empty list is the proof. */
  verify(): string[] {
    const problems: string[] = [];
    for (const order of this.byNumber.values()) {
      const entries = this.books.ledger.entries(keyOf(order));
      const payments = entries.filter((entry) => entry.kind === "payment").length;
      const reversals = entries.filter((entry) => entry.kind === "reversal").length;
      if (payments > 1) problems.push(`${keyOf(order)} was charged ${payments} times`);
      if (payments - reversals !== (wasPaid(order) ? 1 : 0)) {
        problems.push(`${keyOf(order)} is ${order.state}, its money is not`);
      }
    }
    return problems;
  }

  private end(order: Order, state: OrderState): void {
    order.state = state;
    if (state === "REVOKED") order.revokedAtMs = this.clock.nowMs;
    this.forget(order);
  }

  /** Stops the timer of an order and takes its question off the phone. */
  private forget(order: Order): void {
    const watch = this.watches.get(order);
    if (watch === undefined) return;
    this.watches.delete(order);
    watch.stopTimer();
    if (watch.request !== undefined) order.payer!.dismiss(watch.request);
  }

  private nextTransactionId(): string {
    const day = dayOf(this.clock.nowMs);
    let id: string;
    do id = `4200000000${day}${this.random.text(10, DIGITS)}`; while (this.byTransaction.has(id));
    return id;
  }
}

function isOpen(order: Order): boolean {
  return order.state === "NOTPAY" || order.state === "USERPAYING";
}

function equalKey(order: Order): string {
  return `${order.merchant.accountName}/${order.payer!.id}/${order.feeType}/${order.totalFee}`;
}
