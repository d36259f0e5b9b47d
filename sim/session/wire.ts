import type { ExchangeRecord } from "../gateway/gateway";
import { type OpenEntry, openInJournal } from "../journal/open";
import type { Onlooker, Session } from "./session";

/** What can be known of the terminal from outside. */
export interface TerminalState {
  /** Rows of the display that are not empty. */
  screen: string[];
  /** Orders and refunds that the journal holds open. */
  open: OpenEntry[];
}

/** One exchange of the wire, masked, and the terminal before and after it. */
export interface WireEntry {
  /** Counts from 1. */
  number: number;
  /** From the beginning of the session. */
  atMs: number;
  /** Undefined where nothing left the terminal: the connection was refused. */
  record: ExchangeRecord | undefined;
  /** Numbers of the order and of the refund that it is about. */
  about: string[];
  before: TerminalState;
  /** A while behind it, or when the next one begins. */
  after: TerminalState | undefined;
  afterMs: number;
}

const KEPT = 500;
/** From a request to when its answer was heard, and told on the display. */
const SETTLED_MS = 1_500;
const NUMBERS = ["out_trade_no", "out_refund_no"];

/** What crosses the wire of a session, from now on; the oldest are forgotten. */
export class Wire implements Onlooker {
  readonly entries: WireEntry[] = [];
  private count = 0;

  constructor(private readonly session: Session) {
    session.onlookers.push(this);
    session.exchangeListeners.push((record) => this.add(record));
    session.shop.network.onRefused = () => this.add(undefined);
  }

  get nextMs(): number | undefined {
    const last = this.entries.at(-1);
    return last === undefined || last.after !== undefined ? undefined : last.afterMs;
  }

  look(): void {
    const last = this.entries.at(-1);
    if (last === undefined || last.after !== undefined) return;
    last.after = this.state();
    last.afterMs = this.session.nowMs;
  }

  private add(record: ExchangeRecord | undefined): void {
    // What the one before came to stands on the display now.
    this.look();
    const { nowMs } = this.session;
    const fields = [record?.request ?? {}, record?.answer ?? {}];
    const about = [...new Set(NUMBERS.flatMap((name) => fields.map((some) => some[name] ?? "")))].filter((number) => number !== "");
    const before = this.state();
    this.entries.push({ number: ++this.count, atMs: nowMs, record, about, before, after: undefined, afterMs: nowMs + SETTLED_MS });
    if (this.entries.length > KEPT) this.entries.shift();
  }

  private state(): TerminalState {
    const { session } = this;
    const screen = session.screen.split("\n").map((row) => row.trim()).filter((row) => row !== "");
    return { screen: session.shop.interpreter.running ? screen : [], open: openInJournal(session.shop.flash) };
  }
}
