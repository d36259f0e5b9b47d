import type { Key } from "../../hal/ports/keypad";
import { readCode } from "../phone/lens";
import type { DatedDeed, Deed } from "../session/deed";
import type { Onlooker, Session } from "../session/session";
import { readVerdict, shows } from "../session/slips";
import type { Caption, Sight, Step, Story } from "./story";

/** A hand takes so long for a key, an eye so long to look again. */
const KEY_MS = 220;
const LOOK_MS = 100;
/** Nobody waits longer for what a story does not say a time for. */
const PATIENCE_MS = 30_000;
/** To read a caption: a while, and more for each letter. */
const READ_MS = 1_200;
const LETTER_MS = 35;
/** A slip has come out when no row was added for so long. */
const PAPER_STILL_MS = 1_500;

/**
 * Plays a story in a session, from its beginning. It waits for what display, paper and phones show. As soon as another
 * hand does something the story is over, and the shop is the visitor's.
 */
export class Telling implements Onlooker {
  caption: Caption | undefined;
  /** Steps done. */
  position = 0;
  state: "playing" | "ended" | "failed" | "takenOver" = "playing";
  /** A sentence, where it failed. */
  why = "";
  nextMs: number | undefined;
  private readonly ids: Record<string, string> = {};
  private keysDone = 0;
  private waitingSinceMs: number;
  private slipsSeen = 0;
  private paper = { rows: "", sinceMs: 0 };
  private acting = false;
  private lens = { drawings: -1, text: undefined as string | undefined };

  constructor(readonly story: Story, readonly session: Session) {
    this.waitingSinceMs = session.nowMs;
    this.nextMs = session.nowMs;
    Object.keys(story.people).forEach((name, index) => { this.ids[name] = `P${index + 1}`; });
    for (const [name, options] of Object.entries(story.people)) {
      this.act({ do: "control", command: "addPayer", with: { name, ...options } });
    }
    session.player = this;
    session.onDeed = (deed) => this.heard(deed);
  }

  /** Nothing happens for a while that the visitor wants to see. */
  get hurry(): boolean {
    const step = this.step;
    return step !== undefined && "hurry" in step && step.hurry === true;
  }

  /** Who holds the phone that the story is about now: the last one who was named. */
  get payer(): string {
    const named = this.story.steps.slice(0, this.position + 1).map(payerIn).filter((name) => name !== undefined);
    return this.ids[named.at(-1) ?? ""] ?? "P1";
  }

  look(): void {
    const step = this.step;
    if (step === undefined) return this.end("ended");
    try {
      const { isOver, delayMs } = this.take(step);
      this.nextMs = this.session.nowMs + delayMs;
      if (!isOver) return;
      this.position++;
      this.waitingSinceMs = this.nextMs;
    } catch (error) {
      this.why = (error as Error).message;
      this.end("failed");
    }
  }

  /** The visitor's hand goes on from here. */
  takeOver(): void {
    if (this.state === "playing") this.end("takenOver");
  }

  private get step(): Step | undefined {
    return this.state === "playing" ? this.story.steps[this.position] : undefined;
  }

  private end(state: Telling["state"]): void {
    this.state = state;
    this.nextMs = undefined;
    if (this.session.player === this) this.session.player = undefined;
  }

  private heard({ atMs: _, ...deed }: DatedDeed): void {
    // A phone shows a fresh code each minute by itself.
    if (!this.acting && !(deed.do === "control" && deed.command === "showCode")) this.takeOver();
  }

  /** Takes a step, or a part of it; gives whether it is over, and how long it is until the next. */
  private take(step: Step): { isOver: boolean; delayMs: number } {
    if ("say" in step) {
      this.caption = step.say;
      return { isOver: true, delayMs: READ_MS + LETTER_MS * step.say.en.length };
    }
    if ("keys" in step) return { isOver: this.pressNext(step.keys), delayMs: KEY_MS };
    if ("waitMs" in step) return this.waits(step.waitMs) ? { isOver: true, delayMs: 0 } : { isOver: false, delayMs: LOOK_MS };
    if ("see" in step) return this.await(step.see, step.withinMs ?? PATIENCE_MS, step.orElse);
    if ("aim" in step) this.act({ do: "aim", payer: this.idOf(step.aim), text: this.read() ?? "" });
    else if ("scanSlip" in step) this.act({ do: "scan", code: this.slipCode() });
    else this.act(this.withIds(step.do));
    return { isOver: true, delayMs: KEY_MS };
  }

