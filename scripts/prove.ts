import { InvalidArgumentError, Option, program } from "commander";
import { SingleBar } from "cli-progress";
import { parseCase } from "../sim/proof/case-name";
import { findFlow } from "../sim/proof/flows";
import { bundleProof, type ProofBundle } from "./prove/bundle";
import { prove } from "./prove/pool";

interface Options {
  shard: { shard: number; shards: number };
  case?: string;
  workers: number;
  defect?: string;
  flow?: string;
  show: number;
  all?: boolean;
}

program
  .description("proves that nobody is charged twice and that the merchant always learns whether: every case, or one")
  .option("--shard <i/n>", "run the i-th of n shares, from 1", readShard, { shard: 0, shards: 1 })
  .option("--case <name>", "replay one case with a transcript", named(parseCase))
  .option("--workers <number>", "threads", readCount, 2)
  .option("--flow <name>", "only the cases of one flow", named(findFlow))
  .option("--all", "what only repeats by another way what is tried without it, too")
  .option("--show <number>", "how many violations are told one by one", readCount, 20)
  .addOption(new Option("--defect <name>", "plant a defect: the proof must fail").hideHelp())
  .parse();

const options = program.opts<Options>();
const bundle = await bundleProof();
try {
  process.exitCode = options.case === undefined ? await everything(bundle) : await one(bundle, options.case);
} finally {
  bundle.remove();
}

async function one(from: ProofBundle, name: string): Promise<number> {
  const proof = await import(from.path) as typeof import("./prove/worker");
  proof.plant(options.defect);
  const outcome = proof.transcribe(proof.parseCase(name), (line) => console.log(line));
  if (!outcome.complete) console.log("not everything in the name came to pass");
  return outcome.violations.length === 0 ? 0 : 1;
}

async function everything(from: ProofBundle): Promise<number> {
  const bar = new SingleBar({
    format: "prove {bar} {percentage} % | {cases} cases | {wrong} violations | {eta} s left", noTTYOutput: false,
  });
  const began = performance.now();
  let started = false;
  const tally = await prove(from.path, {
    ...options.shard, isAll: options.all === true, workers: options.workers,
    ...(options.defect === undefined ? {} : { defect: options.defect }),
    ...(options.flow === undefined ? {} : { flow: options.flow }),
    onProgress(done, all, sum) {
      const figures = { cases: sum.cases, wrong: sum.violations.length };
      if (!started) bar.start(all, done, figures);
      started = true;
      bar.update(done, figures);
    },
  });
  bar.stop();
  const seconds = (performance.now() - began) / 1000;
  for (const { name, problems } of tally.violations.slice(0, options.show)) {
    console.log(`WRONG ${name}`);
    for (const problem of problems) console.log(`      ${problem}`);
  }
  console.log(`${tally.joined} of the cases ended where another one had stood, and as that one; ${tally.alike} more pairs begin `
    + "like others and were left out");
  console.log(`${tally.cases} cases in ${seconds.toFixed(1)} s, ${Math.round(tally.cases / seconds)} cases a second; `
    + `${tally.cuts} cuts of power, ${tally.faults} faults, ${Math.round(tally.virtualMs / 3_600_000)} hours of trading; `
    + `${tally.violations.length} violations`);
  if (tally.violations.length > 0) console.log(`replay one: npm run prove -- --case ${tally.violations[0]!.name}`);
  return tally.violations.length === 0 ? 0 : 1;
}

function readShard(text: string): Options["shard"] {
  const found = /^([0-9]+)\/([0-9]+)$/.exec(text);
  const [shard, shards] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || shard < 1 || shard > shards) throw new InvalidArgumentError("Say 1/4, 2/4, 3/4 or 4/4.");
  return { shard: shard - 1, shards };
}

function readCount(text: string): number {
  if (!/^[1-9][0-9]*$/.test(text)) throw new InvalidArgumentError("Say 1 or more.");
  return Number(text);
}

/** Takes a name that can be read. */
function named(read: (name: string) => unknown): (name: string) => string {
  return (name) => {
    try {
      read(name);
    } catch (error) {
      throw new InvalidArgumentError((error as Error).message);
    }
    return name;
  };
}
