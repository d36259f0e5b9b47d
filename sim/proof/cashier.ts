import type { Key } from "../../hal/ports/keypad";
import type { DisplayLine } from "../../hal/ports/display";
import { formatMoney } from "../../firmware/domain/money";
import { openidOf } from "../gateway/identifiers";
import type { Random } from "../gateway/random";
import type { Order } from "../gateway/orders";
import type { Payer } from "../wallet/payer";
import { type Claims, readPaper } from "./claims";
import type { Errand, PayerHabits, Situation } from "./flows";
import { openOn } from "./phone";
import { type Reading, readScreen, wordInList } from "./screen-reader";
import type { World } from "./world";

/** How long the cashier takes to react to what the display shows. */
const REACTION_MS = 150;
/** How long before the cashier looks again at something that does not change. */
const AGAIN_MS = 5_000;
/** Nobody stands at the till longer than this for one verdict that does not come. */
const PATIENCE_MS = 900_000;
/** Words after which nobody tries to sell the same again. */
const ENDINGS: readonly string[] = ["charged", "attention", "refundPending", "refunded"];
const KEYS = { NATIVE: "1", APP: "2", MWEB: "3", JSAPI: "4" } as const;

/** An errand as far as it has come. */
export interface Progress {
  errand: Errand;
  money: string;
  payer: Payer;
  /** Attempts begun. */
  scans: number;
  startedMs: number;
  /** The verdict the cashier acted upon. */
  verdict: string;
  /** The number of the newest attempt or refund, and how many there were. */
  number: string;
  attempts: number;
  /** The payer's own intentions are under way for this number. */
  paying: string;
  isLate: boolean;
}

/**
 * The person at the till, who knows nothing but what the display and the paper say: types, scans, waits,
 * tries once more after NOT CHARGED, and after a restart looks for the verdict before doing anything again.
 */
export class Cashier {
  readonly progress: Progress[];
  private current = 0;
  private looking = false;
  private lines: DisplayLine[] = [];
  private slips = 0;
  private reprinted = false;
  private listed = false;
  private notBeforeMs = 0;
  /** What the cashier is just doing, and how many keys and codes of it the terminal has. */
  private doing = "";
  private done = 0;
  /** The terminal started anew while a verdict was awaited. */
  private lost = false;
  private readonly moneys: string[];

  constructor(
    private readonly world: World, private readonly claims: Claims, errands: readonly Errand[],
    private readonly situation: Situation = {},
  ) {
    this.progress = errands.map((errand) => ({
      errand, payer: this.payerOf(errand), money: formatMoney(errand.amountMinor, "HKD"), scans: 0, startedMs: 0, verdict: "",
      number: "", attempts: 0, paying: "", isLate: false,
    }));
    this.moneys = this.progress.map((progress) => progress.money);
  }

  /** Everything that was set out to be done has its verdict, or was given up. */
  get isDone(): boolean {
    return this.current >= this.progress.length;
  }

  /** The errand being worked on. */
  get errand(): Progress | undefined {
    return this.progress[this.current];
  }

  /** What of the cashier the rest of a run depends on, for `standingOf`. */
  get standing(): unknown {
    return [
      this.current, this.looking, this.doing, this.done, this.lines, this.slips, this.reprinted, this.listed, this.notBeforeMs, this.lost,
      this.progress.map(({ scans, startedMs, verdict, number, attempts, paying, isLate }) => {
        return [scans, startedMs, verdict, number, attempts, paying, isLate];
      }),
    ];
  }

  /** The display shows something new. */
  shown(lines: DisplayLine[]): void {
    this.lines = lines;
    this.note(readScreen(lines, this.moneys));
    this.lookIn(REACTION_MS);
  }

  /** The terminal was started anew. */
  restarted(): void {
    this.slips = 0;
    this.reprinted = false;
    this.listed = false;
    this.lines = [];
    if (this.errand !== undefined && this.errand.scans > 0) this.lost = true;
    this.looking = false;
  }

  /** An order or a refund became known by its number: the newest of its errand. */
  opened(number: string, amountMinor: number): void {
    for (const progress of this.progress) {
      if (progress.errand.amountMinor !== amountMinor) continue;
      progress.number = number;
      progress.attempts++;
    }
  }

  /** The gateway decided something: a payer who means to pay takes out the phone. */
  decided(): void {
    const errand = this.errand;
    if (errand === undefined || errand.errand.kind !== "phone") return;
    const { paysAfterMs, opensAfterMs } = errand.errand;
    if (errand.number === errand.paying || this.orderOf(errand)?.credential === undefined) return;
    errand.paying = errand.number;
    if (paysAfterMs !== undefined) this.world.clock.after(paysAfterMs, () => this.pay(errand));
    if (opensAfterMs !== undefined) this.world.clock.after(opensAfterMs, () => this.open(errand));
  }

  press(key: Key): void {
    if (this.doing !== "") this.done++;
    this.world.survive(() => this.world.counter.press(key));
  }

