import { Option, program } from "commander";
import { SingleBar } from "cli-progress";
import { bundleProof, type ProofBundle } from "./prove/bundle";
import { prove } from "./prove/pool";

interface Options {
  shard?: string;
  case?: string;
  workers: string;
  defect?: string;
  flow?: string;
  show: string;
  all?: boolean;
}

program
  .description("proves that nobody is charged twice and that the merchant always learns whether: every case, or one")
  .option("--shard <i/n>", "run the i-th of n shares, from 1")
  .option("--case <name>", "replay one case with a transcript")
  .option("--workers <number>", "threads", "2")
  .option("--flow <name>", "only the cases of one flow")
  .option("--all", "what only repeats by another way what is tried without it, too")
  .option("--show <number>", "how many violations are told one by one", "20")
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
    ...readShard(options.shard), isAll: options.all === true, workers: Number(options.workers),
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
  for (const { name, problems } of tally.violations.slice(0, Number(options.show))) {
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

function readShard(text: string | undefined): { shard: number; shards: number } {
  if (text === undefined) return { shard: 0, shards: 1 };
  const found = /^([0-9]+)\/([0-9]+)$/.exec(text);
  const [shard, shards] = [Number(found?.[1]), Number(found?.[2])];
  if (found === null || shard < 1 || shard > shards) throw new Error(`--shard ${text}: say 1/4 to 4/4`);
  return { shard: shard - 1, shards };
}
