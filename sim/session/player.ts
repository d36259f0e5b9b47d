import type { DatedDeed } from "./deed";
import type { Onlooker, Session } from "./session";

/**
 * Does recorded deeds again, each at its moment, forwards and backwards. A shop cannot be wound back: the way back is
 * the way from the beginning to there.
 */
export class Player implements Onlooker {
  session: Session;
  /** Deeds done so far. */
  position = 0;
  /** Deeds that could not be done any more, as sentences: the image or the simulator has changed. */
  refused: string[] = [];
  /** Called before every deed, and not for those that are only passed on the way to a sought one. */
  onDeed: (session: Session, deed: DatedDeed) => void = () => undefined;
  /** Called at the end of what was recorded; the session stands as it stood there. */
  onEnd: () => void = () => undefined;
  /** Another hand has done something: from there on it is another session. */
  released = false;
  private limit = Infinity;
  private ended = false;
  private acting = false;

  /**
   * @param begin makes the session anew that the deeds began with
   * @param endMs how long the recorded session went on
   */
  constructor(readonly deeds: readonly DatedDeed[], private readonly begin: () => Session, readonly endMs?: number) {
    this.session = this.start();
  }

  get nextMs(): number | undefined {
    if (this.position >= this.limit || this.ended) return undefined;
    return this.position < this.deeds.length ? this.deeds[this.position]!.atMs : this.endMs;
  }

  look(): void {
    const deed = this.deeds[this.position];
    if (deed === undefined) {
      this.ended = true;
      this.onEnd();
      return;
    }
    this.onDeed(this.session, deed);
    this.position++;
    const { atMs: _, ...done } = deed;
    this.acting = true;
    try {
      this.session.do(done);
    } catch (error) {
      this.refused.push(`deed ${this.position}, ${JSON.stringify(done)}: ${(error as Error).message}`);
    } finally {
      this.acting = false;
    }
  }

  /**
   * Moves to where `position` deeds are done, at the moment of the last; Infinity: to the end of what was recorded.
   * False: `isLate` said so, call again.
   */
  seek(position: number, isLate: () => boolean = () => false): boolean {
    if (position < this.position) this.session = this.start();
    this.limit = position;
    try {
      for (let next = this.nextMs; next !== undefined; next = this.nextMs) {
        if (this.session.pass(Math.max(0, next - this.session.nowMs), isLate) > 0) return false;
      }
    } finally {
      this.limit = Infinity;
    }
    return true;
  }

  /** The deeds behind the position are not done any more: the hand that acts now is the visitor's. */
  release(): void {
    this.released = true;
    if (this.session.player === this) this.session.player = undefined;
  }

  private start(): Session {
    this.position = 0;
    this.refused = [];
    this.ended = this.released = false;
    const session = this.begin();
    session.player = this;
    session.onDeed = () => { if (!this.acting && this.session === session) this.release(); };
    return session;
  }
}
