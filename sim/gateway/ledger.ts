/** One side of an entry: what an account gains (above 0) or gives (below 0), in minor units. */
export interface Line {
  account: string;
  currency: string;
  amount: number;
}

/** One balanced movement of money. `about` names its cause, such as an order. */
export interface Entry {
  atMs: number;
  kind: "topUp" | "payment" | "reversal";
  about: string;
  lines: readonly Line[];
}

/** Accounts by their role. `outside` and `exchange` may be in debt; nobody else may. */
export const accounts = {
  outside: "outside",
  exchange: "exchange",
  payer: (id: string): string => `payer/${id}`,
  merchant: (mchId: string): string => `merchant/${mchId}`,
};

/**
 * Double-entry books, append only. Every movement is one entry whose lines sum to zero in each
 * currency; a balance is nothing but the sum of an account's lines.
 */
export class Ledger {
  private readonly all: Entry[] = [];
  private readonly byCause = new Map<string, Entry[]>();
  private readonly balances = new Map<string, number>();

  /** Books an entry. Throws, and books nothing, when it is unbalanced or puts an account into debt. */
  post(entry: Entry): void {
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
      for (const line of entry.lines) {
        const sum = add(sums, line);
        if (sum >= 0 || mayOwe(line.account)) continue;
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
      const left = this.balance(line.account, line.currency) + line.amount;
      if (left < 0) return `${line.account} cannot pay ${entry.about}`;
    }
    return undefined;
  }
}

function mayOwe(account: string): boolean {
  return account === accounts.outside || account === accounts.exchange;
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

function add(balances: Map<string, number>, line: Line): number {
  const key = keyOf(line.account, line.currency);
  const sum = (balances.get(key) ?? 0) + line.amount;
  balances.set(key, sum);
  return sum;
}

function keyOf(account: string, currency: string): string {
  return `${account} ${currency}`;
}
