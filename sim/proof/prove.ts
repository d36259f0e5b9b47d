import { type Injection, nameOf } from "../faults/injection";
import { type Ends, type Outcome, runCase } from "./case";
import { type Case, caseName } from "./case-name";
import { secondsOf, type Unit, unitsOf } from "./enumerate";
import { FLOWS, type Flow } from "./flows";
import type { Cuts } from "./standing";
import { probe } from "./trace";

/** So many ends are kept at once. */
const ENDS_MAX = 200_000;
/** Of the pairs whose first thing comes to the same as another, each so-many-th is run all the same. */
const TRIED_AGAIN_EVERY = 97;

const CUTS: readonly string[] = ["cut", "sentCut", "afterCut"];

/** What came of a share of the proof. */
export interface Tally {
  cases: number;
  /** Those among them that ended where another one had stood. */
  joined: number;
  /** Pairs that were left out, because what happens first in them comes to the same as in others. */
  alike: number;
  /** Cuts of power that took place, and exchanges that met a fault. */
  cuts: number;
  faults: number;
  /** Virtual time of all cases together. */
  virtualMs: number;
  violations: { name: string; problems: string[] }[];
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { cases: 0, joined: 0, alike: 0, cuts: 0, faults: 0, virtualMs: 0, violations: [] };
}

/** Adds `more` to `sum`. */
export function addTally(sum: Tally, more: Tally): void {
  sum.cases += more.cases;
  sum.joined += more.joined;
  sum.alike += more.alike;
  sum.cuts += more.cuts;
  sum.faults += more.faults;
  sum.virtualMs += more.virtualMs;
  sum.violations.push(...more.violations);
}

/** Every unit of the proof, always in the same order; with `isAll` those of `more` as well. */
export function allUnits(flows: readonly Flow[] = FLOWS, isAll = false): Unit[] {
  return flows.flatMap((flow) => unitsOf(flow, runCase({ flow, injections: [] }), isAll));
}

/** How runs of the flow at hand ended. */
let ends: Ends = new Map();
let endsOf: Flow | undefined;

/** At most so many first things of a unit, and second things after each; spread evenly. */
export interface Share {
  firsts: number;
  seconds: number;
}

/**
 * Runs a unit: each of its first cases and all that may follow, or a share. After a first thing that left
 * everything as another one of the unit did, only a part of what may follow is tried.
 */
export function runUnit(unit: Unit, share?: Share): Tally {
  const tally = emptyTally();
  const { flow, firsts } = unit;
  if (endsOf !== flow || ends.size > ENDS_MAX) ends = new Map();
  endsOf = flow;
  if (firsts.length === 0) runOne({ flow, injections: [] }, tally);
  const standings = new Set<string>();
  const isCutAfter = unit.then.some((follow) => /cuts/i.test(follow));
  for (const first of spread(firsts, share?.firsts)) {
    const cuts: Cuts = new Map();
    const outcome = runOne({ flow, injections: [first] }, tally, isCutAfter ? cuts : undefined);
    if (outcome === undefined) continue;
    const isAlike = outcome.standing !== undefined && standings.has(outcome.standing);
    const all = secondsOf(unit, first, outcome);
    const seconds = isAlike ? all.filter((second, at) => isTriedAgain(second, at, outcome)) : all;
    tally.alike += all.length - seconds.length;
    for (const second of spread(seconds, share?.seconds)) {
      const foreseen = ends.get(cuts.get(nameOf(second.injections[1]!)) ?? "");
      if (foreseen === undefined) runOne(second, tally);
      else count(second, foreseen.violations, true, tally);
    }
    if (outcome.standing !== undefined) standings.add(outcome.standing);
  }
  return tally;
}

/** At most so many of the list, from its beginning to its end. */
function spread<One>(all: readonly One[], max = Infinity): One[] {
  if (all.length <= max) return [...all];
  return Array.from({ length: max }, (_, at) => all[Math.floor(at * all.length / max)]!);
}

/**
 * What happens before everything was alike; the answer before, which may be another one even where all else is
 * alike; of the rest, some.
 */
function isTriedAgain({ injections }: Case, at: number, { countsAtStanding, paths }: Outcome): boolean {
  const [first, second] = injections as [Injection, Injection];
  if (countsAtStanding === undefined) return true;
  // Bytes are counted from 0: a cut at this one comes before it is programmed.
  if (second.at + (second.moment === "b" ? 1 : 0) <= countsAtStanding[second.moment]) return true;
  if (at % TRIED_AGAIN_EVERY === 0) return true;
  return second.act === "repeatedAnswer" && first.moment === "s" && second.at - 1 === paths.indexOf(paths[first.at - 1]!, first.at);
}

/** Runs one case into the tally; one whose moments never came is no case of its own. */
function runOne(which: Case, tally: Tally, cuts?: Cuts): Outcome | undefined {
  let outcome: Outcome;
  try {
    outcome = runCase(which, {}, ends, cuts);
  } catch (error) {
    tally.cases++;
    tally.violations.push({ name: caseName(which), problems: [`the run broke: ${String((error as Error).stack ?? error)}`] });
    return undefined;
  }
  if (!outcome.complete) return outcome;
  count(which, outcome.violations, outcome.joined !== undefined, tally);
  tally.virtualMs += outcome.tookMs;
  return outcome;
}

function count(which: Case, problems: string[], isJoined: boolean, tally: Tally): void {
  tally.cases++;
  if (isJoined) tally.joined++;
  for (const { moment, act } of which.injections) {
    if (CUTS.includes(act)) tally.cuts++;
    else if (moment === "s" && act !== "cancel") tally.faults++;
  }
  if (problems.length > 0) tally.violations.push({ name: caseName(which), problems });
}

/** Plants a defect, or with undefined takes it out. */
export function plant(defect: string | undefined): void {
  probe.defect = defect;
  endsOf = undefined;
}
