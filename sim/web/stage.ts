import { type Signal, signal } from "@preact/signals";
import type { Key } from "../../hal/ports/keypad";
import type { Deed } from "../session/deed";
import type { World } from "../session/recording";
import type { Session } from "../session/session";
import type { Worlds } from "./world";

/** Work for one frame, milliseconds: the rest of its sixteen are the browser's. */
const WORK_MS = 9;
/** A frame after a pause of the browser is not made up for. */
const FRAME_MS_MAX = 100;
/** From one key to the next: a finger holds it for 80 ms, and the same one has to be seen open before it counts again. */
const KEY_MS = 160;

export const SPEEDS = [1, 10, 100, 1000] as const;

/**
 * The session that the page shows, and its time. Panels read `session` and do deeds, nothing else; what they draw
 * depends on `changed`, which counts the frames in which something may have happened.
 */
export class Stage {
  /** Counts up once a frame while time passes, and after every deed. */
  readonly changed: Signal<number> = signal(0);
  readonly paused = signal(false);
  /** So many times as fast as the wall clock, or as fast as this machine can. */
  readonly speed = signal<number>(1);
  /** Payer whose phone is in the customer's hand. */
  readonly payer = signal("");
  /** Told of every deed after it was done, and of every new session. */
  onDone: () => void = () => undefined;
  private readonly held: Signal<{ session: Session; world: World }>;
  private lastMs: number | undefined;
  /** Virtual time that is to pass whatever the speed. */
  private jumpMs = 0;
  private owedMs = 0;
  private keys: Key[] = [];
  private keyMs = -Infinity;

  constructor(readonly worlds: Worlds, world: World) {
    this.held = signal({ session: worlds.begin(world), world });
  }

  /** The session as it is now; a component that reads it is drawn again when another one takes its place. */
  get session(): Session {
    return this.held.value.session;
  }

  /** What the session began with. */
  get world(): World {
    return this.held.value.world;
  }

  /** True while a jump is under way. */
  get jumping(): boolean {
    return this.jumpMs > 0;
  }

  /** Does it now; see `Session.do`. */
  do(deed: Deed): unknown {
    const given = this.session.do(deed);
    this.changed.value++;
    this.onDone();
    return given;
  }

  /** A finger presses a key; those that come faster than fingers let go wait for one another. */
  press(key: Key): void {
    this.keys.push(key);
    this.type();
  }

  /** Lets so much virtual time pass as fast as it goes, over as many frames as it takes. */
  jump(ms: number): void {
    this.jumpMs += ms;
  }

  /** Moves to the next event of the shop and makes it happen. */
  step(): void {
    this.session.step();
    this.changed.value++;
  }

  /** Another session takes the place of this one. */
  take(session: Session, world: World): void {
    this.jumpMs = this.owedMs = 0;
    this.keys = [];
    this.keyMs = -Infinity;
    this.held.value = { session, world };
    this.changed.value++;
    this.onDone();
  }

  /** A session from the start of a world; nothing is switched on. */
  begin(world: World): void {
    this.take(this.worlds.begin(world), world);
  }

  /** Plays frames until the page goes away. */
  run(): void {
    const frame = (nowMs: number): void => {
      this.frame(nowMs);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  /** One frame: as much virtual time as is owed, or as there is time for. */
  frame(nowMs: number): void {
    const elapsedMs = Math.min(FRAME_MS_MAX, nowMs - (this.lastMs ?? nowMs));
    this.lastMs = nowMs;
    if (!this.paused.value) this.owedMs += elapsedMs * this.speed.value;
    this.type();
    const wholeMs = Math.floor(this.owedMs) + this.jumpMs;
    if (wholeMs <= 0) return;
    const deadlineMs = performance.now() + WORK_MS;
    const leftMs = this.session.pass(wholeMs, () => performance.now() > deadlineMs);
    this.jumpMs = Math.min(this.jumpMs, leftMs);
    // A speed that this machine does not reach is not made up for.
    this.owedMs -= Math.floor(this.owedMs);
    this.changed.value++;
  }

  private type(): void {
    if (this.keys.length === 0 || this.session.nowMs < this.keyMs + KEY_MS) return;
    this.keyMs = this.session.nowMs;
    this.do({ do: "key", key: this.keys.shift()! });
  }
}
