/** What the phone tells its owner. Amounts are minor units of `currency`, in the payer's own currency. */
export type Message =
  | { kind: "payment" | "refund"; merchantName: string; amount: number; currency: string }
  | { kind: "topUp"; amount: number; currency: string }
  | { kind: "gift" | "giftAccepted" | "giftReturned"; from: string; amount: number; currency: string }
  | { kind: "oneTimeCode"; code: string }
  | { kind: "cardBound"; lastDigits: string };

export type DatedMessage = Message & { atMs: number };

/** A phone keeps this many. */
const KEPT = 100;

/** The messages of one phone, oldest first. */
export class Messages {
  private readonly kept: DatedMessage[] = [];

  get all(): readonly DatedMessage[] {
    return this.kept;
  }

  add(message: Message, atMs: number): void {
    this.kept.push({ ...message, atMs });
    if (this.kept.length > KEPT) this.kept.shift();
  }

  /** The newest of a kind. */
  last(kind: Message["kind"]): DatedMessage | undefined {
    for (let at = this.kept.length - 1; at >= 0; at--) if (this.kept[at]!.kind === kind) return this.kept[at];
    return undefined;
  }
}
