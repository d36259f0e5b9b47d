import type { VirtualClock } from "../clock";
import type { Server } from "../network";
import { CodeBook } from "../wallet/codes";
import type { Payer, PayerOptions } from "../wallet/payer";
import { People } from "../wallet/people";
import { type FaultPlan, Faults } from "./faults";
import { Books } from "./books";
import type { World } from "./calls/call";
import { Checkout } from "./checkout";
import { Openids } from "./identifiers";
import type { Ledger } from "./ledger";
import { type Merchant, type MerchantOptions, Merchants, type Region } from "./merchants";
import { paymentNotice, refundNotice } from "./notices";
import { type Deliver, Notifications } from "./notifications";
import { type Order, Orders } from "./orders";
import type { Manual } from "./protocol/fields";
import { createRandom, LETTERS } from "./random";
import { Rates } from "./rates";
import { Refunds } from "./refunds";
import { type ExchangeRecord, Service } from "./service";

export type { ExchangeRecord } from "./service";

export interface GatewayOptions {
  clock: VirtualClock;
  /** Two gateways with one seed and the same requests at the same times give identical answers. */
  seed?: string | number;
  region?: Region;
  /** Which manual decides what a request must have; the Chinese one asks for less. */
  manual?: Manual;
  /** How long an answer takes. */
  latencyMs?: number;
  /** The way of notifications to merchants; without one none is ever sent. */
  deliver?: Deliver;
  /** Whether the documented rates are kept, on the clock; `none` lets everybody ask as often as they like. */
  rates?: "documented" | "none";
  /** Unified orders are not closed at a younger age; 5 minutes by the Chinese manual, 0 by the English. */
  closeEarliestMs?: number;
}

const CLOSE_EARLIEST_MS: Readonly<Record<Manual, number>> = { chinese: 5 * 60_000, english: 0 };

/** The stand-in: `server` speaks the protocol, everything else is the control of the world behind it. */
export class Gateway {
  readonly server: Server = (request, reply) => reply(this.service.serve(request));
  readonly books: Books;
  readonly ledger: Ledger;
  readonly orders: Orders;
  readonly refunds: Refunds;
  /** How payers come to unified orders. */
  readonly checkout: Checkout;
  /** What merchants are told of payments and refunds. */
  readonly notifications: Notifications;
  /** Everybody with a phone, their banks, and what they send each other. */
  readonly people: People;

  private readonly merchants: Merchants;
  private readonly codes: CodeBook;
  private readonly faults = new Faults();
  private readonly service: Service;

  constructor(options: GatewayOptions) {
    const { clock, seed = 1, region = "hk", manual = "chinese", latencyMs = 0 } = options;
    const nonces = createRandom(seed, "nonces");
    const nonce = () => nonces.text(32, LETTERS);
    this.books = new Books(clock);
    this.ledger = this.books.ledger;
    this.orders = new Orders(clock, this.books, createRandom(seed, "transactions"));
    this.refunds = new Refunds(clock, this.books, this.orders, createRandom(seed, "refunds"));
    this.checkout = new Checkout(clock, this.orders, createRandom(seed, "credentials"));
    this.notifications = new Notifications(clock, options.deliver);
    this.codes = new CodeBook(clock, createRandom(seed, "codes"));
    this.people = new People({
      clock, ledger: this.ledger, codes: this.codes, random: createRandom(seed, "people"),
      openOrder: (payer, credential) => this.checkout.open(payer, credential),
    });
    this.merchants = new Merchants(region, createRandom(seed, "merchants"));
    const rates = new Rates(clock, options.rates !== "none");
    const world: World = {
      clock, closeEarliestMs: options.closeEarliestMs ?? CLOSE_EARLIEST_MS[manual], books: this.books,
      orders: this.orders, refunds: this.refunds, checkout: this.checkout, rates, codes: this.codes,
      openids: new Openids(this.people.all),
      addPayer: (payer) => this.people.add(payer), sandbox: this.merchants.sandbox,
    };
    this.service = new Service({
      world, manual, latencyMs, merchants: this.merchants, faults: this.faults, nonce,
    });
    this.orders.onPaid = (order) => {
      const notice = paymentNotice(order, this.books, nonce);
      if (notice !== undefined) this.notifications.send(notice, order.notification === "twice");
    };
    this.refunds.onFinished = (refund) => {
      const notice = refundNotice(refund, this.books, nonce);
      if (notice !== undefined) this.notifications.send(notice);
    };
  }

  /** Told of every exchange after it was decided. */
  set onExchange(onExchange: ((record: ExchangeRecord) => void) | undefined) {
    this.service.onExchange = onExchange;
  }

  /** Makes a merchant; drawn from the seed where the options are silent. */
  addMerchant(options?: MerchantOptions): Merchant {
    return this.merchants.add(options);
  }

  /** Every merchant made so far, in that order. */
  allMerchants(): Merchant[] {
    return this.merchants.all();
  }

  /** Everybody made so far, in that order. */
  get payers(): readonly Payer[] {
    return this.people.all;
  }

  /** Makes a payer with a phone; a balance of 1,000,000 minor units unless told. */
  addPayer(options?: PayerOptions): Payer {
    return this.people.add(options);
  }

  /** Replaces the fault plan; an empty list heals everything. */
  planFaults(plan: FaultPlan): void {
    this.faults.plan(plan);
  }

  /** One order of a merchant, by the merchant's number. */
  order(merchant: Merchant, outTradeNo: string): Order | undefined {
    return this.orders.find(merchant, outTradeNo);
  }

  /** What the merchant was paid and keeps, minor units. */
  merchantBalance(merchant: Merchant, currency = merchant.currencies[0]!): number {
    return this.books.kept(merchant, currency);
  }

  /** Proves the books and that every order agrees with them. An empty list is the proof. */
  verify(): string[] {
    return [...this.books.verify(), ...this.orders.verify(), ...this.refunds.verify()];
  }
}

/** Makes a gateway on a virtual clock; see `Gateway`. */
export function createGateway(options: GatewayOptions): Gateway {
  return new Gateway(options);
}
