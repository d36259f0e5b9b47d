import { EXCHANGE_FAULTS, type Injection, nameOf, SHORT_FAULTS } from "../faults/injection";
import type { Outcome } from "./case";
import type { Case } from "./case-name";
import type { Flow } from "./flows";

/** Things that may happen first, all at one moment, and which kinds of second things are tried after each. */
export interface Unit {
  flow: Flow;
  /** None: the flow undisturbed. */
  firsts: readonly Injection[];
  then: readonly Follow[];
}

/** Kinds of second things: all after the first one, but for `any...` and `fineCuts`, which may come before it. */
type Follow = "cuts" | "coarseCuts" | "fineCuts" | "faults" | "shortFaults" | "anyShortFaults" | "payer";

type Firsts = (outcome: Outcome) => Injection[];

/** A cut now and then: a number that goes through all bytes of a slot. */
const SOME_BYTES = 41;
/** First cuts at so many bytes after each other are one unit of work. */
const BYTES_TOGETHER = 64;

const NOTHING: Outcome["counts"] = { s: 0, a: 0, r: 0, b: 0, w: 0 };

const FIRSTS = {
  cuts: (outcome) => [...byteCuts(0, outcome.counts.b), ...exchangeCuts(NOTHING, outcome)],
  someCuts: (outcome) => byteCuts(0, outcome.counts.b).filter(({ at }) => at % SOME_BYTES === 0),
  faults: (outcome) => faults(1, outcome, EXCHANGE_FAULTS),
  shortFaults: (outcome) => faults(1, outcome, SHORT_FAULTS),
  payer: (outcome) => payer(1, outcome, ["type", "refuse", "startTyping"]),
  typing: (outcome) => payer(1, outcome, ["type", "refuse"]),
  phone: (outcome) => payer(1, outcome, ["pay", "open"]),
  cancel: (outcome) => range(1, outcome.counts.s).flatMap((at) => [moment("s", at, "cancel"), moment("r", at, "cancel")]),
  network: (outcome) => range(1, outcome.counts.s).map((at) => moment("s", at, "unplug")),
  number: (outcome) => range(1, outcome.counts.s).map((at) => moment("s", at, "usedNumber")),
  wear: (outcome) => range(1, outcome.counts.w).flatMap((at) => [moment("w", at, "fail"), moment("w", at, "dead")]),
} satisfies Record<string, Firsts>;

/** Each plan: what happens first, and what second. */
const PLANS = {
  cuts: ["cuts", []],
  someCuts: ["someCuts", []],
  cutPairs: ["cuts", ["coarseCuts"]],
  cutFaults: ["cuts", ["shortFaults"]],
  everyCutPair: ["cuts", ["cuts"]],
  everyCutFault: ["cuts", ["faults"]],
  faults: ["faults", []],
  faultPairs: ["faults", ["faults"]],
  faultShort: ["faults", ["shortFaults"]],
  shortPairs: ["shortFaults", ["shortFaults"]],
  faultCuts: ["faults", ["coarseCuts"]],
  shortCuts: ["shortFaults", ["coarseCuts"]],
  payer: ["payer", ["payer"]],
  payerFaults: ["typing", ["anyShortFaults"]],
  payerCuts: ["typing", ["coarseCuts"]],
  phoneAlone: ["phone", []],
  phone: ["phone", ["payer", "coarseCuts"]],
  phoneFaults: ["phone", ["anyShortFaults"]],
  cancel: ["cancel", ["payer", "coarseCuts"]],
  network: ["network", ["payer", "coarseCuts"]],
  networkFaults: ["network", ["shortFaults"]],
  unplugged: ["network", []],
  number: ["number", ["coarseCuts", "shortFaults"]],
  numberCuts: ["number", ["coarseCuts"]],
  wearAlone: ["wear", []],
  wear: ["wear", ["coarseCuts"]],
} satisfies Record<string, [first: keyof typeof FIRSTS, then: readonly Follow[]]>;

/** A way of enumerating: which things happen, and after which first one. */
export type Plan = keyof typeof PLANS;

