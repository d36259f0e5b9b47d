import type { Injection, MomentKind } from "../faults/injection";

/** So few injections are searched faster than looked up. */
const FEW = 4;

/** So many moments of each kind. */
export type Counts = Record<MomentKind, number>;

function none(): Counts {
  return { s: 0, a: 0, r: 0, b: 0, w: 0 };
}

/** The moments of a run as they are counted, and what is planned for them. */
export class Moments {
  /** So far. */
  readonly counts = none();
  /** Where they stood at the last start. */
  atStart = none();
  /** Where they stood when the last planned thing happened. */
  atLast = none();
  /** What took place, in order. */
  readonly happened: Injection[] = [];
  private readonly byMoment = new Map<string, Injection>();

  constructor(private readonly plan: readonly Injection[]) {
    if (plan.length > FEW) for (const injection of plan) this.byMoment.set(`${injection.moment}${injection.at}`, injection);
  }

  /** A start, with so much spent on flash. Gives when the power fails next, undefined: never. */
  begin(spent: number): number | undefined {
    this.counts.b = spent;
    this.atStart = { ...this.counts };
    let next: number | undefined;
    for (const injection of this.plan) {
      if (injection.moment === "b" && injection.at >= spent && !this.happened.includes(injection)) {
        next = Math.min(next ?? injection.at, injection.at);
      }
    }
    return next;
  }

  /** What is to happen at this moment. */
  planned(moment: MomentKind, at: number): Injection | undefined {
    if (this.plan.length > FEW) return this.byMoment.get(`${moment}${at}`);
    for (const injection of this.plan) {
      if (injection.moment === moment && injection.at === at) return injection;
    }
    return undefined;
  }

  /** The cut of power that was planned for when so much was spent on flash. */
  cutAt(spent: number): Injection | undefined {
    return this.plan.find((injection) => injection.moment === "b" && injection.at === spent && !this.happened.includes(injection));
  }

  /** It took place, with so much spent on flash. */
  note(injection: Injection, spent: number): void {
    this.happened.push(injection);
    this.atLast = { ...this.counts, b: spent };
  }
}
