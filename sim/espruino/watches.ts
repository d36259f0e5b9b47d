import type { Level, Net } from "../pins";
import type { Foreign, Machine } from "./machine";

/** A pin as those see it who watch it. */
export interface Watched {
  number: number;
  net: Net | undefined;
  /** Makes an input with pull-up of it. */
  pullUp: () => void;
}

interface Watch {
  pin: Watched;
  callback: Foreign;
  /** 1: rising, -1: falling, 0: both. */
  edge: number;
  repeat: boolean;
  /** Seconds. */
  lastTime: number | undefined;
}

/** setWatch and clearWatch; an ESP32 makes an input with pull-up of a pin that is watched. */
export class Watches {
  private readonly watches = new Map<number, Watch>();
  /** What ends the watching, by the number of the pin. */
  private readonly ends = new Map<number, () => void>();

  constructor(
    private readonly machine: Machine,
    private readonly refused: number[],
    private readonly find: (pin: Foreign) => Watched | undefined,
  ) {
    machine.global.setWatch = machine.native((callback: Foreign, pin: Foreign, options: Foreign) => {
      return this.set(callback, pin, options);
    });
    machine.global.clearWatch = machine.native((...ids: Foreign[]) => this.clear(ids));
    machine.onStop(() => this.ends.forEach((end) => end()));
  }

  private set(callback: Foreign, given: Foreign, options: Foreign): number | void {
    const { machine, watches } = this;
    const pin = this.find(given);
    if (!pin) return machine.print("ERROR: Invalid pin");
    if (this.refused.includes(pin.number)) {
      return machine.print("WARNING: Unable to set watch.");
    }
    const settings = typeof options === "object" && options !== null ? options : { repeat: options };
    const edge = this.edgeOf(settings.edge);
    if (typeof callback !== "function" && typeof callback !== "string") {
      throw machine.error("Error", "Function or String not supplied!");
    }
    if (settings.debounce > 0) throw new Error("debouncing is not in the stand-in");
    const id = watches.size === 0 ? 1 : Math.max(...watches.keys()) + 1;
    watches.set(id, { pin, callback, edge, repeat: Boolean(settings.repeat), lastTime: undefined });
    this.begin(pin);
    return id;
  }

  private edgeOf(edge: Foreign): number {
    if (edge === undefined) return 0;
    if (typeof edge === "number") return Math.sign(Math.trunc(edge));
    const at = ["falling", "both", "rising"].indexOf(edge);
    if (at >= 0) return at - 1;
    throw this.machine.error("TypeError", "'edge' in setWatch should be 1, -1, 0, 'rising', 'falling' or 'both'");
  }

  private clear(ids: Foreign[]): void {
    const { machine, watches } = this;
    if (ids.length > 0 && ids[0] === undefined) {
      throw machine.error("Error", "clearWatch(undefined) not allowed. Use clearWatch() instead");
    }
    if (ids.length > 0 && !watches.has(ids[0])) throw machine.error("Error", `Unknown Watch ${ids[0]}`);
    for (const id of ids.length > 0 ? [ids[0]] : [...watches.keys()]) {
      const { number } = watches.get(id)!.pin;
      watches.delete(id);
      this.endUnlessWatched(number);
    }
  }

  private begin(pin: Watched): void {
    const { net } = pin;
    pin.pullUp();
    if (!net || this.ends.has(pin.number)) return;
    const watcher = (level: Level) => this.machine.loop.input(() => this.tell(pin.number, level));
    net.watchers.add(watcher);
    this.ends.set(pin.number, () => net.watchers.delete(watcher));
  }

  private endUnlessWatched(number: number): void {
    if ([...this.watches.values()].some((watch) => watch.pin.number === number)) return;
    this.ends.get(number)?.();
    this.ends.delete(number);
  }

  /** An edge that was seen when the level changed, told when the program has time for it. */
  private tell(number: number, level: Level): void {
    const time = (this.machine.clock.nowMs - this.machine.epochMs) / 1000;
    for (const [id, watch] of [...this.watches]) {
      if (watch.pin.number !== number) continue;
      if (watch.edge === 0 || watch.edge === (level === 1 ? 1 : -1)) {
        if (!watch.repeat) this.watches.delete(id);
        const told = { state: level === 1, lastTime: watch.lastTime, time, pin: number };
        this.machine.loop.call(watch.callback, undefined, [this.machine.object(told)]);
      }
      watch.lastTime = time;
    }
    this.endUnlessWatched(number);
  }
}
