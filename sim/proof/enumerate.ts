import { EXCHANGE_FAULTS, type Injection, SHORT_FAULTS } from "../faults/injection";
import type { Case, Outcome } from "./case";
import type { Flow, Plan } from "./flows";

/** A first thing that happens, and which kinds of second things are tried after it. */
export interface Unit {
  flow: Flow;
  /** Undefined: the flow undisturbed. */
  first: Injection | undefined;
  then: readonly Follow[];
}

/** Kinds of second things. */
type Follow = "cuts" | "fineCuts" | "faults" | "shortFaults" | "anyFaults" | "anyShortFaults" | "payer" | "phone";

type Firsts = (outcome: Outcome) => Injection[];

/** Bytes of a record that differ: its first, one in the middle, those around its end. */
const COARSE_STEP = 16;

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
  const units = new Map<string, Unit>([["none", { flow, first: undefined, then: [] }]]);
  for (const plan of flow.plans) {
    const [first, then] = PLANS[plan];
    for (const injection of FIRSTS[first]!(undisturbed)) {
      const key = `${injection.moment}${injection.at}${injection.act}`;
      const unit = units.get(key) ?? { flow, first: injection, then: [] };
      units.set(key, { ...unit, then: [...new Set([...unit.then, ...then])] });
    }
  }
  return [...units.values()];
}

/** The cases of a unit beyond its first, given how the first went. */
export function secondsOf(unit: Unit, outcome: Outcome): Case[] {
  const { flow, first } = unit;
  if (first === undefined) return [];
  const seen = new Set<string>();
  const cases: Case[] = [];
  for (const follow of unit.then) {
    for (const injection of follows(follow, first, outcome)) {
      const key = `${injection.moment}${injection.at}${injection.act}`;
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
