import { formatMoney } from "../../firmware/domain/money";
import { wasPaid } from "../gateway/order";
import type { Order } from "../gateway/orders";
import type { Onlooker, Session } from "./session";
import { readSlips, readVerdict, shows, type Slip } from "./slips";

/** Something that must never be, and when it was first seen. */
export interface Broken {
  atMs: number;
  /** A sentence. */
  what: string;
}

/** Words that end the matter of an order or a refund: whether they say that its money moved. */
const FINAL_WORDS: Readonly<Record<string, boolean>> = { charged: true, notCharged: false, refunded: true };
const EVERY_MS = 1_000;

/**
 * Watches what must hold whatever happens: the gateway's books balance and agree with its orders, one sale is charged
 * at most once, and what display and paper say of money is what the books say. A sale lasts from one screen that
 * asks for an amount to the next.
 */
export class Watch implements Onlooker {
  nextMs = 0;
  readonly broken: Broken[] = [];
  private sale = 0;
  private asksAmount = false;
  private screen = "";
  /** Each order to the sale in which it came to the gateway. */
  private readonly saleOf = new Map<Order, number>();
  private readonly claims: Slip[] = [];
  /** How often paper was torn off, and the rows that hang out since. */
  private paper = "";
  private booked = -1;

  constructor(private readonly session: Session) {}

  look(): void {
    const { session } = this;
    this.nextMs = session.nowMs + EVERY_MS;
    const { gateway } = session.shop;
    for (const order of gateway.orders.all()) if (!this.saleOf.has(order)) this.saleOf.set(order, this.sale);
    const isNewScreen = session.screen !== this.screen;
    const isNewPaper = this.readPaper();
    this.screen = session.screen;
    if (isNewScreen) this.readScreen();
    const booked = gateway.ledger.entries().length;
    if (booked !== this.booked) {
      for (const problem of gateway.verify()) this.note(problem);
      this.countCharges();
    }
    if (booked !== this.booked || isNewPaper) for (const claim of this.claims) this.compare(claim);
    this.booked = booked;
  }

  private note(what: string): void {
    if (!this.broken.some((one) => one.what === what)) this.broken.push({ atMs: this.session.nowMs, what });
  }

  private readScreen(): void {
    const asks = shows(this.screen, "enterAmount");
    if (asks && !this.asksAmount) this.sale++;
    this.asksAmount = asks;
    const verdict = readVerdict(this.screen);
    if (verdict === undefined || !(verdict.word in FINAL_WORDS)) return;
    const orders = this.session.shop.gateway.orders.all().filter((order) => moneyOf(order) === verdict.money);
    const ofSale = orders.filter((order) => this.saleOf.get(order) === this.sale);
    // Of a refund the word CHARGED says that the order stays paid.
    const isTrue = verdict.word === "notCharged" ? !ofSale.some(keeps)
      : verdict.word === "refunded" || isPaidOf(verdict.money, this.session);
    if (!isTrue) this.note(`the display says ${verdict.money} ${verdict.word}, the books say otherwise`);
  }

  private readPaper(): boolean {
    const { tears, shop: { printer } } = this.session;
    const now = `${tears} ${printer.rows().length}`;
    if (now === this.paper) return false;
    this.paper = now;
    for (const slip of readSlips(printer.paper())) {
      const isKnown = this.claims.some(({ order, refund, word }) => order === slip.order && refund === slip.refund && word === slip.word);
      if (slip.word in FINAL_WORDS && slip.order !== "" && !isKnown) this.claims.push(slip);
    }
    return true;
  }

  private compare({ order, refund, word }: Slip): void {
    const { gateway, merchant } = this.session.shop;
    const says = refund !== "" && word === "charged" ? false : FINAL_WORDS[word]!;
    const moved = refund === "" ? keeps(gateway.order(merchant, order)) : gateway.refunds.find(merchant, refund)?.status === "SUCCESS";
    if (says === moved) return;
    this.note(`the slip of ${refund || order} says ${word}, the books say that the money ${moved ? "moved" : "did not move"}`);
  }

  private countCharges(): void {
    const kept = new Map<string, number>();
    for (const [order, sale] of this.saleOf) {
      if (!keeps(order)) continue;
      const name = `${sale} ${moneyOf(order)}`;
      const times = (kept.get(name) ?? 0) + 1;
      kept.set(name, times);
      if (times > 1) this.note(`one sale of ${moneyOf(order)} was charged ${times} times`);
    }
  }
}

function moneyOf({ totalFee, feeType }: Order): string {
  return formatMoney(totalFee, feeType);
}

function isPaidOf(money: string, { shop }: Session): boolean {
  return shop.gateway.orders.all().some((order) => moneyOf(order) === money && wasPaid(order))
    || shop.gateway.refunds.all().some((refund) => formatMoney(refund.fee, refund.order.feeType) === money);
}

/** The customer was charged, and the terminal did not give it back of its own accord in place of a reverse. */
function keeps(order: Order | undefined): boolean {
  return order !== undefined && wasPaid(order) && !order.refunds.some(({ outRefundNo }) => outRefundNo === `${order.outTradeNo}V`);
}
