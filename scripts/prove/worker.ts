import { parentPort } from "node:worker_threads";
import { allUnits, plant, runUnit, type Tally } from "../../sim/proof/prove";
import type { Unit } from "../../sim/proof/enumerate";
import { findFlow } from "../../sim/proof/flows";

/** What a worker is asked: how many units there are, or to run one of them. */
export type Question =
  | { kind: "count"; defect?: string; flow?: string; isAll: boolean }
  | { kind: "run"; unit: number };

/** What it answers. */
export type Answer = { kind: "count"; count: number } | { kind: "tally"; tally: Tally };

let units: Unit[] | undefined;

parentPort?.on("message", (question: Question) => {
  if (question.kind === "count") {
    plant(question.defect);
    units = allUnits(question.flow === undefined ? undefined : [findFlow(question.flow)], question.isAll);
    return parentPort!.postMessage({ kind: "count", count: units.length } satisfies Answer);
  }
  parentPort!.postMessage({ kind: "tally", tally: runUnit(units![question.unit]!) } satisfies Answer);
});

export { runCase } from "../../sim/proof/case";
export { caseName, parseCase } from "../../sim/proof/case-name";
export { allUnits, plant, runUnit } from "../../sim/proof/prove";
export { FLOWS } from "../../sim/proof/flows";
export { transcribe } from "../../sim/proof/transcript";
export { dayCase, LIGHT_DAY, ROUGH_DAY } from "../../sim/proof/day";
export { secondsOf } from "../../sim/proof/enumerate";
