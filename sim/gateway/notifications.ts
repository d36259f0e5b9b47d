import type { VirtualClock } from "../clock";
import { parseXml } from "./protocol/xml";

/** Sends `body` (XML) to a merchant's address; gives the body of a 200 answer, undefined for all else. */
export type Deliver = (url: string, body: string, done: (answer: string | undefined) => void) => void;

/** A merchant who has not answered by then has not answered. */
export const ANSWER_MS = 5_000;

const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Time from one sending to the next, while nobody acknowledges (reference 3.13); 24 h 4 min in all. */
export const REPEATS_MS: readonly number[] = [
  15 * SECOND_MS, 15 * SECOND_MS, 30 * SECOND_MS, 3 * MINUTE_MS, 10 * MINUTE_MS, 20 * MINUTE_MS,
  30 * MINUTE_MS, 30 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 3 * HOUR_MS, 3 * HOUR_MS, 3 * HOUR_MS,
  6 * HOUR_MS, 6 * HOUR_MS,
];

/** What goes wrong with the next notification: it is never sent, or comes twice though acknowledged. */
export type NotificationFault = "lost" | "twice";

export interface Notice {
  kind: "payment" | "refund";
  /** The merchant's number of what it tells of. */
  about: string;
  url: string;
  body: string;
}

/** One sending, for people. */
export interface NotificationRecord {
  atMs: number;
  kind: Notice["kind"];
  about: string;
  url: string;
  /** From 1. */
  attempt: number;
  outcome: "waiting" | "acknowledged" | "refused" | "unanswered";
}

/** Sends notifications until somebody acknowledges them or the schedule ends. */
export class Notifications {
  /** The way to merchants; without one nothing is ever sent. */
  deliver: Deliver | undefined;
  /** Told of every sending when its outcome is known. */
  onSent: ((record: NotificationRecord) => void) | undefined;
  /** Every sending, oldest first. */
  readonly log: NotificationRecord[] = [];
  private faults: (NotificationFault | undefined)[] = [];

  constructor(private readonly clock: VirtualClock, deliver?: Deliver) {
    this.deliver = deliver;
  }

  /** Faults of the notifications to come, one after another; undefined leaves one alone. */
  plan(faults: readonly (NotificationFault | undefined)[]): void {
    this.faults = [...faults];
  }

  /** Begins to send, after what happens now has happened. */
  send(notice: Notice, twice = false): void {
    const fault = this.faults.shift();
    if (fault === "lost") return;
    this.clock.after(0, () => this.attempt(notice, 1));
    if (twice || fault === "twice") this.clock.after(SECOND_MS, () => this.once(notice, 2, () => {}));
  }

  private attempt(notice: Notice, attempt: number): void {
    const sentAtMs = this.clock.nowMs;
    this.once(notice, attempt, (acknowledged) => {
      const repeatMs = REPEATS_MS[attempt - 1];
      if (acknowledged || repeatMs === undefined) return;
      this.clock.after(sentAtMs + repeatMs - this.clock.nowMs, () => this.attempt(notice, attempt + 1));
    });
  }

  private once(notice: Notice, attempt: number, done: (acknowledged: boolean) => void): void {
    const { deliver } = this;
    if (deliver === undefined) return;
    const { kind, about, url } = notice;
    const atMs = this.clock.nowMs;
    const record: NotificationRecord = { atMs, kind, about, url, attempt, outcome: "waiting" };
    this.log.push(record);
    const end = (outcome: NotificationRecord["outcome"]): void => {
      if (record.outcome !== "waiting") return;
      stopTimer();
      record.outcome = outcome;
      this.onSent?.(record);
      done(outcome === "acknowledged");
    };
    const stopTimer = this.clock.after(ANSWER_MS, () => end("unanswered"));
    deliver(url, notice.body, (answer) => {
      if (answer === undefined) return end("unanswered");
      end(parseXml(answer)?.["return_code"] === "SUCCESS" ? "acknowledged" : "refused");
    });
  }
}
