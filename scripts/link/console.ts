import { LinkError } from "./link-error";
import { type Arrival, evaluationPacket, jsonOf, PacketReader } from "./packets";
import type { Port } from "./port";
import { parseValue } from "./values";
import { versionNumber } from "./version";

/** What the interpreter at the other end is. */
export interface Identity {
  /** Such as `2v29.277`. */
  version: string;
  /** Such as `ESP32`. */
  board: string;
}

/** The interpreter threw. Its words may hold a part of what it was told, a secret even: they are in no message. */
export class BoardException extends LinkError {
  constructor(readonly words: string) {
    super("The board did not understand what it was told.",
      "The wire may spoil what it carries: take a shorter cable or a lower speed (--baud), and run this again.");
  }
}

/** Below this the console has no packets. */
const VERSION_MIN = "2v25";
const GREETING_MS = 1_500;
/** Longer than the board waits for the rest of a packet that lost a byte: 5 s. */
const EVALUATION_MS = 8_000;
const ATTEMPTS = 3;
/** Behind a refusal the board says why. */
const WORDS_MS = 500;
const CLEAR_LINE = "\x15";
/** A board is mostly back so soon after a restart; then it is asked again and again. */
const RESTART_MS = 100;
const RESTART_ATTEMPTS = 20;
const ANSWER_MS = 500;

/** What came of an expression: its value, or what the interpreter said was wrong. */
type Answer = { value: unknown; words?: undefined } | { words: string };
type Waiter = (arrival: Arrival | "gone") => void;

/**
 * The console of a bare or developing interpreter: expressions go as packets that are acknowledged, what
 * the board prints comes as text. One expression at a time.
 */
export class BoardConsole {
  /** Told of everything printed, in pieces as they come. */
  onText: ((text: string) => void) | undefined;
  /** Told once when the other side went away, or somebody stopped the work: in a sentence. */
  onGone: ((why: LinkError) => void) | undefined;
  identity: Identity = { version: "", board: "" };
  private readonly reader = new PacketReader();
  private readonly waiters = new Set<Waiter>();
  private printed = "";
  private goneWhy: LinkError | undefined;
  private count = 0;

  private constructor(private readonly port: Port) {
    port.onData = (bytes) => { for (const arrival of this.reader.read(bytes)) this.arrived(arrival); };
    port.onGone = () => this.end(new LinkError(`The connection to ${port.name} was lost.`, "Is the board still on and plugged in?"));
  }

  /** Greets the interpreter and learns what it is. Throws LinkError when there is none, or one too old. */
  static async open(port: Port, greetingMs = GREETING_MS): Promise<BoardConsole> {
    const console = new BoardConsole(port);
    try {
      console.identity = await console.identify(greetingMs);
    } catch (error) {
      await port.close();
      throw error;
    }
    return console;
  }

  /**
   * The value of an expression that can be evaluated twice, since a packet that was spoilt or lost is sent again.
   * Throws BoardException when it throws, LinkError when the board is silent or gone.
   */
  async evaluate<T>(expression: string, limitMs = EVALUATION_MS, attempts = ATTEMPTS): Promise<T> {
    let answer: Answer | undefined;
    let wordsBefore = "";
    for (let attempt = 0; attempt < attempts; attempt++) {
      answer = await this.exchange(expression, limitMs);
      if (answer === undefined) continue;
      if (answer.words === undefined) return answer.value as T;
      // What was spoilt on the wire fails in some other way each time; a program's own exception is its answer.
      if (answer.words !== "" && answer.words === wordsBefore) break;
      wordsBefore = answer.words;
    }
    if (answer?.words === undefined) {
      throw new LinkError(`The board on ${this.port.name} went silent.`, "Is it still on and plugged in?");
    }
    throw new BoardException(answer.words);
  }

  /** Evaluates something that ends the program that runs, such as `load()`: no answer is waited for. */
  leave(expression: string): void {
    this.port.write(evaluationPacket(expression));
  }

  /** Like `leave`, and waits until the console answers again. Throws LinkError when it does not. */
  async restart(expression: string): Promise<void> {
    this.leave(expression);
    await new Promise((resolve) => setTimeout(resolve, RESTART_MS));
    for (let attempt = 1; attempt < RESTART_ATTEMPTS; attempt++) {
      const isBack = await this.evaluate("1", ANSWER_MS, 1).then(() => true, () => this.goneWhy !== undefined);
      if (isBack) break;
    }
    await this.evaluate("1");
  }

  /** Characters as typed on the console. */
  type(text: string): void {
    this.port.write(Buffer.from(text, "latin1"));
  }

