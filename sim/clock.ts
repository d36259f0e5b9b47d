interface Timed {
  atMs: number;
  order: number;
  run: () => void;
  owner: object | undefined;
}

/**
 * Virtual time: a queue of timed events, run one after another in order of time, then of asking.
 * Nothing moves unless somebody steps it, so a run is the same every time.
 */
export class VirtualClock {
  private queue: Timed[] = [];
  private order = 0;

  /** @param nowMs where time starts, milliseconds since 1970 UTC */
  constructor(public nowMs = Date.UTC(2026, 0, 5, 2, 0, 0)) {}

  /** Runs `run` after `delayMs` of virtual time (0 or more), on somebody's behalf or nobody's. Returns what cancels it. */
  after(delayMs: number, run: () => void, owner?: object): () => void {
    const timed: Timed = { atMs: this.nowMs + Math.max(0, delayMs), order: this.order++, run, owner };
    let at = this.queue.length;
    this.queue.push(timed);
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!earlier(timed, this.queue[parent]!)) break;
      this.queue[at] = this.queue[parent]!;
      at = parent;
    }
    this.queue[at] = timed;
    return () => { timed.run = nothing; };
  }

  /** When the next event is due, or undefined when nothing waits. */
  nextMs(): number | undefined {
    while (this.queue.length > 0 && this.queue[0]!.run === nothing) this.take();
    return this.queue[0]?.atMs;
  }

  /** When everything that waits is due, but for what is done on this one's behalf, the next first. */
  dueTimes(but?: object): number[] {
    const times: number[] = [];
    for (const timed of this.queue) {
      if (timed.run !== nothing && (but === undefined || timed.owner !== but)) times.push(timed.atMs);
    }
    return times.sort((a, b) => a - b);
  }

  /** Moves to the next event and runs it. False when nothing waits. */
  step(): boolean {
    if (this.nextMs() === undefined) return false;
    const timed = this.take();
    this.nowMs = timed.atMs;
    timed.run();
    return true;
  }

  /** Runs all that is due in the next `ms` and ends exactly `ms` later. */
  advance(ms: number): void {
    const end = this.nowMs + ms;
    for (let next = this.nextMs(); next !== undefined && next <= end; next = this.nextMs()) this.step();
    this.nowMs = end;
  }

  /** Steps until `done` says so. Throws after `limitMs` of virtual time. */
  runUntil(done: () => boolean, limitMs = 600_000): void {
    const end = this.nowMs + limitMs;
    while (!done()) {
      const next = this.nextMs();
      if (next === undefined || next > end) throw new Error(`nothing came of it in ${limitMs} ms of virtual time`);
      this.step();
    }
  }

  private take(): Timed {
    const first = this.queue[0]!;
    const last = this.queue.pop()!;
    if (this.queue.length > 0) {
      let at = 0;
      for (;;) {
        let child = at * 2 + 1;
        if (child >= this.queue.length) break;
        if (child + 1 < this.queue.length && earlier(this.queue[child + 1]!, this.queue[child]!)) child++;
        if (!earlier(this.queue[child]!, last)) break;
        this.queue[at] = this.queue[child]!;
        at = child;
      }
      this.queue[at] = last;
    }
    return first;
  }
}

function nothing(): void {}

function earlier(a: Timed, b: Timed): boolean {
  return a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
}
