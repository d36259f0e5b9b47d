import type { VirtualClock } from "../clock";
import type { CallName } from "./calls/call";
import type { Merchant } from "./merchants";

/** Requests that a merchant may send in one second, by call. Reference 1.5; other calls have no limit. */
export const RATES: Readonly<Partial<Record<CallName, number>>> = {
  micropay: 30,
  orderquery: 1_800,
  unifiedorder: 600,
  refund: 150,
  refundquery: 300,
  reverse: 150,
};

/** Refused refunds in one second that are still answered for what they are. */
export const REFUND_ERRORS_MAX = 6;
/** How long a merchant whose refunds failed too often is not listened to. */
export const REFUND_BLOCK_MS = 60_000;

/** Refunds in one minute of orders that are older than a month. */
export const OLD_REFUNDS_MAX = 5_000;
const OLD_MS = 30 * 86_400_000;

interface Count {
  second: number;
  requests: number;
  failures: number;
  blockedUntilMs: number;
}

/** Counts the requests of each merchant by the clock, second by second. */
export class Rates {
  private readonly counts = new Map<string, Count>();
  private readonly oldRefunds = new Map<string, { minute: number; count: number }>();

  /** `limited` false: everybody may ask as often as they like. */
  constructor(private readonly clock: VirtualClock, private readonly limited: boolean) {}

  /** Why the next request of a merchant is too much, if it is. */
  refusal(merchant: Merchant, call: CallName): "FREQUENCY_LIMITED" | "INVALID_REQ_TOO_MUCH" | undefined {
    const limit = RATES[call];
    if (!this.limited || limit === undefined) return undefined;
    const count = this.countOf(merchant, call);
    if (this.clock.nowMs < count.blockedUntilMs) return "INVALID_REQ_TOO_MUCH";
    return count.requests >= limit ? "FREQUENCY_LIMITED" : undefined;
  }

  /** Takes down one request and whether it was refused for what it asked. */
  count(merchant: Merchant, call: CallName, failure: boolean): void {
    if (!this.limited || RATES[call] === undefined) return;
    const count = this.countOf(merchant, call);
    count.requests++;
    if (!failure || call !== "refund") return;
    count.failures++;
    if (count.failures > REFUND_ERRORS_MAX) count.blockedUntilMs = this.clock.nowMs + REFUND_BLOCK_MS;
  }

  /** Takes down a refund of an order of some age. False: it is old, and one too many in this minute. */
  admitsRefund(merchant: Merchant, ageMs: number): boolean {
    if (!this.limited || ageMs < OLD_MS) return true;
    const minute = Math.floor(this.clock.nowMs / 60_000);
    const last = this.oldRefunds.get(merchant.accountName);
    const count = last?.minute === minute ? last.count : 0;
    if (count >= OLD_REFUNDS_MAX) return false;
    this.oldRefunds.set(merchant.accountName, { minute, count: count + 1 });
    return true;
  }

  private countOf(merchant: Merchant, call: CallName): Count {
    const key = `${merchant.accountName}/${call}`;
    const second = Math.floor(this.clock.nowMs / 1_000);
    let count = this.counts.get(key);
    if (count === undefined) {
      count = { second, requests: 0, failures: 0, blockedUntilMs: 0 };
      this.counts.set(key, count);
    }
    if (count.second !== second) {
      count.second = second;
      count.requests = 0;
      count.failures = 0;
    }
    return count;
  }
}
