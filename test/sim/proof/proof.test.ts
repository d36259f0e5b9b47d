import { test } from "uvu";
import * as assert from "uvu/assert";
import { DEFECTS } from "../../../sim/proof/defects";
import { bundleProof } from "../../../scripts/prove/bundle";

const bundle = await bundleProof();
const proof = await import(bundle.path) as typeof import("../../../scripts/prove/worker");

test("a share of every flow's cases holds the promise", () => {
  let cases = 0;
  const wrong: string[] = [];
  for (const flow of proof.FLOWS) {
    const units = proof.allUnits([flow]);
    const step = Math.max(1, Math.floor(units.length / 14));
    for (let at = 0; at < units.length; at += step) {
      const tally = proof.runUnit(units[at]!, 3);
      cases += tally.cases;
      for (const { name, problems } of tally.violations) wrong.push(`${name}: ${problems.join("; ")}`);
    }
  }
  assert.equal(wrong, []);
  assert.ok(cases > 500, `${cases} cases`);
});

for (const { name, what, flow } of DEFECTS) {
  test(`the proof fails and names a case when ${what}`, () => {
    assert.ok(firstWrong(flow, name), "no case shows it");
  });
}

test("random trading days hold the promise", () => {
  for (const seed of ["first", "second", "third"]) {
    assert.equal(proof.runCase(proof.dayCase({ ...proof.ROUGH_DAY, seed })).violations, [], seed);
  }
});

test("a case is replayed by its name, the same every time, with no secret in its transcript", () => {
  const lines: string[][] = [[], []];
  for (const transcript of lines) {
    proof.transcribe(proof.parseCase("second-password/s2-lostAnswer+a4-type"), (line) => transcript.push(line));
  }
  assert.equal(lines[0], lines[1]);
  const text = lines[0]!.join("\n");
  for (const part of ["FAULT    s2-lostAnswer", "effect   journal", "packet   /pay/orderquery", "screen", "paper", "all is well"]) {
    assert.ok(text.includes(part), part);
  }
  assert.not.match(text, /\b1[0-6]\d{16}\b/);
});

test("every case has a name of its own, and the name is the case", () => {
  const names = new Set<string>();
  for (const flow of proof.FLOWS.slice(0, 3)) {
    for (const unit of proof.allUnits([flow])) {
      for (const first of unit.firsts) {
        const name = proof.caseName({ flow, injections: [first] });
        assert.not.ok(names.has(name), name);
        names.add(name);
        assert.is(proof.caseName(proof.parseCase(name)), name);
      }
    }
  }
});

test.after(() => bundle.remove());
test.run();

/** The name of the first case of a flow that is wrong with the defect and right without it. */
function firstWrong(flowName: string, defect: string): string | undefined {
  const flow = proof.FLOWS.find((candidate) => candidate.name === flowName)!;
  for (const unit of proof.allUnits([flow])) {
    proof.plant(defect);
    const { violations } = proof.runUnit(unit, 4);
    proof.plant(undefined);
    const found = violations.find(({ name }) => proof.runCase(proof.parseCase(name)).violations.length === 0);
    if (found !== undefined) return found.name;
  }
  return undefined;
}