  /** True when it was the last. */
  private pressNext(keys: readonly Key[]): boolean {
    this.act({ do: "key", key: keys[this.keysDone]! });
    this.keysDone = (this.keysDone + 1) % keys.length;
    return this.keysDone === 0;
  }

  private waits(ms: number): boolean {
    return this.session.nowMs - this.waitingSinceMs >= ms;
  }

  private await(sight: Sight, withinMs: number, orElse?: Key): { isOver: boolean; delayMs: number } {
    if (this.isSeen(sight)) {
      if (typeof sight === "object" && "slip" in sight) this.slipsSeen = this.session.slips().length;
      return { isOver: true, delayMs: KEY_MS };
    }
    if (!this.waits(withinMs)) return { isOver: false, delayMs: LOOK_MS };
    if (orElse === undefined) throw new Error(`${JSON.stringify(sight)} did not come in ${withinMs / 1000} s`);
    return { isOver: this.pressNext([orElse]), delayMs: KEY_MS };
  }

  private isSeen(sight: Sight): boolean {
    const { session } = this;
    if (sight === "off") return !session.shop.interpreter.running;
    if (sight === "code") return this.read() !== undefined;
    if ("screen" in sight) return shows(session.screen, sight.screen);
    if ("verdict" in sight) return readVerdict(session.screen)?.word === sight.verdict;
    if ("slip" in sight) return this.hasSlip(sight.slip);
    const payer = session.shop.gateway.payers.find(({ id }) => id === this.idOf("asked" in sight ? sight.asked : sight.to));
    if ("asked" in sight) return payer?.asked !== undefined;
    return payer?.messages.some(({ kind }) => kind === sight.message) === true;
  }

  private hasSlip(word: string): boolean {
    const rows = `${this.session.tears} ${this.session.shop.printer.paper().join("\n")}`;
    if (rows !== this.paper.rows) this.paper = { rows, sinceMs: this.session.nowMs };
    const slips = this.session.slips();
    return slips.length > this.slipsSeen && slips.at(-1)!.word === word && this.session.nowMs - this.paper.sinceMs >= PAPER_STILL_MS;
  }

  /** What a camera before the display reads. */
  private read(): string | undefined {
    const { panel } = this.session.shop;
    if (this.lens.drawings !== panel.drawings) this.lens = { drawings: panel.drawings, text: readCode(panel.pixels()) };
    return this.lens.text;
  }

  private slipCode(): string {
    const pieces = [...this.session.torn, this.session.shop.printer.rows()];
    const code = pieces.flat().reverse().find((row) => row.code !== undefined)?.code;
    if (code === undefined) throw new Error("no slip has a code");
    return code.text;
  }

  private idOf(name: string): string {
    const id = this.ids[name];
    if (id === undefined) throw new Error(`nobody in this story is called "${name}"`);
    return id;
  }

  private withIds(deed: Deed): Deed {
    if ("payer" in deed && deed.payer !== undefined) return { ...deed, payer: this.idOf(deed.payer) };
    if (deed.do !== "control" || !("payer" in deed.with)) return deed;
    return { ...deed, with: { ...deed.with, payer: this.idOf(String(deed.with.payer)) } };
  }

  private act(deed: Deed): void {
    this.acting = true;
    try {
      this.session.do(deed);
    } finally {
      this.acting = false;
    }
  }
}

function payerIn(step: Step): string | undefined {
  if ("aim" in step) return step.aim;
  if ("see" in step && typeof step.see === "object") {
    return "asked" in step.see ? step.see.asked : "to" in step.see ? step.see.to : undefined;
  }
  if (!("do" in step)) return undefined;
  if ("payer" in step.do) return step.do.payer;
  return step.do.do === "control" && "payer" in step.do.with ? String(step.do.with.payer) : undefined;
}
