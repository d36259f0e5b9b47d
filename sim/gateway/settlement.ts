import { exchange } from "./currencies";
import { accounts, type Entry, type Ledger, type Line } from "./ledger";
import type { Merchant } from "./merchants";
import { dayOf, dayStart, DAY_MS } from "./protocol/time";

/**
 * One settlement of one currency, or what waits for one. Days are yyyyMMdd, UTC+8; amounts are minor
 * units of `feeType`. `netFee` is `payFee` plus `refundFee`, which is 0 or less.
 */
export interface SettlementRecord {
  batch: string | undefined;
  settledOn: string | undefined;
  firstDay: string;
  lastDay: string;
  feeType: string;
  settledFee: number;
  /** Not settled yet; in a settled record, what the gateway kept of it to have its advance back. */
  unsettledFee: number;
  payFee: number;
  refundFee: number;
  netFee: number;
  poundageFee: number;
}

/**
 * Settles every merchant at the end of each day (UTC+8): all that was taken and not refunded goes to
 * the merchant's bank in its first currency, what the gateway advanced is taken back first. There is no
 * timer: the books settle what is due before anything else is booked or read.
 */
export class Settlements {
  private readonly waiting = new Set<Merchant>();
  private nextAtMs = Infinity;
  private count = 0;

  constructor(private readonly ledger: Ledger) {}

  /** Has the merchant settled at the end of days from now on. */
  open(merchant: Merchant): void {
    this.waiting.add(merchant);
  }

  /** Books the settlements of days that are over. Call with the time of what comes next. */
  settleUntil(nowMs: number): void {
    if (nowMs < this.nextAtMs && this.nextAtMs !== Infinity) return;
    const atMs = this.nextAtMs;
    this.nextAtMs = dayStart(dayOf(nowMs)) + DAY_MS;
    if (atMs === Infinity) return;
    for (const merchant of this.waiting) this.settle(merchant, atMs);
  }

  /** What was settled on days from `first` to `last`, in that order. */
  settled(merchant: Merchant, first: string, last: string): SettlementRecord[] {
    return this.records(merchant).filter(({ settledOn }) => {
      return settledOn !== undefined && settledOn >= first && settledOn <= last;
    });
  }

  /** What waits to be settled. */
  unsettled(merchant: Merchant): SettlementRecord[] {
    return this.records(merchant).filter((record) => record.settledOn === undefined);
  }

  private settle(merchant: Merchant, atMs: number): void {
    const { merchant: pool, advance, bank } = accounts;
    for (const currency of merchant.currencies) {
      const taken = this.ledger.balance(pool(merchant.accountName), currency);
      if (taken === 0) continue;
      const owed = Math.min(taken, -this.ledger.balance(advance(merchant.accountName), currency));
      const lines: Line[] = [{ account: pool(merchant.accountName), currency, amount: -taken }];
      if (owed > 0) lines.push({ account: advance(merchant.accountName), currency, amount: owed });
      if (taken > owed) {
        lines.push(...bankLines(bank(merchant.accountName), taken - owed, currency, merchant.currencies[0]!));
      }
      const part = `${dayOf(atMs)}${String(this.count++ % 10_000).padStart(4, "0")}`;
      this.ledger.post({ atMs, kind: "settlement", about: merchant.accountName, part, lines });
    }
  }

  /** Reads the ledger once: everything on the merchant's pool, cut at each settlement. */
  private records(merchant: Merchant): SettlementRecord[] {
    const pool = accounts.merchant(merchant.accountName);
    const found: SettlementRecord[] = [];
    const open = new Map<string, Entry[]>();
    for (const entry of this.ledger.entries()) {
      const line = entry.lines.find((one) => one.account === pool);
      if (line === undefined) continue;
      if (entry.kind !== "settlement") {
        const same = open.get(line.currency);
        if (same === undefined) open.set(line.currency, [entry]);
        else same.push(entry);
        continue;
      }
      found.push(recordOf(merchant, line.currency, open.get(line.currency) ?? [], entry));
      open.delete(line.currency);
    }
    for (const [currency, entries] of open) found.push(recordOf(merchant, currency, entries, undefined));
    return found;
  }
}

function bankLines(bank: string, amount: number, currency: string, target: string): Line[] {
  if (currency === target) return [{ account: bank, currency, amount }];
  return [
    { account: accounts.exchange, currency, amount },
    { account: accounts.exchange, currency: target, amount: -exchange(amount, currency, target) },
    { account: bank, currency: target, amount: exchange(amount, currency, target) },
  ];
}

function recordOf(
  merchant: Merchant, currency: string, entries: readonly Entry[], settlement: Entry | undefined,
): SettlementRecord {
  const pool = accounts.merchant(merchant.accountName);
  const feeType = merchant.currencies[0]!;
  let pay = 0;
  let net = 0;
  let poundage = 0;
  for (const entry of entries) {
    for (const { account, role, amount } of entry.lines) {
      if (account !== pool || role === undefined) continue;
      if (role === "fee") poundage -= amount;
      else net += amount;
      if (role !== "fee" && entry.kind === "payment") pay += amount;
    }
  }
  const worth = (amount: number): number => Math.sign(amount) * exchange(Math.abs(amount), currency, feeType);
  const bank = accounts.bank(merchant.accountName);
  const settledFee = settlement?.lines.find((line) => line.account === bank)?.amount ?? 0;
  // What is left after it, not itself, is what was exchanged: rounding must not leave a cent unsettled.
  const poundageFee = worth(net) - worth(net - poundage);
  const first = entries[0]?.atMs ?? settlement!.atMs - 1;
  return {
    batch: settlement?.part,
    settledOn: settlement === undefined ? undefined : dayOf(settlement.atMs),
    firstDay: dayOf(first),
    lastDay: dayOf(settlement === undefined ? entries[entries.length - 1]!.atMs : settlement.atMs - 1),
    feeType, settledFee, poundageFee,
    unsettledFee: worth(net) - poundageFee - settledFee,
    payFee: worth(pay), refundFee: worth(net) - worth(pay), netFee: worth(net),
  };
}
