import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Ends } from "../../../sim/proof/case";
import type { Case } from "../../../sim/proof/case-name";
import { DEFECTS } from "../../../sim/proof/defects";
import type { Cuts } from "../../../sim/proof/standing";
import type { World } from "../../../sim/proof/world";
import { bundleProof } from "../../../scripts/prove/bundle";

const bundle = await bundleProof();
const proof = await import(bundle.path) as typeof import("../../../scripts/prove/worker");

test("a share of every flow's cases holds the promise", () => {
  let cases = 0;
  const wrong: string[] = [];
  for (const flow of proof.FLOWS) {
    const units = proof.allUnits([flow]);
    const step = Math.max(1, Math.floor(units.length / 8));
    for (let at = 0; at < units.length; at += step) {
      const tally = proof.runUnit(units[at]!, { firsts: 2, seconds: 2 });
      cases += tally.cases;
      for (const { name, problems } of tally.violations) wrong.push(`${name}: ${problems.join("; ")}`);
    }
  }
  assert.equal(wrong, []);
  assert.ok(cases > 500, `${cases} cases`);
});

for (const { name, what, flow, says } of DEFECTS) {
  test(`the proof fails and names a case when ${what}`, () => {
    assert.ok(firstWrong(flow, name, says), "no case shows it");
  });
}

test("a case ends as it would have ended, where it ended where another one had stood", () => {
  let joined = 0;
  for (const name of ["quick-pay", "native-nobody", "refund"]) {
    const flow = proof.FLOWS.find((candidate) => candidate.name === name)!;
    const ends: Ends = new Map();
    for (const unit of proof.allUnits([flow]).filter((_, at) => at % 5 === 1)) {
      for (const first of unit.firsts.slice(0, 3)) {
        const outcome = proof.runCase({ flow, injections: [first] }, {}, ends);
        for (const second of proof.secondsOf(unit, first, outcome).filter((_, at) => at % 20 === 0)) {
          const { joined: other } = proof.runCase(second, {}, ends);
          if (other === undefined) continue;
          joined++;
          assert.is(storyOf(second), storyOf(other), `${proof.caseName(second)} and ${proof.caseName(other)}`);
        }
      }
    }
  }
  assert.ok(joined > 20, `${joined} joined`);
});

test("a cut of power leaves a run where it was foreseen that it would", () => {
  let foreseen = 0;
  for (const name of ["quick-pay", "reverse-refused", "native", "roll-over"]) {
    const flow = proof.FLOWS.find((candidate) => candidate.name === name)!;
    for (const unit of proof.allUnits([flow]).filter((_, at) => at % 9 === 1)) {
      const cuts: Cuts = new Map();
      const first = unit.firsts[0]!;
      const outcome = proof.runCase({ flow, injections: [first] }, {}, new Map(), cuts);
      for (const second of proof.secondsOf({ ...unit, then: ["cuts"] }, first, outcome).filter((_, at) => at % 17 === 0)) {
        const standing = cuts.get(proof.caseName(second).split("+")[1]!);
        if (standing === undefined) continue;
        foreseen++;
        assert.is(proof.runCase(second, {}, new Map()).standing, standing, proof.caseName(second));
      }
    }
  }
  assert.ok(foreseen > 100, `${foreseen} foreseen`);
});

test("the flows meet what they are named for", () => {
  assert.is(worldOf("roll-over").storage.erased, 1);
  assert.ok(worldOf("full-flash").openBefore > 20);
  assert.ok(worldOf("reverse-refused").gateway.refunds.all().some(({ outRefundNo }) => outRefundNo.endsWith("V")));
  for (const flow of ["reverse-unheard", "certificate-refused"]) {
    assert.ok(worldOf(flow).records.some((record) => record.kind === "attention" && record.reason === "UNHEARD"), flow);
  }
  assert.ok(worldOf("refund-unheard").records.some((record) => record.kind === "refundEnded" && record.end === "refused"));
});

test("random trading days hold the promise", () => {
  for (const seed of ["first", "second", "third"]) {
    assert.equal(proof.runCase(proof.dayCase({ ...proof.ROUGH_DAY, sales: 25, hours: 1, seed })).violations, [], seed);
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

test("a name that no case can have is refused in a sentence", () => {
  const table: [name: string, words: RegExp][] = [
    ["nosuch/none", /there is no flow "nosuch"; there are .*password/],
    ["password/s1", /"s1" is no injection; one looks like s3-lostAnswer/],
    ["password/s1-dance", /"s1-dance": at s happens one of .*lostAnswer/],
    ["password/b7-lostAnswer", /"b7-lostAnswer": at b happens one of cut$/],
  ];
  for (const [name, words] of table) assert.throws(() => proof.parseCase(name), words, name);
});

test("with --all more is tried after the same first things, and nothing less", () => {
  for (const name of ["password", "app", "refund"]) {
    const flow = proof.FLOWS.find((candidate) => candidate.name === name)!;
    const all = new Map(proof.allUnits([flow], true).flatMap(({ firsts, then }) => {
      return firsts.map((first) => [JSON.stringify(first), then] as const);
    }));
    let more = 0;
    for (const { firsts, then } of proof.allUnits([flow])) {
      for (const first of firsts) {
        const wide = all.get(JSON.stringify(first));
        assert.ok(wide !== undefined && then.every((follow) => wide.includes(follow)), `${name}/${JSON.stringify(first)}`);
        more += wide!.length - then.length;
      }
    }
    assert.ok(more > 0, name);
  }
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

function worldOf(flow: string): World {
  let world: World | undefined;
  proof.runCase(proof.parseCase(`${flow}/none`), { onStart: (made) => { world = made; } });
  return world!;
}

/** All that was sent, journaled, printed and booked in a case. */
function storyOf(which: Case): string {
  let world: World | undefined;
  const { violations, tookMs } = proof.runCase(which, { onStart: (made) => { world = made; } });
  const { sent, records, counter, gateway, totals } = world!;
  const wires = sent.map(({ atMs, path, outTradeNo, outRefundNo }) => [atMs, path, outTradeNo, outRefundNo]);
  const books = gateway.orders.all().map(({ outTradeNo, state, paidAtMs, refunds }) => {
    return [outTradeNo, state, paidAtMs, refunds.map((refund) => refund.status)];
  });
  return JSON.stringify([violations, tookMs, wires, records, counter.paper, counter.screen(), books, totals]);
}

/** The name of the first case of a flow that is wrong with the defect and right without it. */
function firstWrong(flowName: string, defect: string, says = /./): string | undefined {
  const flow = proof.FLOWS.find((candidate) => candidate.name === flowName)!;
  for (const unit of proof.allUnits([flow])) {
    proof.plant(defect);
    const { violations } = proof.runUnit(unit, { firsts: Infinity, seconds: 1 });
    proof.plant(undefined);
    const found = violations.find(({ name, problems }) => {
      return problems.some((problem) => says.test(problem)) && proof.runCase(proof.parseCase(name)).violations.length === 0;
    });
    if (found !== undefined) return found.name;
  }
  return undefined;
}
