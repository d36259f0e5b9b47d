import type { CallName } from "./calls/call";
import { createRandom } from "./random";

/**
 * What can go wrong between a client and the gateway. The first group ends the exchange, the second
 * spoils the answer, the third forges it (as somebody on the wire could). `processed` tells whether
 * the gateway did its work: the client cannot see the difference.
 *
 * Not claimed: a spoiled request (TLS would end it), a request that arrives twice, and an answer
 * with a right signature made from the key.
 */
export const FAULTS = {
  lostRequest: { processed: false },
  lostAnswer: { processed: true },
  lateAnswer: { processed: true },
  halfAnswer: { processed: true },
  endless: { processed: true },
  html: { processed: false },
  httpError: { processed: false },
  emptyBody: { processed: false },
  errorCode: { processed: false },
  unknownCode: { processed: true },
  unknownField: { processed: true },
  duplicateElement: { processed: true },
  doctype: { processed: true },
  wrongSignature: { processed: true },
  unsignedSuccess: { processed: false },
  repeatedAnswer: { processed: true },
  otherOrder: { processed: true },
  otherAmount: { processed: true },
} as const;

export type FaultKind = keyof typeof FAULTS;

/** What one fault does, beside its kind. */
export interface FaultDetails {
  kind: FaultKind;
  /** Overrides whether the gateway does its work before things go wrong. */
  processed?: boolean;
  /** For the two lost ones: nothing for ever (the default), or the connection closes. */
  ending?: "silent" | "close";
  /** For `lateAnswer`; 20 s unless told. */
  delayMs?: number;
  /** For `httpError`; 502 unless told. */
  status?: number;
  /** For `errorCode`; SYSTEMERROR unless told. */
  code?: string;
}

/** One planned fault: on the `nth` request (from 1) of a call, counted from when it was planned. */
export interface Fault extends FaultDetails {
  /** Without it: any call. */
  call?: CallName;
  nth?: number;
  /** How many requests in a row; 1 unless told. */
  times?: number;
}

/** An explicit list, or faults drawn from a seed for `rate` (0 to 1) of all requests. */
export type FaultPlan = readonly Fault[] | DrawnFaults;

interface DrawnFaults {
  seed: string | number;
  rate: number;
  /** Without it: every kind. */
  kinds?: readonly FaultKind[];
}

/** Tells the fault of each request, in the order of their arrival. */
export class Faults {
  private next: (call: CallName) => FaultDetails | undefined = none;

  /** Replaces the plan. An empty list heals the world. */
  plan(plan: FaultPlan): void {
    this.next = "seed" in plan ? drawn(plan) : listed(plan);
  }

  /** The fault of the request that has just arrived, if any. */
  take(call: CallName): FaultDetails | undefined {
    return this.next(call);
  }
}

function none(): undefined {
  return undefined;
}

function listed(plan: readonly Fault[]): (call: CallName) => FaultDetails | undefined {
  const seen = plan.map(() => 0);
  return (call) => {
    let found: Fault | undefined;
    plan.forEach((fault, at) => {
      if (fault.call !== undefined && fault.call !== call) return;
      const count = ++seen[at]!;
      const first = fault.nth ?? 1;
      if (count >= first && count < first + (fault.times ?? 1)) found ??= fault;
    });
    return found;
  };
}

function drawn(plan: DrawnFaults): () => FaultDetails | undefined {
  const random = createRandom(plan.seed, "faults");
  const choice = plan.kinds ?? (Object.keys(FAULTS) as FaultKind[]);
  return () => {
    // Two draws for every request, so that another rate does not shift the kinds.
    const hit = random.below(1_000_000) < plan.rate * 1_000_000;
    const kind = choice[random.below(choice.length)]!;
    return hit ? { kind } : undefined;
  };
}
