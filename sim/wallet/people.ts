import type { VirtualClock } from "../clock";
import type { Ledger } from "../gateway/ledger";
import { DIGITS, type Random } from "../gateway/random";
import { Bank } from "./bank";
import type { CodeBook } from "./codes";
import { Gifts } from "./gifts";
import { Payer, type PayerLinks, type PayerOptions } from "./payer";

/** A balance that ready-made payers have unless told, minor units. */
const BALANCE = 1_000_000;

interface PeopleOptions {
  clock: VirtualClock;
  ledger: Ledger;
  random: Random;
  codes: CodeBook;
  openOrder: PayerLinks["openOrder"];
}

/** Everybody with a phone, their banks, and what they send each other. */
export class People {
  readonly bank: Bank;
  readonly gifts: Gifts;
  /** Everybody made so far, in that order. */
  readonly all: Payer[] = [];

  constructor(private readonly options: PeopleOptions) {
    this.bank = new Bank(options.clock, options.ledger, options.random);
    this.gifts = new Gifts(options.clock);
  }

  /** Makes a payer: ready to pay, or with `fresh` at the very beginning. */
  add(options: PayerOptions = {}): Payer {
    const { clock, ledger, codes, openOrder, random } = this.options;
    const links = { clock, ledger, codes, openOrder, bank: this.bank, gifts: this.gifts };
    const payer = new Payer(`P${this.all.length + 1}`, links, options);
    this.all.push(payer);
    if (options.fresh === true) return payer;
    payer.account.setPassword(random.text(6, DIGITS));
    payer.account.active = true;
    const balance = options.balance ?? BALANCE;
    if (balance > 0) payer.topUp(balance);
    for (const card of options.cards ?? []) {
      payer.account.addCard(this.bank.issue({ ...card, holder: payer.name, currency: payer.currency }));
    }
    return payer;
  }
}