  /** The payer opens the order on the phone and, if it can be, pays it. */
  pay(errand = this.errand): void {
    if (errand !== undefined && this.open(errand) && errand.payer.asked !== undefined) errand.payer.typePassword();
  }

  /** The payer opens the order on the phone. */
  open(errand = this.errand): boolean {
    return errand !== undefined && openOn(errand.payer, this.orderOf(errand));
  }

  private payerOf(errand: Errand): Payer {
    const habits: PayerHabits = "payer" in errand ? errand.payer : {};
    const { blocked, typesAfterMs, refusesAfterMs, ...options } = habits;
    const payer = this.world.gateway.addPayer(options);
    if (blocked) payer.blocked = true;
    payer.onAsked = () => {
      if (typesAfterMs !== undefined) this.answerAfter(payer, typesAfterMs, () => payer.typePassword());
      if (refusesAfterMs !== undefined) this.answerAfter(payer, refusesAfterMs, () => payer.refuse());
    };
    const { payersType } = this.situation;
    if (payersType !== undefined) payer.onAsked = () => this.react(payer, payersType);
    return payer;
  }

  private react(payer: Payer, random: Random): void {
    const chance = random.below(20);
    const delayMs = random.below(chance < 3 ? 70_000 : 12_000);
    if (chance === 19) return;
    this.answerAfter(payer, delayMs, () => chance === 18 ? payer.refuse() : payer.typePassword());
  }

  private answerAfter(payer: Payer, delayMs: number, answer: () => void): void {
    this.world.clock.after(delayMs, () => { if (payer.asked !== undefined) answer(); });
  }

  private orderOf(errand: Progress): Order | undefined {
    return errand.number === "" ? undefined : this.world.gateway.order(this.world.merchant, errand.number);
  }

  /** Takes down what screen and paper say of money. */
  private note(reading: Reading): void {
    const shown = reading.word === "" ? [] : [{ money: reading.money, word: reading.word, isEarlier: false }];
    for (const { money, word, isEarlier } of [...shown, ...reading.earlier.map((one) => ({ ...one, isEarlier: true }))]) {
      const about = this.progress.find((progress) => progress.money === money);
      // A notice names no order: with several attempts of one sum it may be about any of them.
      if (about === undefined || about.number === "" || (isEarlier && about.attempts > 1)) continue;
      this.claims.add(about.number, about.errand.kind === "refund" && word === "charged" ? "refused" : word, "screen");
    }
    this.readSlips();
  }

  private readSlips(): void {
    const { paper } = this.world.counter;
    for (; this.slips < paper.length; this.slips++) {
      const said = readPaper(paper[this.slips]!, this.world.sent);
      if (said !== undefined) this.claims.add(said.number, said.word, "paper");
    }
  }

  private lookIn(delayMs: number): void {
    if (this.looking) return;
    this.looking = true;
    const counter = this.world.counter;
    this.world.clock.after(delayMs, () => {
      if (counter !== this.world.counter || !this.world.isOn) return;
      this.looking = false;
      this.readSlips();
      if (this.errand !== undefined) this.look(this.errand);
      this.doing = "";
      this.done = 0;
    });
  }

  private look(errand: Progress): void {
    const reading = readScreen(this.lines, this.moneys);
    this.doing = reading.kind;
    if (errand.startedMs > 0 && this.world.clock.nowMs - errand.startedMs > PATIENCE_MS) return this.finish("");
    if (reading.refusing && !this.lost) return this.finish("noSale");
    switch (reading.kind) {
      case "amount":
        if (!this.lost && this.world.clock.nowMs < this.notBeforeMs) return this.lookIn(this.notBeforeMs - this.world.clock.nowMs);
        return this.lost ? this.searchVerdict(errand, reading) : this.begin(errand);
      case "same": return this.answerSame(errand, reading);
      case "scan": return this.scan(errand);
      case "scanPayer": return this.hold(openidOf(errand.payer.id, this.world.merchant.appid));
      case "menu": return this.chooseInMenu(errand);
      case "totals": return this.press(errand.errand.kind === "shift" ? "1" : "cancel");
      case "shiftClosing":
        errand.scans++;
        return this.press("ok");
      case "list": return this.readList(errand);
      case "refundFind": return this.findOrder(errand);
      case "refundAmount": return this.typeRefund(errand);
      case "sameRefund":
        this.press("cancel");
        return this.finish("refundPending");
      case "verdict": return this.read(errand, reading);
      case "code": return this.waitForPayer(errand);
      default:
    }
  }

  private chooseInMenu(errand: Progress): void {
    switch (errand.errand.kind) {
      case "shift": return this.press("3");
      case "refund": return this.press(this.lost ? "2" : "1");
      default: return this.press("cancel");
    }
  }

