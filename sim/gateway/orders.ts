import type { VirtualClock } from "../clock";
import type { PasswordRequest, Payer } from "../wallet/payer";
import { exchange } from "./currencies";
import { accounts, type Ledger, type Line } from "./ledger";
import type { Merchant } from "./merchants";
import { formatTime } from "./protocol/time";
import { DIGITS, type Random } from "./random";

/** An unpaid Quick Pay order is revoked by the gateway itself after this time. */
export const AUTO_REVOKE_MS = 45_000;
/** A revoke is refused before and after this age of the order. */
export const REVERSE_EARLIEST_MS = 15_000;
export const REVERSE_LATEST_MS = 7 * 86_400_000;

/** `trade_state`. SUCCESS can only become REVOKED or REFUND; REVOKED, CLOSED and REFUND are for ever. */
export type OrderState = "NOTPAY" | "USERPAYING" | "SUCCESS" | "PAYERROR" | "REVOKED" | "CLOSED" | "REFUND";

/** What a request says about a new order. */
export interface OrderTerms {
  outTradeNo: string;
  totalFee: number;
  feeType: string;
  body: string;
  attach: string;
  deviceInfo: string;
  /** Every parameter that may not change under one number, as one text. */
  parameters: string;
}

export interface Order extends OrderTerms {
  readonly merchant: Merchant;
  readonly tradeType: "MICROPAY";
  readonly payer: Payer;
  readonly createdAtMs: number;
  state: OrderState;
  /** The three below are there once it was paid. The cash is in the payer's currency. */
  transactionId?: string;
  cashFee?: number;
  paidAtMs?: number;
}

interface Watch {
  stopTimer: () => void;
  request?: PasswordRequest;
}

/** All orders and the only code that changes their state; money moves in the same step as the state. */
export class Orders {
  private readonly byNumber = new Map<string, Order>();
  private readonly byTransaction = new Map<string, Order>();
  private readonly watches = new Map<Order, Watch>();

  constructor(
    private readonly clock: VirtualClock, private readonly ledger: Ledger, private readonly random: Random,
  ) {}

  /** By the gateway's number if given, else by the merchant's own. */
  find(merchant: Merchant, outTradeNo: string | undefined, transactionId?: string): Order | undefined {
    if (!transactionId) return this.byNumber.get(`${merchant.mchId}/${outTradeNo ?? ""}`);
    const order = this.byTransaction.get(transactionId);
    return order?.merchant === merchant ? order : undefined;
  }

  all(): Order[] {
    return [...this.byNumber.values()];
  }

  /** Opens an unpaid order, which revokes itself when it is not paid in time. */
  open(merchant: Merchant, payer: Payer, terms: OrderTerms): Order {
    const order: Order = {
      ...terms, merchant, payer, tradeType: "MICROPAY", createdAtMs: this.clock.nowMs, state: "NOTPAY",
    };
    this.byNumber.set(keyOf(order), order);
    const stopTimer = this.clock.after(AUTO_REVOKE_MS, () => {
      if (order.state === "NOTPAY" || order.state === "USERPAYING") this.end(order, "REVOKED");
    });
    this.watches.set(order, { stopTimer });
    return order;
  }

  /** Takes the money now. False: the payer has not enough, nothing moved and the state is as before. */
  pay(order: Order): boolean {
    if (order.state !== "NOTPAY" && order.state !== "USERPAYING") throw new Error(`order is ${order.state}`);
    const payer = order.payer;
    const cashFee = exchange(order.totalFee, order.feeType, payer.currency);
    if (payer.balance < cashFee) return false;
    const lines: Line[] = [
      { account: accounts.payer(payer.id), currency: payer.currency, amount: -cashFee },
      { account: accounts.merchant(order.merchant.mchId), currency: order.feeType, amount: order.totalFee },
    ];
    if (payer.currency !== order.feeType) {
      lines.push({ account: accounts.exchange, currency: payer.currency, amount: cashFee });
      lines.push({ account: accounts.exchange, currency: order.feeType, amount: -order.totalFee });
    }
    this.ledger.post({ atMs: this.clock.nowMs, kind: "payment", about: keyOf(order), lines });
    order.transactionId = this.nextTransactionId();
    order.cashFee = cashFee;
    order.paidAtMs = this.clock.nowMs;
    this.byTransaction.set(order.transactionId, order);
    this.end(order, "SUCCESS");
    return true;
  }

  /** Puts the password question on the payer's phone and waits for what the payer does. */
  askPassword(order: Order): void {
    const request = { merchantName: order.merchant.name, amount: order.totalFee, currency: order.feeType };
    order.state = "USERPAYING";
    this.watches.get(order)!.request = request;
    order.payer.ask(request, {
      approve: () => { if (order.state === "USERPAYING" && !this.pay(order)) this.end(order, "PAYERROR"); },
      refuse: () => { if (order.state === "USERPAYING") this.end(order, "PAYERROR"); },
    });
  }

  /** Ends the order for ever; a payer who has paid gets the money back. */
  revoke(order: Order): void {
    if (order.state === "SUCCESS") {
      const paid = this.ledger.entries(keyOf(order)).find((entry) => entry.kind === "payment")!;
      const lines = paid.lines.map((line) => ({ ...line, amount: -line.amount }));
      this.ledger.post({ atMs: this.clock.nowMs, kind: "reversal", about: keyOf(order), lines });
    }
    this.end(order, "REVOKED");
  }

  /** Compares every order with the ledger. Gives what is wrong; an empty list is the proof. */
  verify(): string[] {
    const problems: string[] = [];
    for (const order of this.byNumber.values()) {
      const entries = this.ledger.entries(keyOf(order));
      const payments = entries.filter((entry) => entry.kind === "payment").length;
      const reversals = entries.filter((entry) => entry.kind === "reversal").length;
      const paid = order.state === "SUCCESS" || order.state === "REFUND";
      if (payments > 1) problems.push(`${keyOf(order)} was charged ${payments} times`);
      if (payments - reversals !== (paid ? 1 : 0)) {
        problems.push(`${keyOf(order)} is ${order.state}, its money is not`);
      }
    }
    return problems;
  }

  private end(order: Order, state: OrderState): void {
    order.state = state;
    const watch = this.watches.get(order);
    if (watch === undefined) return;
    this.watches.delete(order);
    watch.stopTimer();
    if (watch.request !== undefined) order.payer.dismiss(watch.request);
  }

  private nextTransactionId(): string {
    const day = formatTime(this.clock.nowMs).slice(0, 8);
    let id: string;
    do id = `4200000000${day}${this.random.text(10, DIGITS)}`; while (this.byTransaction.has(id));
    return id;
  }
}

/** Name of an order in the books. */
export function keyOf(order: Order): string {
  return `${order.merchant.mchId}/${order.outTradeNo}`;
}
