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

/** The interpreter threw: its own words, without the expression. */
export class BoardException extends Error {}

/** Below this the console has no packets. */
const VERSION_MIN = "2v25";
const GREETING_MS = 1_500;
const EVALUATION_MS = 15_000;
const ATTEMPTS = 3;
/** A board is mostly back so soon after a restart; then it is asked again and again. */
const RESTART_MS = 100;
const RESTART_ATTEMPTS = 20;
const ANSWER_MS = 500;

type Waiter = (arrival: Arrival | "gone") => void;

/**
 * The console of a bare or developing interpreter: expressions go as packets that are acknowledged, what
 * the board prints comes as text. One expression at a time.
 */
export class BoardConsole {
  /** Told of everything printed, in pieces as they come. */
  onText: ((text: string) => void) | undefined;
  /** Told once when the other side went away. */
  onGone: (() => void) | undefined;
  identity: Identity = { version: "", board: "" };
  private readonly reader = new PacketReader();
  private readonly waiters = new Set<Waiter>();
  private printed = "";
  private isGone = false;

  private constructor(private readonly port: Port) {
    port.onData = (bytes) => { for (const arrival of this.reader.read(bytes)) this.arrived(arrival); };
    port.onGone = () => {
      this.isGone = true;
      this.tell("gone");
      this.onGone?.();
    };
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
   * The value of an expression that can be evaluated twice, since a packet that was spoilt on the wire is sent again.
   * Throws BoardException with the interpreter's words, LinkError when it is silent or gone.
   */
  async evaluate<T>(expression: string, limitMs = EVALUATION_MS): Promise<T> {
    const packet = evaluationPacket(jsonOf(expression));
    let words = "";
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const answer = await this.exchange(packet, limitMs);
      if (typeof answer === "object") return parseValue(answer.value) as T;
      words = answer;
      // What was spoilt on the wire is mostly no program any more; a program's own exception is its answer.
      if (words !== "" && !words.includes("SyntaxError")) break;
    }
    throw new BoardException(words === "" ? "the board did not understand" : words);
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
      const isBack = await this.evaluate("1", ANSWER_MS).then(() => true, () => this.isGone);
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
      if (arrival === "gone" || arrival.kind !== "text") return undefined;
      seen += arrival.text;
      const complete = seen.slice(0, seen.lastIndexOf("\n") + 1);
      return pattern.exec(complete.replace(/\r|\x1b\[J/g, "")) ?? undefined;
    }).catch(() => undefined);
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
    if (this.isGone) throw this.goneError();
    throw new LinkError(`No interpreter answers on ${this.port.name}.`,
      this.printed.trim() === ""
        ? "Is it the board's port, and is the board on? A terminal in production has its console off and never answers:\n"
          + "docs/PROVISIONING.md says how to serve it. A bare board needs Espruino first (the same page)."
        : "Something else speaks there: check the port and its speed (--baud).");
  }

  private async exchange(packet: Uint8Array, limitMs: number): Promise<{ value: string } | string> {
    let state: "sent" | "acknowledged" | "refused" = "sent";
    let words = "";
    this.port.write(packet);
    return this.wait<{ value: string } | string>(limitMs, (arrival) => {
      if (arrival === "gone") return undefined;
      if (arrival.kind === "ack" && state === "sent") state = "acknowledged";
      else if (arrival.kind === "nak" && state === "sent") state = "refused";
      else if (arrival.kind === "value" && state === "acknowledged") return { value: arrival.text };
      else if (arrival.kind === "text" && state === "refused") {
        words += arrival.text;
        const line = /Uncaught ([^\r\n]+)/.exec(words);
        if (line !== null) return line[1]!;
      }
      return undefined;
    }, () => (state === "refused" ? "" : undefined));
  }

  /** Gives every arrival to `look` until it finds something. Throws LinkError at the end of the time. */
  private wait<T>(limitMs: number, look: (arrival: Arrival | "gone") => T | undefined, late?: () => T | undefined): Promise<T> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(limit);
        this.waiters.delete(waiter);
      };
      const limit = setTimeout(() => {
        end();
        const found = late?.();
        if (found === undefined) reject(new LinkError(`The board on ${this.port.name} went silent.`, "Is it still on and plugged in?"));
        else resolve(found);
      }, limitMs);
      const waiter: Waiter = (arrival) => {
        const found = look(arrival);
        if (found === undefined && arrival !== "gone") return;
        end();
        if (found === undefined) reject(this.goneError());
        else resolve(found);
      };
      this.waiters.add(waiter);
      if (this.isGone) waiter("gone");
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

  private goneError(): LinkError {
    return new LinkError(`The connection to ${this.port.name} was lost.`, "Is the board still on and plugged in?");
  }
}
