/** A level on a wire: low or high. */
export type Level = 0 | 1;

/** What one part does to a net; a weak one is a resistor, which any strong one beats. */
interface Drive {
  level: Level;
  weak: boolean;
}

/** A square wave on a net: so often a second high, for this share of the time. */
export interface Wave {
  hz: number;
  duty: number;
}

/**
 * A piece of copper that pins of several parts hang on. Parts drive it high or low, strongly or through a resistor;
 * switches join nets. Low beats high where two outputs fight, and the fight is remembered. Left to itself it is low.
 */
export class Net {
  /** Two strong outputs of different levels met here at some time: on a board something gets hot. */
  shorted = false;
  /** Called after the level has changed. */
  readonly watchers = new Set<(level: Level) => void>();
  /** Called when a wave begins, changes or ends. */
  readonly listeners = new Set<(wave: Wave | undefined) => void>();
  private readonly drives = new Map<unknown, Drive>();
  private readonly joined: Net[] = [];
  private settled: Level = 0;
  private running: Wave | undefined;

  get level(): Level {
    return this.settled;
  }

  /** Drives the net for `who`; undefined lets go. */
  drive(who: unknown, level: Level | undefined, weak = false): void {
    if (level === undefined) this.drives.delete(who);
    else this.drives.set(who, { level, weak });
    Net.settle(this.group());
  }

  /** Closes a switch to another net. Returns what opens it again. */
  join(other: Net): () => void {
    this.joined.push(other);
    other.joined.push(this);
    Net.settle(this.group());
    return () => {
      this.joined.splice(this.joined.indexOf(other), 1);
      other.joined.splice(other.joined.indexOf(this), 1);
      Net.settle(this.group());
      Net.settle(other.group());
    };
  }

  get wave(): Wave | undefined {
    return this.running;
  }

  /** Begins, changes or ends a wave. */
  set wave(wave: Wave | undefined) {
    this.running = wave;
    for (const listener of [...this.listeners]) listener(wave);
  }

  /** All nets that closed switches make one. */
  private group(): Net[] {
    const group: Net[] = [this];
    for (const net of group) for (const next of net.joined) if (!group.includes(next)) group.push(next);
    return group;
  }

  private static settle(group: Net[]): void {
    const drives = group.flatMap((net) => [...net.drives.values()]);
    const strong = drives.filter((drive) => !drive.weak);
    const decisive = strong.length > 0 ? strong : drives;
    const level = decisive.length > 0 && decisive.every((drive) => drive.level === 1) ? 1 : 0;
    if (level === 0 && strong.some((drive) => drive.level === 1)) for (const net of group) net.shorted = true;
    const changed = group.filter((net) => net.settled !== level);
    // Everyone sees the new levels before anyone is told.
    for (const net of changed) net.settled = level;
    for (const net of changed) for (const watcher of [...net.watchers]) watcher(level);
  }
}
