import { EXCHANGE_FAULTS, type Injection, nameOf, SHORT_FAULTS } from "../faults/injection";
import type { Case, Outcome } from "./case";
import type { Flow, Plan } from "./flows";

/** Things that may happen first, all at one moment, and which kinds of second things are tried after each. */
export interface Unit {
  flow: Flow;
  /** None: the flow undisturbed. */
  firsts: readonly Injection[];
  then: readonly Follow[];
}

/** Kinds of second things. */
type Follow = "cuts" | "fineCuts" | "faults" | "shortFaults" | "anyFaults" | "anyShortFaults" | "payer" | "phone";

type Firsts = (outcome: Outcome) => Injection[];

/** A few bytes of every slot. */
const COARSE_STEP = 9;
/** First cuts at so many bytes after each other are one unit of work. */
const BYTES_TOGETHER = 64;

const FIRSTS: Record<string, Firsts> = {
  cuts: (outcome) => [...byteCuts(0, outcome.counts.b, 1), ...exchangeCuts(0, outcome)],
  exchangeCuts: (outcome) => exchangeCuts(0, outcome),
  faults: (outcome) => faults(1, outcome, EXCHANGE_FAULTS),
  shortFaults: (outcome) => faults(1, outcome, SHORT_FAULTS),
  payer: (outcome) => payer(1, outcome, ["type", "refuse", "startTyping"]),
  typing: (outcome) => payer(1, outcome, ["type", "refuse"]),
  phone: (outcome) => payer(1, outcome, ["pay", "open"]),
  cancel: (outcome) => range(1, outcome.counts.s).flatMap((at) => [moment("s", at, "cancel"), moment("r", at, "cancel")]),
  network: (outcome) => range(1, outcome.counts.s).map((at) => moment("s", at, "unplug")),
  number: (outcome) => range(1, outcome.counts.s).map((at) => moment("s", at, "usedNumber")),
  wear: (outcome) => range(1, outcome.counts.w).flatMap((at) => [moment("w", at, "fail"), moment("w", at, "dead")]),
};

/** Each plan: what happens first, and what second. */
const PLANS: Readonly<Record<Plan, [first: string, then: readonly Follow[]]>> = {
  cuts: ["cuts", []],
  cutPairs: ["cuts", ["cuts"]],
  faults: ["faults", []],
  faultPairs: ["faults", ["faults"]],
  shortPairs: ["shortFaults", ["shortFaults"]],
  faultCuts: ["shortFaults", ["cuts"]],
  payer: ["payer", ["payer"]],
  exchangeCutPairs: ["exchangeCuts", ["cuts"]],
  number: ["number", ["cuts", "shortFaults"]],
  phoneAlone: ["phone", []],
  payerFaults: ["typing", ["anyFaults"]],
  payerShort: ["typing", ["anyShortFaults"]],
  payerCuts: ["typing", ["fineCuts"]],
  phone: ["phone", ["phone", "cuts"]],
  phoneFaults: ["phone", ["anyShortFaults"]],
  cancel: ["cancel", ["payer", "shortFaults", "cuts"]],
  network: ["network", ["payer", "cuts"]],
  wear: ["wear", ["cuts", "shortFaults"]],
};

/** Which things come first in a flow; given how it goes undisturbed. Each stands there once. */
export function unitsOf(flow: Flow, undisturbed: Outcome): Unit[] {
  const firsts = new Map<string, { first: Injection; then: Set<Follow> }>();
  for (const plan of flow.plans) {
    const [first, then] = PLANS[plan];
    for (const injection of FIRSTS[first]!(undisturbed)) {
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
    for (const injection of follows(follow, first, outcome)) {
      const key = nameOf(injection);
      if (seen.has(key)) continue;
      seen.add(key);
      cases.push({ flow, injections: [first, injection] });
    }
  }
  return cases;
}

function follows(follow: Follow, first: Injection, outcome: Outcome): Injection[] {
  const restarted = outcome.starts > 1;
  // After a cut of power the second thing happens in the recovery, else after the first in order of exchanges.
  const after = restarted ? outcome.countsAtStart.s : first.moment === "b" || first.moment === "w" ? 0 : first.at;
  switch (follow) {
    case "cuts": {
      const from = restarted ? outcome.countsAtStart.b : 0;
      const step = first.moment === "b" ? COARSE_STEP : restarted ? 1 : COARSE_STEP;
      return [...byteCuts(from, outcome.counts.b, step), ...exchangeCuts(after, outcome)];
    }
    case "fineCuts": return [...byteCuts(0, outcome.counts.b, 1), ...exchangeCuts(0, outcome)];
    case "faults": return faults(after + 1, outcome, EXCHANGE_FAULTS);
    case "shortFaults": return faults(after + 1, outcome, SHORT_FAULTS);
    case "anyFaults": return faults(1, outcome, EXCHANGE_FAULTS);
    case "anyShortFaults": return faults(1, outcome, SHORT_FAULTS);
    case "payer": return payer(after + 1, outcome, ["type", "refuse"]);
    case "phone": return payer(after + 1, outcome, ["type", "refuse"]);
  }
}

function moment(kind: Injection["moment"], at: number, act: string): Injection {
  return { moment: kind, at, act };
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

function byteCuts(from: number, to: number, step: number): Injection[] {
  const cuts: Injection[] = [];
  for (let at = from; at < to; at += step) cuts.push(moment("b", at, "cut"));
  return cuts;
}

function exchangeCuts(after: number, outcome: Outcome): Injection[] {
  const sends = range(after + 1, outcome.counts.s).flatMap((at) => [moment("s", at, "cut"), moment("s", at, "sentCut")]);
  const receives = range(after + 1, outcome.counts.r).flatMap((at) => [moment("r", at, "cut"), moment("r", at, "afterCut")]);
  return [...sends, ...receives];
}

function faults(from: number, outcome: Outcome, kinds: readonly string[]): Injection[] {
  return range(from, outcome.counts.s).flatMap((at) => kinds.map((kind) => moment("s", at, kind)));
}

function payer(from: number, outcome: Outcome, acts: readonly string[]): Injection[] {
  return range(from, outcome.counts.a).flatMap((at) => acts.map((act) => moment("a", at, act)));
}