/** Which things come first in a flow, with `more` if all are wanted; given how it goes undisturbed. Each stands there once. */
export function unitsOf(flow: Flow, undisturbed: Outcome, isAll: boolean): Unit[] {
  const firsts = new Map<string, { first: Injection; then: Set<Follow> }>();
  for (const plan of isAll ? [...flow.plans, ...flow.more ?? []] : flow.plans) {
    const [first, then]: [keyof typeof FIRSTS, readonly Follow[]] = PLANS[plan];
    for (const injection of FIRSTS[first](undisturbed)) {
      const name = nameOf(injection);
      if (!firsts.has(name)) firsts.set(name, { first: injection, then: new Set() });
      for (const follow of then) firsts.get(name)!.then.add(follow);
    }
  }
  const units = new Map<string, Unit & { firsts: Injection[] }>();
  for (const { first, then } of firsts.values()) {
    const at = first.moment === "b" ? Math.floor(first.at / BYTES_TOGETHER) : first.at;
    const key = `${first.moment}${at} ${[...then].sort().join()}`;
    const unit = units.get(key);
    if (unit === undefined) units.set(key, { flow, firsts: [first], then: [...then] });
    else unit.firsts.push(first);
  }
  return [{ flow, firsts: [], then: [] }, ...units.values()];
}

/** The cases that go on after a first thing, given how that went. */
export function secondsOf({ flow, then }: Unit, first: Injection, outcome: Outcome): Case[] {
  const seen = new Set<string>();
  const cases: Case[] = [];
  for (const follow of then) {
    for (const injection of follows(follow, outcome)) {
      const key = nameOf(injection);
      if (seen.has(key)) continue;
      seen.add(key);
      cases.push({ flow, injections: [first, injection] });
    }
  }
  return cases;
}

function follows(follow: Follow, outcome: Outcome): Injection[] {
  // After a cut of power the second thing happens in the recovery, else after the first.
  const from = outcome.starts > 1 ? outcome.countsAtStart : outcome.countsAtLast;
  switch (follow) {
    case "cuts": return [...byteCuts(from.b, outcome.counts.b), ...exchangeCuts(from, outcome)];
    case "coarseCuts": return [...writeCuts(from.b, outcome), ...exchangeCuts(from, outcome)];
    case "fineCuts": return [...byteCuts(0, outcome.counts.b), ...exchangeCuts(NOTHING, outcome)];
    case "faults": return faults(from.s + 1, outcome, EXCHANGE_FAULTS);
    case "shortFaults": return faults(from.s + 1, outcome, SHORT_FAULTS);
    case "anyShortFaults": return faults(1, outcome, SHORT_FAULTS);
    case "payer": return payer(from.a + 1, outcome, ["type", "refuse"]);
  }
}

function moment(kind: Injection["moment"], at: number, act: string): Injection {
  return { moment: kind, at, act };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function byteCuts(from: number, to: number): Injection[] {
  return range(from, to - 1).map((at) => moment("b", at, "cut"));
}

/** Cuts before the first byte of each write, after its first, and before its last. */
function writeCuts(from: number, { writes, counts }: Outcome): Injection[] {
  const places = new Set<number>();
  writes.forEach((start, at) => {
    const end = writes[at + 1] ?? counts.b;
    for (const place of [start, start + 1, end - 1]) if (place >= from && place < end) places.add(place);
  });
  return [...places].map((at) => moment("b", at, "cut"));
}

/** Cuts at every send and receive after the counts; answers to a terminal that lost its power are heard by nobody. */
function exchangeCuts(from: Outcome["counts"], { counts, starts }: Outcome): Injection[] {
  const sends = range(from.s + 1, counts.s).flatMap((at) => [moment("s", at, "cut"), moment("s", at, "sentCut")]);
  const heard = starts > 1 ? from.s : from.r;
  const receives = range(heard + 1, counts.r).flatMap((at) => [moment("r", at, "cut"), moment("r", at, "afterCut")]);
  return [...sends, ...receives];
}

function faults(from: number, outcome: Outcome, kinds: readonly string[]): Injection[] {
  return range(from, outcome.counts.s).flatMap((at) => kinds.map((kind) => moment("s", at, kind)));
}

function payer(from: number, outcome: Outcome, acts: readonly string[]): Injection[] {
  return range(from, outcome.counts.a).flatMap((at) => acts.map((act) => moment("a", at, act)));
}
