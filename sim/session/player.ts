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
  private limit = Infinity;

  /** @param begin makes the session anew that the deeds began with */
  constructor(readonly deeds: readonly DatedDeed[], private readonly begin: () => Session) {
    this.session = this.start();
  }

  get nextMs(): number | undefined {
    return this.position < this.limit ? this.deeds[this.position]?.atMs : undefined;
  }

  look(): void {
    const deed = this.deeds[this.position]!;
    this.onDeed(this.session, deed);
    this.position++;
    const { atMs: _, ...done } = deed;
    try {
      this.session.do(done);
    } catch (error) {
      this.refused.push(`deed ${this.position}, ${JSON.stringify(done)}: ${(error as Error).message}`);
    }
  }

  /** Moves to where `position` deeds are done, at the moment of the last. False: `isLate` said so, call again. */
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
    if (this.session.player === this) this.session.player = undefined;
  }

  private start(): Session {
    this.position = 0;
    this.refused = [];
    const session = this.begin();
    session.player = this;
    return session;
  }
}
