import type { VirtualClock } from "../clock";
import type { Server } from "../network";
import { CodeBook } from "../wallet/codes";
import { Payer, type PayerOptions } from "../wallet/payer";
import { type FaultPlan, Faults } from "./faults";
import { accounts, Ledger } from "./ledger";
import { type Merchant, type MerchantOptions, Merchants, type Region } from "./merchants";
import { type Order, Orders } from "./orders";
import type { Manual } from "./protocol/fields";
import { createRandom, LETTERS } from "./random";
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
}

/** The stand-in: `server` speaks the protocol, everything else is the control of the world behind it. */
export class Gateway {
  readonly server: Server = (request, reply) => reply(this.service.serve(request));
  readonly ledger = new Ledger();
  readonly orders: Orders;
  /** Everybody made so far, in that order. */
  readonly payers: Payer[] = [];

  private readonly clock: VirtualClock;
  private readonly merchants: Merchants;
  private readonly codes: CodeBook;
  private readonly faults = new Faults();
  private readonly service: Service;

  constructor(options: GatewayOptions) {
    const { clock, seed = 1, region = "hk", manual = "chinese", latencyMs = 0 } = options;
    const nonces = createRandom(seed, "nonces");
    this.clock = clock;
    this.orders = new Orders(clock, this.ledger, createRandom(seed, "transactions"));
    this.codes = new CodeBook(clock, createRandom(seed, "codes"));
    this.merchants = new Merchants(region, createRandom(seed, "merchants"));
    this.service = new Service({
      clock, manual, latencyMs, merchants: this.merchants, orders: this.orders, codes: this.codes,
      faults: this.faults, nonce: () => nonces.text(32, LETTERS),
    });
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

  /** Makes a payer with a phone; a balance of 1,000,000 minor units unless told. */
  addPayer(options: PayerOptions = {}): Payer {
    const payer = new Payer(`P${this.payers.length + 1}`, {
      showCode: (owner) => this.codes.show(owner),
      balance: (owner) => this.ledger.balance(accounts.payer(owner.id), owner.currency),
      topUp: (owner, amount) => this.topUp(owner, amount),
    }, options);
    this.payers.push(payer);
    const balance = options.balance ?? 1_000_000;
    if (balance > 0) payer.topUp(balance);
    return payer;
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
    return this.ledger.balance(accounts.merchant(merchant.mchId), currency);
  }

  /** Proves the books and that every order agrees with them. An empty list is the proof. */
  verify(): string[] {
    return [...this.ledger.verify(), ...this.orders.verify()];
  }

  private topUp(payer: Payer, amount: number): void {
    const lines = [
      { account: accounts.outside, currency: payer.currency, amount: -amount },
      { account: accounts.payer(payer.id), currency: payer.currency, amount },
    ];
    this.ledger.post({ atMs: this.clock.nowMs, kind: "topUp", about: payer.id, lines });
  }
}

/** Makes a gateway on a virtual clock; see `Gateway`. */
export function createGateway(options: GatewayOptions): Gateway {
  return new Gateway(options);
}
