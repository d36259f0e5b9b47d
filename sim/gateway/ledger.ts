/** What a line of a payment, its refund or its reversal is about. Lines of exchange have none. */
export type LineRole = "order" | "cash" | "coupon" | "discount" | "fee";

/** One side of an entry: what an account gains (above 0) or gives (below 0), in minor units. */
export interface Line {
  account: string;
  currency: string;
  amount: number;
  role?: LineRole;
}

/**
 * Why money moves. A refund leaves the merchant with `refund`, and reaches the payer with `refundDone`
 * or comes back with `refundReturned`. `transfer` is between payers or with a bank.
 */
export type EntryKind =
  | "topUp" | "transfer" | "coupon" | "payment" | "reversal" | "refund" | "refundDone" | "refundReturned"
  | "recharge" | "settlement";

/** One balanced movement of money. `about` names its cause, such as an order; `part` a refund of it. */
export interface Entry {
  atMs: number;
  kind: EntryKind;
  about: string;
  part?: string;
  lines: readonly Line[];
}

/** `CASH` is paid in advance by somebody, `NO_CASH` is a discount that the merchant bears. */
export type CouponType = "CASH" | "NO_CASH";

/**
 * Accounts by their role. In debt may be: the world outside, the exchange, what a merchant promised
 * with discounts, and what the gateway advanced to a merchant. Nobody else.
 */
export const accounts = {
  outside: "outside",
  exchange: "exchange",
  /** The gateway's earnings. */
  fees: "fees",
  /** Refunds on their way to a payer. */
  transit: "transit",
  payer: (id: string): string => `payer/${id}`,
  /** What can be spent with a payer's card: money, or credit that is left. */
  card: (id: string): string => `card/${id}`,
  /** A transfer between payers that waits to be accepted. */
  held: (id: string): string => `held/${id}`,
  /** What the merchant has taken and was not settled yet: the pool that refunds draw on. */
  merchant: (name: string): string => `merchant/${name}`,
  /** What the merchant paid in to refund from. */
  recharge: (name: string): string => `recharge/${name}`,
  /** The merchant's bank account: what was settled. */
  bank: (name: string): string => `bank/${name}`,
  advance: (name: string): string => `advance/${name}`,
  promotion: (name: string): string => `promotion/${name}`,
  coupon: (type: CouponType, id: string): string => `coupon/${type}/${id}`,
};

const DEBTORS = ["promotion/", "advance/"];

/**
 * Double-entry books, append only. Every movement is one entry whose lines sum to zero in each
 * currency; a balance is nothing but the sum of an account's lines.
 */
export class Ledger {
  /** Called before an entry is booked, with its time; may book what was due before. */
  before: ((atMs: number) => void) | undefined;
  private readonly all: Entry[] = [];
  private readonly byCause = new Map<string, Entry[]>();
  private readonly balances = new Map<string, number>();

  /** Books an entry. Throws, and books nothing, when it is unbalanced or puts an account into debt. */
  post(entry: Entry): void {
    this.before?.(entry.atMs);
    const problem = problemOf(entry) ?? this.debtOf(entry);
    if (problem !== undefined) throw new Error(problem);
    this.all.push(entry);
    const sameCause = this.byCause.get(entry.about);
    if (sameCause === undefined) this.byCause.set(entry.about, [entry]);
    else sameCause.push(entry);
    for (const line of entry.lines) add(this.balances, line);
  }

  /** What an account holds in one currency. */
  balance(account: string, currency: string): number {
    return this.balances.get(keyOf(account, currency)) ?? 0;
  }

  /** All entries in order, or those about one cause. */
  entries(about?: string): readonly Entry[] {
    return about === undefined ? this.all : this.byCause.get(about) ?? [];
  }

  /** Adds everything up again from the entries. Gives what is wrong; an empty list is the proof. */
  verify(): string[] {
    const problems: string[] = [];
    const sums = new Map<string, number>();
    for (const entry of this.all) {
      const problem = problemOf(entry);
      if (problem !== undefined) problems.push(problem);
      for (const line of entry.lines) add(sums, line);
      for (const line of entry.lines) {
        // An entry is one step: within it an account may give before it gets.
        if (mayOwe(line.account) || (sums.get(keyOf(line.account, line.currency)) ?? 0) >= 0) continue;
        problems.push(`${line.account} is in debt after ${entry.about}`);
      }
    }
    for (const key of new Set([...sums.keys(), ...this.balances.keys()])) {
      if (sums.get(key) !== this.balances.get(key)) problems.push(`${key} is not the sum of its lines`);
    }
    return problems;
  }

  private debtOf(entry: Entry): string | undefined {
    for (const line of entry.lines) {
      if (mayOwe(line.account) || line.amount >= 0) continue;
      let left = this.balance(line.account, line.currency);
      for (const other of entry.lines) {
        if (other.account === line.account && other.currency === line.currency) left += other.amount;
      }
      if (left < 0) return `${line.account} cannot pay ${entry.about}`;
    }
    return undefined;
  }
}

function mayOwe(account: string): boolean {
  if (account === accounts.outside || account === accounts.exchange) return true;
  return DEBTORS.some((prefix) => account.startsWith(prefix));
}

function problemOf(entry: Entry): string | undefined {
  const sums = new Map<string, number>();
  for (const line of entry.lines) {
    if (!Number.isSafeInteger(line.amount)) return `the entry for ${entry.about} is not in whole units`;
    sums.set(line.currency, (sums.get(line.currency) ?? 0) + line.amount);
  }
  for (const [currency, sum] of sums) {
    if (sum !== 0) return `the entry for ${entry.about} makes ${sum} ${currency}`;
  }
  return undefined;
}

function add(balances: Map<string, number>, line: Line): void {
  const key = keyOf(line.account, line.currency);
  balances.set(key, (balances.get(key) ?? 0) + line.amount);
}

function keyOf(account: string, currency: string): string {
  return `${account} ${currency}`;
}
