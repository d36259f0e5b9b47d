import type { VirtualClock } from "../clock";
import { PowerCut } from "./flash";

/** Thrown to unwind the image when it restarts itself or the machine stops; no code of the image may stop it for long. */
export class Halt {
  readonly message = "the interpreter stopped";
}

/** A function of the image, a text, or a list of both. */
export type Callback = unknown;

interface Timer {
  id: number;
  dueMs: number;
  intervalMs: number | undefined;
  callback: Callback;
  args: unknown[];
}

/** What the loop needs from the rest of the interpreter. */
export interface LoopHost {
  /** Runs a text of the image (callbacks may be texts). */
  evaluate(source: string): unknown;
  /** Looks after open connections; true when there may be more to do at once. */
  networkIdle(): boolean;
  /** The last exception of a pass, or of a boot file. */
  report(exception: { value: unknown }): void;
  /** Error flags raised since the last pass are told here. */
  reportFlags(): void;
  /** The power was cut, or the image stopped the machine. */
  stopped(): void;
}

/**
 * The order in which the interpreter runs callbacks. One pass: what came in from outside until now,
 * all timers that are due (in the order in which they were made; a change of the timers starts over
 * at the first), the network, then all queued events with those that they queue. Of several
 * exceptions in a pass only the last is reported. Passes repeat at the same instant of virtual time
 * while there is work; code takes no virtual time.
 */
export class EventLoop {
  private inputs: (() => void)[] = [];
  private events: (() => void)[] = [];
  private timers: Timer[] = [];
  private timersChanged = false;
  private pending: { value: unknown } | undefined;
  private cancelWake: (() => void) | undefined;
  private wakeAtMs = Infinity;
  private passing = false;
  private again = false;
  /** False after a stop: no callback enters the realm any more. */
  alive = true;

  constructor(
    private readonly clock: VirtualClock,
    private readonly host: LoopHost,
  ) {}

  /** Something came in from outside (a piece of serial data). */
  input(run: () => void): void {
    if (!this.alive) return;
    this.inputs.push(run);
    this.wake(this.clock.nowMs);
  }

  /** An event for the end of the pass. */
  queue(run: () => void): void {
    if (!this.alive) return;
    this.events.push(run);
    if (!this.passing) this.wake(this.clock.nowMs);
  }

  /** Calls a function, a text or a list of both, and keeps what it throws for the end of the pass. */
  call(callback: Callback, self: unknown, args: unknown[]): void {
    if (Array.isArray(callback)) {
      for (const each of callback.slice()) this.call(each, self, args);
    } else {
      this.guard(() => {
        if (typeof callback === "function") Reflect.apply(callback, self, args);
        else if (typeof callback === "string") this.host.evaluate(callback);
      });
    }
  }

  /** Runs code of the image or on its behalf; what it throws waits for the end of the pass. */
  guard(run: () => void): void {
    if (!this.alive) return;
    try {
      run();
    } catch (error) {
      if (error instanceof Halt || error instanceof PowerCut) this.stop();
      else this.pending = { value: error };
    }
  }

  addTimer(callback: Callback, delayMs: number, args: unknown[], repeat: boolean): number {
    const last = this.timers[this.timers.length - 1];
    // The board gives the number after its last timer: the number of a timer that ended may come back.
    const id = last ? last.id + 1 : 1;
    const dueMs = this.clock.nowMs + delayMs;
    this.timers.push({ id, dueMs, intervalMs: repeat ? delayMs : undefined, callback, args });
    this.timersChanged = true;
    this.wake(dueMs);
    return id;
  }

  /** Without a number all timers go. */
  removeTimer(id?: number): void {
    this.timers = id === undefined ? [] : this.timers.filter((timer) => timer.id !== id);
    this.timersChanged = true;
  }

  /** False when there is no such timer. */
  changeInterval(id: number, intervalMs: number): boolean {
    const timer = this.timers.find((each) => each.id === id);
    if (!timer) return false;
    timer.intervalMs = intervalMs;
    timer.dueMs = this.clock.nowMs + intervalMs;
    this.timersChanged = true;
    this.wake(timer.dueMs);
    return true;
  }

  /** Asks for a pass now, for those who have to look after something. */
  wakeNow(): void {
    this.wake(this.clock.nowMs);
  }

  /** Ends everything at once. */
  stop(): void {
    if (!this.alive) return;
    this.alive = false;
    this.inputs = [];
    this.events = [];
    this.timers = [];
    this.pending = undefined;
    this.cancelWake?.();
    this.host.stopped();
  }

  /** Takes the exception that waits to be reported. */
  takePending(): { value: unknown } | undefined {
    const { pending } = this;
    this.pending = undefined;
    return pending;
  }

  /** Reports the exception that waits, as at the end of a pass. */
  checkErrors(): void {
    const pending = this.takePending();
    if (pending && this.alive) this.host.report(pending);
    if (this.alive) this.host.reportFlags();
  }

  private wake(atMs: number): void {
    if (this.passing) {
      this.again = this.again || atMs <= this.clock.nowMs;
      return;
    }
    if (!this.alive || atMs >= this.wakeAtMs) return;
    this.cancelWake?.();
    this.wakeAtMs = atMs;
    this.cancelWake = this.clock.after(atMs - this.clock.nowMs, () => this.pass());
  }

  private pass(): void {
    this.wakeAtMs = Infinity;
    this.cancelWake = undefined;
    this.passing = true;
    this.again = false;
    const { inputs } = this;
    this.inputs = [];
    for (const run of inputs) this.guard(run);
    this.runTimers();
    this.again = false;
    let more = false;
    this.guard(() => {
      more = this.host.networkIdle();
    });
    for (let at = 0; at < this.events.length; at++) this.guard(this.events[at]!);
    this.events = [];
    this.checkErrors();
    this.passing = false;
    if (more || this.again || this.inputs.length > 0) this.wake(this.clock.nowMs);
    for (const timer of this.timers) this.wake(Math.max(timer.dueMs, this.clock.nowMs));
  }

  private runTimers(): void {
    do {
      this.timersChanged = false;
      for (let at = 0; at < this.timers.length && !this.timersChanged;) {
        const timer = this.timers[at]!;
        if (!this.due(timer)) {
          at++;
          continue;
        }
        this.call(timer.callback, undefined, timer.args);
        if (timer.intervalMs !== undefined) {
          timer.dueMs += timer.intervalMs;
          at++;
        } else {
          const place = this.timers.indexOf(timer);
          if (place >= 0) this.timers.splice(place, 1);
        }
      }
    } while (this.timersChanged && this.alive);
  }

  /** Doubles near the epoch step by a quarter of a microsecond; the board counts whole microseconds. */
  private due(timer: Timer): boolean {
    return timer.dueMs - this.clock.nowMs < 0.001;
  }
}
