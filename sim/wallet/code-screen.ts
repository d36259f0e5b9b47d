import type { CodeBook } from "./codes";
import type { Payer } from "./payer";
import { toCode128, toQr } from "./symbols";
import { WalletError } from "./wallet-error";

/**
 * The page of the wallet that shows the payment code: it changes by itself after a minute and after
 * each use. Without network it uses up codes that were kept for this.
 */
export class CodeScreen {
  /** False: no network; the phone can show kept codes and nothing else. */
  online = true;
  private current: string | undefined;
  private kept: string[] = [];

  /** @param onOnline called when the network is back, not before */
  constructor(
    private readonly payer: Payer, private readonly codes: CodeBook, private readonly onOnline: () => void,
  ) {}

  /** What is on the display now. Secret while it lives. Throws notActive, noCodeLeft. */
  get code(): string {
    return this.shown ?? this.refresh();
  }

  /** The code on the display while it is good; looking changes nothing. */
  get shown(): string | undefined {
    const { current } = this;
    return current !== undefined && this.codes.find(current).kind === "good" ? current : undefined;
  }

  /** The code as the modules of a bar code; see `toCode128`. */
  get bars(): string {
    return toCode128(this.code);
  }

  /** The code as the modules of a QR; see `toQr`. */
  get matrix(): boolean[][] {
    return toQr(this.code);
  }

  /** Puts a fresh code on the display; the one before stays good until it is used or expires. */
  refresh(): string {
    if (!this.payer.account.active) throw new WalletError("notActive", this.payer.name);
    this.current = this.online ? this.codes.show(this.payer) : this.unpack();
    return this.current;
  }

  /** Taps the bar code, which makes its digits visible; the wallet then rather asks for the password. */
  revealDigits(): string {
    const code = this.code;
    this.codes.reveal(code);
    return code;
  }

  /** Loses the network. The phone keeps some codes, made while it still had it. */
  goOffline(): void {
    if (!this.online) return;
    if (this.payer.account.active) this.kept = this.codes.stock(this.payer);
    this.online = false;
  }

  /** Has network again; what it was asked meanwhile appears. */
  goOnline(): void {
    if (this.online) return;
    this.online = true;
    this.kept = [];
    this.onOnline();
  }

  private unpack(): string {
    const code = this.kept.shift();
    if (code === undefined) throw new WalletError("noCodeLeft", this.payer.name);
    this.codes.unpack(code);
    return code;
  }
}