  /** Waits for a line that is printed from now on; undefined when it does not come. */
  async line(pattern: RegExp, limitMs: number): Promise<RegExpExecArray | undefined> {
    let seen = "";
    return this.wait(limitMs, (arrival) => {
      if (arrival.kind !== "text") return undefined;
      seen += arrival.text;
      const complete = seen.slice(0, seen.lastIndexOf("\n") + 1);
      return pattern.exec(complete.replace(/\r|\x1b\[J/g, "")) ?? undefined;
    }).catch(() => undefined);
  }

  /** Whatever is under way ends with a LinkError, as when the board went away. */
  stop(): void {
    this.end(new LinkError("You stopped this.", ""));
  }

  close(): Promise<void> {
    return this.port.close();
  }

  private async identify(greetingMs: number): Promise<Identity> {
    // First politely: the line that stands there is cleared. Then code that runs and runs is interrupted.
    for (const start of ["\x15", "\x15", "\x03\x15\n"]) {
      const found = this.line(/#till (\S+) (\S+)\n/, greetingMs);
      this.type(`${start}\x10print("#"+"till "+process.env.VERSION+" "+process.env.BOARD)\n`);
      const words = await found;
      if (words === undefined) continue;
      const [, version, board] = words as unknown as [string, string, string];
      if (versionNumber(version) >= versionNumber(VERSION_MIN)) return { version, board };
      throw new LinkError(`The interpreter on ${this.port.name} is version ${version}, too old.`,
        "Put Espruino 2v29 or newer on the board (docs/PROVISIONING.md), then run this again.");
    }
    if (this.goneWhy !== undefined) throw this.goneWhy;
    throw new LinkError(`No interpreter answers on ${this.port.name}.`,
      this.printed.trim() === ""
        ? "Is it the board's port, and is the board on? A terminal in production has its console off and never answers:\n"
          + "docs/PROVISIONING.md says how to serve it. A bare board needs Espruino first (the same page)."
        : "Something else speaks there: check the port and its speed (--baud).");
  }

  /** One packet and what comes of it; undefined: nothing. The number tells its value from that of an earlier attempt. */
  private async exchange(expression: string, limitMs: number): Promise<Answer | undefined> {
    const number = ++this.count;
    let words: string | undefined;
    this.reader.reset();
    const found = this.wait<Answer>(limitMs, (arrival, hurry) => {
      if (arrival.kind === "nak" && words === undefined) {
        words = "";
        hurry(WORDS_MS);
      } else if (arrival.kind === "text" && words !== undefined) {
        words += arrival.text;
        const line = /Uncaught ([^\r\n]+)/.exec(words);
        if (line !== null) return { words: line[1]! };
      } else if (arrival.kind === "value") {
        const value = parseValue(arrival.text);
        if (Array.isArray(value) && value[0] === number) return { value: value[1] ?? undefined };
      }
      return undefined;
    });
    // What an earlier attempt left in the line goes first.
    this.type(CLEAR_LINE);
    this.port.write(evaluationPacket(jsonOf(`[${number},${expression}]`)));
    return await found ?? (words === undefined ? undefined : { words });
  }

  /**
   * Gives every arrival to `look` until it finds something; undefined when it did not in time, which `hurry` can shorten.
   * Throws LinkError when the other side goes away.
   */
  private wait<T>(
    limitMs: number, look: (arrival: Arrival, hurry: (leftMs: number) => void) => T | undefined,
  ): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      const end = (found: T | undefined) => {
        clearTimeout(limit);
        this.waiters.delete(waiter);
        resolve(found);
      };
      let limit = setTimeout(end, limitMs, undefined);
      const hurry = (leftMs: number) => {
        clearTimeout(limit);
        limit = setTimeout(end, leftMs, undefined);
      };
      const waiter: Waiter = (arrival) => {
        if (arrival === "gone") {
          reject(this.goneWhy);
          return end(undefined);
        }
        const found = look(arrival, hurry);
        if (found !== undefined) end(found);
      };
      this.waiters.add(waiter);
      if (this.goneWhy !== undefined) waiter("gone");
    });
  }

  private arrived(arrival: Arrival): void {
    if (arrival.kind === "text") {
      this.printed = (this.printed + arrival.text).slice(-2_000);
      this.onText?.(arrival.text);
    }
    this.tell(arrival);
  }

  private tell(arrival: Arrival | "gone"): void {
    for (const waiter of [...this.waiters]) waiter(arrival);
  }

  private end(why: LinkError): void {
    if (this.goneWhy !== undefined) return;
    this.goneWhy = why;
    this.tell("gone");
    this.onGone?.(why);
  }
}
