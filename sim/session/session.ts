import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { JOURNAL_FILE } from "../../firmware/journal/layout";
import type { PaperRow } from "../devices/esc-pos-paper";
import { StorageFormat } from "../espruino/storage-format";
import { type Control, createControl } from "../gateway/control";
import type { ExchangeRecord } from "../gateway/gateway";
import { Shop, type ShopOptions } from "../shop";
import { carryOut } from "./carry-out";
import type { DatedDeed, Deed } from "./deed";
import { Owner } from "./owner";
import { readSlips, type Slip } from "./slips";
import { Watch } from "./watch";

/** What a session came to, each as SHA-256: two runs with equal ones showed, printed, played and kept the same. */
export interface Traces {
  /** Every screen that stood when something was done, and the pixels of the last. */
  screen: string;
  /** Every slip, torn off or not. */
  paper: string;
  sound: string;
  journal: string;
}

/** So many pieces that were torn off are kept as they were printed. */
const TORN_MAX = 30;

/**
 * Somebody for whom the shop's time stops at certain moments: a story that does the next thing, a recording that is
 * done again, or one who only looks. All that is due at that moment has happened then.
 */
export interface Onlooker {
  /** The next such moment, milliseconds from the beginning; undefined: none. */
  readonly nextMs: number | undefined;
  /** It has come; `nextMs` lies behind it from then on. */
  look(): void;
}

/**
 * A shop in which everything that is done is remembered with its moment. The shop is deterministic, so the same
 * seed, image and deeds come to the same traces. Time passes through `advance`, `pass` and `step` alone.
 */
export class Session {
  readonly shop: Shop;
  readonly control: Control;
  readonly deeds: DatedDeed[] = [];
  /** Who plays, where it is not the visitor's own hand. */
  player: Onlooker | undefined;
  readonly onlookers: Onlooker[] = [];
  /** Told of every deed when it was done. */
  onDeed: ((deed: DatedDeed) => void) | undefined;
  /** Told of every exchange with the gateway after it was decided. */
  readonly exchangeListeners: ((record: ExchangeRecord) => void)[] = [];
  /** What was torn off, the newest pieces, oldest first. */
  readonly torn: PaperRow[][] = [];
  /** How often something was torn off. */
  tears = 0;
  readonly watch: Watch;
  readonly owner: Owner;
  private readonly startMs: number;
  private readonly tornSlips: Slip[] = [];
  private readonly printed = sha256.create();
  private readonly seen = sha256.create();
  private lastSeen: string | undefined;
  private drawn = { screen: "", drawings: -1 };

  constructor(options: ShopOptions) {
    this.shop = new Shop(options);
    const { gateway, clock } = this.shop;
    const onExchange = (record: ExchangeRecord): void => this.exchangeListeners.forEach((listen) => listen(record));
    this.control = createControl({ gateway, clock, onExchange });
    this.startMs = clock.nowMs;
    this.watch = new Watch(this);
    this.onlookers.push(this.watch);
    this.owner = new Owner(this);
  }

  /** Milliseconds from the beginning. */
  get nowMs(): number {
    return this.shop.clock.nowMs - this.startMs;
  }

  /**
   * Does it now, and gives what the control's command gives, or the code that was held to the scanner. Throws, and
   * remembers nothing, when it cannot be done.
   */
  do(deed: Deed): unknown {
    // What is due by now comes first, as when it is done again.
    this.shop.clock.advance(0);
    this.note();
    this.watch.look();
    if (deed.do === "tear") this.keepPaper();
    const given = carryOut(this.shop, this.control, deed);
    const dated = { ...deed, atMs: this.nowMs };
    this.deeds.push(dated);
    this.onDeed?.(dated);
    return given;
  }

  /** Lets virtual time pass. */
  advance(ms: number): void {
    this.pass(ms, () => false);
  }

  /** The same until `isLate` says so, asked between moments; gives what is left of the time. */
  pass(ms: number, isLate: () => boolean): number {
    const { clock } = this.shop;
    const endMs = clock.nowMs + ms;
    for (;;) {
      const looker = this.nextLooker(endMs);
      const untilMs = looker === undefined ? endMs : Math.max(clock.nowMs, this.startMs + looker.nextMs!);
      for (let nextMs = clock.nextMs(); nextMs !== undefined && nextMs <= untilMs; nextMs = clock.nextMs()) {
        if (nextMs > clock.nowMs && isLate()) return endMs - clock.nowMs;
        clock.step();
      }
      clock.advance(untilMs - clock.nowMs);
      if (looker === undefined) return 0;
      looker.look();
    }
  }

  /** Moves to the next moment at which something happens, if there is one. */
  step(): void {
    const nextMs = this.shop.clock.nextMs();
    const lookMs = this.nextLooker(nextMs ?? Infinity)?.nextMs;
    if (lookMs !== undefined) this.advance(lookMs - this.nowMs);
    else if (nextMs !== undefined) this.advance(nextMs - this.shop.clock.nowMs);
  }

  /** The display's rows as text. */
  get screen(): string {
    const { panel } = this.shop;
    // To read letters off pixels takes its time.
    if (panel.drawings !== this.drawn.drawings) this.drawn = { screen: panel.text(), drawings: panel.drawings };
    return this.drawn.screen;
  }

  /** Every slip so far, torn off or not. */
  slips(): Slip[] {
    return [...this.tornSlips, ...readSlips(this.shop.printer.paper())];
  }

  /** The payment code on a payer's display; undefined where none is good any more and a fresh one has to be shown. */
  codeOf(payer: string): string | undefined {
    return this.shop.gateway.payers.find((one) => one.id === payer)?.screen.shown;
  }

  /** Looking changes nothing: what is done later leaves the same traces as without. */
  traces(): Traces {
    const seen = this.seen.clone();
    if (this.lastSeen !== this.screen) seen.update(utf8ToBytes(`${this.screen}\f`));
    const { panel, printer, board, flash } = this.shop;
    const journal = new StorageFormat(flash).read(JOURNAL_FILE);
    return {
      screen: bytesToHex(seen.update(Uint8Array.from(panel.pixels().data)).digest()),
      paper: bytesToHex(this.printed.clone().update(utf8ToBytes(printer.paper().join("\n"))).digest()),
      sound: digest(utf8ToBytes(String(board.sounds()))),
      journal: digest(journal ?? new Uint8Array(0)),
    };
  }

  private keepPaper(): void {
    const { printer } = this.shop;
    this.printed.update(utf8ToBytes(`${printer.paper().join("\n")}\f`));
    this.tornSlips.push(...readSlips(printer.paper()));
    this.torn.push(printer.rows());
    if (this.torn.length > TORN_MAX) this.torn.shift();
    this.tears++;
  }

  /** Takes down the screen that stands now. */
  private note(): void {
    const { screen } = this;
    if (this.lastSeen === screen) return;
    this.lastSeen = screen;
    this.seen.update(utf8ToBytes(`${screen}\f`));
  }

  /** Whose moment comes first, the player's before others', if it comes until then. */
  private nextLooker(untilMs: number): Onlooker | undefined {
    let first: Onlooker | undefined;
    const all = this.player === undefined ? this.onlookers : [this.player, ...this.onlookers];
    for (const one of all) {
      if (one.nextMs !== undefined && one.nextMs < (first?.nextMs ?? Infinity)) first = one;
    }
    return first !== undefined && this.startMs + first.nextMs! <= untilMs ? first : undefined;
  }
}

function digest(bytes: Uint8Array): string {
  return bytesToHex(sha256(bytes));
}