  private begin(errand: Progress): void {
    // Closed, or lost with the power: then the sums go on in the next one.
    if (errand.errand.kind === "shift" && errand.scans > 0) return this.finish("closed");
    if (errand.startedMs === 0) errand.startedMs = this.world.clock.nowMs;
    this.press("cancel");
    if (errand.errand.kind !== "refund") for (const key of errand.errand.typed) this.press(key as Key);
    this.press("ok");
  }

  /** "Is this another sale?" Not while the attempt before it is still being checked. */
  private answerSame(errand: Progress, reading: Reading): void {
    if (!reading.open || errand.scans === 0) return this.press("ok");
    this.lost = true;
    this.press("cancel");
    this.lookIn(AGAIN_MS);
  }

  private scan(errand: Progress): void {
    const { errand: what } = errand;
    if (what.kind === "refund" || what.kind === "shift") return this.press("cancel");
    errand.scans++;
    if (what.kind === "quickPay") return this.hold(errand.payer.showCode());
    this.press(KEYS[what.tradeType]);
  }

  private hold(code: string): void {
    this.done++;
    this.world.survive(() => this.world.counter.scan(code));
  }

  /** The customer's phone shows the order; after a while the cashier gives up. */
  private waitForPayer(errand: Progress): void {
    const what = errand.errand;
    if (what.kind !== "phone" || what.cancelAfterMs === undefined || errand.isLate) return;
    errand.isLate = true;
    this.world.clock.after(what.cancelAfterMs, () => {
      errand.isLate = false;
      if (this.world.isOn && this.errand === errand && readScreen(this.lines, this.moneys).kind === "code") this.press("cancel");
    });
  }

  private read(errand: Progress, reading: Reading): void {
    if (reading.money !== errand.money) return this.press("ok");
    if (errand.errand.kind === "refund") {
      if (reading.word === "charged") return this.finish("refused");
      if (reading.word === "refunded" || reading.word === "refundPending") this.finish(reading.word);
      return;
    }
    if (ENDINGS.includes(reading.word)) return this.finish(reading.word);
    if (reading.word !== "notCharged") return;
    if (errand.scans >= errand.errand.tries) return this.finish("notCharged");
    this.press("ok");
  }

  /** What display or paper said of the errand's order last. */
  lastWord(errand: Progress): string | undefined {
    const said = this.claims.of(errand.number).filter((claim) => claim.where !== "journal");
    // Of a sale that was told of without a final word it was said that it needs the merchant.
    const isHanded = errand.errand.kind !== "refund" && this.claims.told.has(errand.number);
    return said[said.length - 1]?.word ?? (isHanded ? "attention" : undefined);
  }

  /** After a restart: waits while orders are being checked, then believes the notice or the paper, else asks for a reprint. */
  private searchVerdict(errand: Progress, reading: Reading): void {
    if (reading.open) return;
    const word = this.lastWord(errand);
    if (errand.errand.kind === "shift") return this.begin(errand);
    if (errand.errand.kind === "refund" && word === undefined && !this.listed) return this.press("ok");
    if (word === undefined && !this.reprinted && errand.number !== "") {
      this.reprinted = true;
      return this.press("reprint");
    }
    this.lost = false;
    if (word !== undefined && ENDINGS.includes(word)) return this.finish(word);
    // Nothing open, nothing on paper, nothing to print again: it never began, whatever was scanned before.
    if (word !== undefined && errand.scans >= errand.errand.tries) return this.finish(word);
    this.begin(errand);
  }

  /** The list of what is open, looked at after a restart for a refund. */
  private readList(errand: Progress): void {
    const word = wordInList(this.lines, errand.money);
    if (word === "refundPending") {
      this.lost = false;
      return this.finish(word);
    }
    if (word !== undefined) return this.lookIn(AGAIN_MS);
    this.listed = true;
    this.press("cancel");
  }

  private findOrder(errand: Progress): void {
    const { errand: what } = errand;
    const number = what.kind === "refund" ? this.soldNumber(what.of) : "";
    if (number === "" || errand.scans >= 40) {
      this.press("cancel");
      return this.finish(errand.number === "" ? "notBegun" : "");
    }
    errand.scans++;
    this.hold(number);
    // No connection, or a refund still open: another look in a while.
    this.lookIn(AGAIN_MS);
  }

  private soldNumber(of: number | "elsewhere"): string {
    if (of === "elsewhere") return this.situation.elsewhere!.outTradeNo;
    const sold = this.progress[of]!;
    return sold.verdict === "charged" ? sold.number : "";
  }

  private typeRefund(errand: Progress): void {
    for (const key of errand.errand.typed) this.press(key as Key);
    this.press("ok");
  }

  private finish(verdict: string): void {
    this.progress[this.current]!.verdict = verdict;
    this.current++;
    this.notBeforeMs = this.world.clock.nowMs + (this.situation.pauseMs ?? 0);
    this.lost = false;
    this.reprinted = false;
    this.listed = false;
    if (!this.isDone) this.press("ok");
    this.lookIn(REACTION_MS);
  }
}
