import type { VirtualClock } from "../clock";
import type { PasswordHabit, Payer, PayerOptions } from "../wallet/payer";
import {
  type BooksView, type ExchangeView, type MerchantView, type OrderView, type PayerView, viewBooks, viewExchange,
  viewMerchant, viewOrder, viewPayer,
} from "./control-views";
import { type FaultPlan, FAULTS } from "./faults";
import type { ExchangeRecord, Gateway } from "./gateway";
import type { Merchant, MerchantOptions } from "./merchants";

/** Names one payer. */
export interface PayerNamed {
  payer: string;
}

/** What may be changed about a payer; what is absent stays. */
export interface PayerChange extends PayerNamed {
  password?: PasswordHabit;
  quickPay?: boolean;
  blocked?: boolean;
}

/**
 * Everything that can be done to the simulated world from outside, as commands: one object of plain
 * data in, plain data out, so that the same commands work in a test, on the command line, in a page and
 * over a wire. A command that cannot be done throws an Error and has done nothing.
 */
export interface Control {
  /** Where the clock stands and who is there. */
  world(): { nowMs: number; merchants: MerchantView[]; payers: PayerView[] };
  /** Makes a merchant; what the options leave out is drawn from the seed. */
  addMerchant(options: MerchantOptions): MerchantView;
  /** Makes a payer with a phone. */
  addPayer(options: PayerOptions): PayerView;
  payer(which: PayerNamed): PayerView;
  changePayer(change: PayerChange): PayerView;
  /** Puts money into the wallet, minor units of its currency. */
  topUp(order: PayerNamed & { amount: number }): PayerView;
  /** Shows a fresh payment code: 18 digits, good once and for a minute, secret while it lives. */
  showCode(which: PayerNamed): { code: string };
  /** The phone's answers to the password question; they throw when it asks for nothing. */
  typePassword(which: PayerNamed): PayerView;
  refuse(which: PayerNamed): PayerView;
  /** Begins to type, so that the gateway will not revoke; or puts the phone away. */
  startTyping(which: PayerNamed): PayerView;
  walkAway(which: PayerNamed): PayerView;
  /** Lets virtual time pass: what is due happens. On top of real time where that drives the clock. */
  advance(time: { ms: number }): { nowMs: number };
  /** Replaces the fault plan; an empty list heals the world. */
  planFaults(order: { plan: FaultPlan }): { planned: boolean };
  /** Orders of a merchant, oldest first. */
  orders(which: { mchId: string }): OrderView[];
  books(): BooksView;
  /** What crossed the wire after the exchange of this number, masked; the oldest are forgotten in time. */
  exchanges(since: { after?: number }): ExchangeView[];
}

/** Names of all commands; a wire serves these and nothing else. */
export const COMMANDS: readonly (keyof Control)[] = [
  "world", "addMerchant", "addPayer", "payer", "changePayer", "topUp", "showCode", "typePassword", "refuse",
  "startTyping", "walkAway", "advance", "planFaults", "orders", "books", "exchanges",
];

export interface ControlOptions {
  gateway: Gateway;
  /** The gateway's own clock. */
  clock: VirtualClock;
  /** So many exchanges are remembered. */
  exchangesMax?: number;
  /** Told of every exchange; takes the place of the gateway's own hook, which the control needs. */
  onExchange?: (record: ExchangeRecord) => void;
}

const HABITS: readonly PasswordHabit[] = ["always", "limits", "never"];
/** Two years: enough for every rule of the protocol. */
const ADVANCE_MS_MAX = 2 * 366 * 86_400_000;

/** Makes the control of a gateway in this process. */
export function createControl(options: ControlOptions): Control {
  const { gateway, clock, exchangesMax = 1_000 } = options;
  const records: ExchangeView[] = [];
  let count = 0;
  gateway.onExchange = (record) => {
    records.push(viewExchange(record, ++count));
    if (records.length > exchangesMax) records.shift();
    options.onExchange?.(record);
  };
  return {
    world: () => ({
      nowMs: clock.nowMs,
      merchants: gateway.allMerchants().map(viewMerchant),
      payers: gateway.payers.map(viewPayer),
    }),
    addMerchant: (merchant) => viewMerchant(gateway.addMerchant(merchant)),
    addPayer: (payer) => viewPayer(gateway.addPayer(payer)),
    payer: (which) => viewPayer(payerOf(gateway, which)),
    changePayer: (change) => changePayer(payerOf(gateway, change), change),
    topUp: ({ payer, amount }) => act(gateway, { payer }, (one) => one.topUp(whole(amount, "amount", 1e12))),
    showCode: (which) => ({ code: payerOf(gateway, which).showCode() }),
    typePassword: (which) => act(gateway, which, (payer) => payer.typePassword()),
    refuse: (which) => act(gateway, which, (payer) => payer.refuse()),
    startTyping: (which) => act(gateway, which, (payer) => payer.startTyping()),
    walkAway: (which) => act(gateway, which, (payer) => payer.walkAway()),
    advance: ({ ms }) => {
      clock.advance(whole(ms, "ms", ADVANCE_MS_MAX));
      return { nowMs: clock.nowMs };
    },
    planFaults: ({ plan }) => {
      checkPlan(plan);
      gateway.planFaults(plan);
      return { planned: !Array.isArray(plan) || plan.length > 0 };
    },
    orders: ({ mchId }) => {
      const merchant = merchantOf(gateway, mchId);
      return gateway.orders.all().filter((order) => order.merchant === merchant).map(viewOrder);
    },
    books: () => viewBooks(gateway.ledger, gateway.verify()),
    exchanges: ({ after = 0 }) => records.filter((record) => record.number > after),
  };
}

function payerOf(gateway: Gateway, which: PayerNamed): Payer {
  const payer = gateway.payers.find((one) => one.id === which.payer);
  if (payer === undefined) throw new Error(`there is no payer ${which.payer}`);
  return payer;
}

function merchantOf(gateway: Gateway, mchId: string): Merchant {
  const merchant = gateway.allMerchants().find((one) => one.mchId === mchId);
  if (merchant === undefined) throw new Error(`there is no merchant ${mchId}`);
  return merchant;
}

function act(gateway: Gateway, which: PayerNamed, what: (payer: Payer) => void): PayerView {
  const payer = payerOf(gateway, which);
  what(payer);
  return viewPayer(payer);
}

function changePayer(payer: Payer, change: PayerChange): PayerView {
  const { password, quickPay, blocked } = change;
  if (password !== undefined && !HABITS.includes(password)) throw new Error(`password is one of ${HABITS.join(", ")}`);
  if (password !== undefined) payer.password = password;
  if (quickPay !== undefined) payer.quickPay = quickPay === true;
  if (blocked !== undefined) payer.blocked = blocked === true;
  return viewPayer(payer);
}

/** What came over a wire has no types: a number that is none must not reach the books. */
function whole(value: number, name: string, max: number): number {
  if (!Number.isSafeInteger(value) || value < 0 || value > max) throw new Error(`${name} is a whole number up to ${max}`);
  return value;
}

function checkPlan(plan: FaultPlan): void {
  const kinds = "seed" in plan ? plan.kinds ?? [] : plan.map((fault) => fault.kind);
  for (const kind of kinds) {
    if (!Object.hasOwn(FAULTS, kind)) throw new Error(`there is no fault ${kind}`);
  }
}
