import type { VirtualClock } from "../clock";
import { DIGITS, type Random } from "../gateway/random";
import type { Payer } from "./payer";
import { WALLETS } from "./wallets";

/** A code is good for a minute after it is shown. */
export const CODE_LIFE_MS = 60_000;

/** So many codes a phone keeps for use without network (reference 5.1). */
export const OFFLINE_CODES = 15;

/** Used and old codes are remembered this long to tell "used" and "expired" from "never shown". */
const MEMORY_MS = 86_400_000;

interface Shown {
  payer: Payer;
  /** Undefined: kept on a phone for use without network, not on its display yet. */
  shownAtMs: number | undefined;
  madeAtMs: number;
  used: boolean;
  /** The owner tapped it to see the digits. */
  revealed: boolean;
  offline: boolean;
  /** Only this merchant may charge it. */
  boundTo: string | undefined;
}

/** What a code read by a merchant turns out to be. */
export type CodeFinding =
  | { kind: "good"; payer: Payer; revealed: boolean; offline: boolean }
  | { kind: "used"; payer: Payer }
  | { kind: "expired"; payer: Payer }
  | { kind: "unknown" };

/** All payment codes shown by all wallets. */
export class CodeBook {
  private readonly shown = new Map<string, Shown>();

  constructor(private readonly clock: VirtualClock, private readonly random: Random) {}

  /** Makes a fresh code; older codes of the payer stay good until they are used or expire. */
  show(payer: Payer): string {
    return this.make(payer, false);
  }

  /** Codes for a phone that will lose its network. Each lives a minute from when it is on the display. */
  stock(payer: Payer): string[] {
    return Array.from({ length: OFFLINE_CODES }, () => this.make(payer, true));
  }

  /** A kept code comes to the display. */
  unpack(code: string): void {
    const shown = this.shown.get(code);
    if (shown !== undefined) shown.shownAtMs = this.clock.nowMs;
  }

  /** What the code is to a merchant; bound to another merchant it is as good as used. */
  find(code: string, mchId?: string): CodeFinding {
    const shown = this.shown.get(code);
    if (shown === undefined || shown.shownAtMs === undefined) return { kind: "unknown" };
    const { payer, revealed, offline, boundTo } = shown;
    if (shown.used) return { kind: "used", payer };
    if (this.clock.nowMs - shown.shownAtMs >= CODE_LIFE_MS) return { kind: "expired", payer };
    if (boundTo !== undefined && mchId !== undefined && mchId !== boundTo) return { kind: "used", payer };
    return { kind: "good", payer, revealed, offline };
  }

  /** Spends a code, whatever comes of the payment. */
  use(code: string): void {
    const shown = this.shown.get(code);
    if (shown !== undefined) shown.used = true;
  }

  /** From now on only this merchant may charge the code (reference 3.12). */
  bind(code: string, mchId: string): void {
    const shown = this.shown.get(code);
    if (shown !== undefined) shown.boundTo ??= mchId;
  }

  /** The owner made the digits visible: whoever charges it may be asked for the password. */
  reveal(code: string): void {
    const shown = this.shown.get(code);
    if (shown !== undefined) shown.revealed = true;
  }

  private make(payer: Payer, offline: boolean): string {
    const prefixes = WALLETS[payer.wallet].codePrefixes;
    let code: string;
    do {
      const prefix = prefixes[this.random.below(prefixes.length)]!;
      code = prefix + this.random.text(18 - prefix.length, DIGITS);
    } while (this.shown.has(code));
    this.forgetOld();
    const madeAtMs = this.clock.nowMs;
    const shownAtMs = offline ? undefined : madeAtMs;
    this.shown.set(code, { payer, madeAtMs, shownAtMs, offline, used: false, revealed: false, boundTo: undefined });
    return code;
  }

  private forgetOld(): void {
    // Codes are kept in the order of making, so the old ones come first.
    for (const [code, shown] of this.shown) {
      if (this.clock.nowMs - shown.madeAtMs < MEMORY_MS) return;
      this.shown.delete(code);
    }
  }
}
