import type { VirtualClock } from "../clock";
import { DIGITS, type Random } from "../gateway/random";
import type { Payer } from "./payer";
import { WALLETS } from "./wallets";

/** A code is good for a minute after it is shown. */
export const CODE_LIFE_MS = 60_000;

/** Used and old codes are remembered this long to tell "used" and "expired" from "never shown". */
const MEMORY_MS = 86_400_000;

interface Shown {
  payer: Payer;
  shownAtMs: number;
  used: boolean;
}

/** What a code read by a merchant turns out to be. */
export type CodeFinding =
  | { kind: "good"; payer: Payer }
  | { kind: "used"; payer: Payer }
  | { kind: "expired"; payer: Payer }
  | { kind: "unknown" };

/** All payment codes shown by all wallets. */
export class CodeBook {
  private readonly shown = new Map<string, Shown>();

  constructor(private readonly clock: VirtualClock, private readonly random: Random) {}

  /** Makes a fresh code; older codes of the payer stay good until they are used or expire. */
  show(payer: Payer): string {
    const prefixes = WALLETS[payer.wallet].codePrefixes;
    let code: string;
    do {
      const prefix = prefixes[this.random.below(prefixes.length)]!;
      code = prefix + this.random.text(18 - prefix.length, DIGITS);
    } while (this.shown.has(code));
    this.forgetOld();
    this.shown.set(code, { payer, shownAtMs: this.clock.nowMs, used: false });
    return code;
  }

  find(code: string): CodeFinding {
    const shown = this.shown.get(code);
    if (shown === undefined) return { kind: "unknown" };
    const payer = shown.payer;
    if (shown.used) return { kind: "used", payer };
    if (this.clock.nowMs - shown.shownAtMs >= CODE_LIFE_MS) return { kind: "expired", payer };
    return { kind: "good", payer };
  }

  /** Spends a code, whatever comes of the payment. */
  use(code: string): void {
    const shown = this.shown.get(code);
    if (shown !== undefined) shown.used = true;
  }

  private forgetOld(): void {
    // Codes are kept in the order of showing, so the old ones come first.
    for (const [code, shown] of this.shown) {
      if (this.clock.nowMs - shown.shownAtMs < MEMORY_MS) return;
      this.shown.delete(code);
    }
  }
}
