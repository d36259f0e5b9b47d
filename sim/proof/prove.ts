import { type Case, caseName, type Outcome, runCase } from "./case";
import { secondsOf, type Unit, unitsOf } from "./enumerate";
import { FLOWS, type Flow } from "./flows";
import { probe } from "./trace";

/** What came of a share of the proof. */
export interface Tally {
  cases: number;
  /** Cuts of power that took place, and exchanges that met a fault. */
  cuts: number;
  faults: number;
  /** Virtual time of all cases together. */
  virtualMs: number;
  violations: { name: string; problems: string[] }[];
}

/** A tally of nothing. */
export function emptyTally(): Tally {
  return { cases: 0, cuts: 0, faults: 0, virtualMs: 0, violations: [] };
}

/** Adds `more` to `sum`. */
export function addTally(sum: Tally, more: Tally): void {
  sum.cases += more.cases;
  sum.cuts += more.cuts;
  sum.faults += more.faults;
  sum.virtualMs += more.virtualMs;
  sum.violations.push(...more.violations);
}

/** Every unit of the proof, always in the same order. */
export function allUnits(flows: readonly Flow[] = FLOWS): Unit[] {
  return flows.flatMap((flow) => unitsOf(flow, runCase({ flow, injections: [] })));
}

/** Runs a unit: its first case and all that may follow, at most `secondsMax` of those, spread evenly. */
export function runUnit(unit: Unit, secondsMax = Infinity): Tally {
  const tally = emptyTally();
  const outcome = runOne({ flow: unit.flow, injections: unit.first === undefined ? [] : [unit.first] }, tally);
  if (outcome === undefined) return tally;
  const seconds = secondsOf(unit, outcome);
  const step = Math.max(1, seconds.length / secondsMax);
  for (let at = 0; at < seconds.length; at += step) runOne(seconds[Math.floor(at)]!, tally);
  return tally;
}

/** Runs one case into the tally; one whose moments never came is no case of its own. */
function runOne(which: Case, tally: Tally): Outcome | undefined {
  let outcome: Outcome;
  try {
    outcome = runCase(which);
  } catch (error) {
    tally.cases++;
    tally.violations.push({ name: caseName(which), problems: [`the run broke: ${String((error as Error).stack ?? error)}`] });
    return undefined;
  }
  if (!outcome.complete) return outcome;
  tally.cases++;
  tally.cuts += outcome.starts - 1;
  for (const injection of which.injections) if (injection.moment === "s" && !/[cC]ut|cancel/.test(injection.act)) tally.faults++;
  tally.virtualMs += outcome.tookMs;
  if (outcome.violations.length > 0) tally.violations.push({ name: caseName(which), problems: outcome.violations });
  return outcome;
}

/** Plants a defect, or with undefined takes it out. */
export function plant(defect: string | undefined): void {
  probe.defect = defect;
}
