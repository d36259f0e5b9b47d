import { program } from "commander";
import { SingleBar } from "cli-progress";
import { numberFrom } from "../sim/node/options";
import { bundleProof } from "./prove/bundle";

/** Runs random trading days, one seed after another, until the time is over or a promise is broken. */
const options = program
  .description("simulates whole trading days at random, as long as wanted; a day that goes wrong is told by its seed")
  .option("--seed <text>", "the first day; the next ones count on from it", "1")
  .option("--minutes <number>", "how long to go on; 0: one day", numberFrom(0), 1)
  .option("--light", "days of 600 sales and few faults, in place of rough ones")
  .option("--replay", "tell the day of the seed as a transcript")
  .parse().opts<{ seed: string; minutes: number; light?: boolean; replay?: boolean }>();

const bundle = await bundleProof();
try {
  const proof = await import(bundle.path) as typeof import("./prove/worker");
  process.exitCode = options.replay ? replay(proof) : fuzz(proof);
} finally {
  bundle.remove();
}

function kindOfDay(proof: typeof import("./prove/worker")) {
  return options.light ? proof.LIGHT_DAY : proof.ROUGH_DAY;
}

function replay(proof: typeof import("./prove/worker")): number {
  const day = proof.dayCase({ ...kindOfDay(proof), seed: options.seed });
  return proof.transcribe(day, (line) => console.log(line)).violations.length === 0 ? 0 : 1;
}

function fuzz(proof: typeof import("./prove/worker")): number {
  const seconds = options.minutes * 60;
  const bar = new SingleBar({ format: "fuzz {bar} {percentage} % | {days} days | {sales} sales", clearOnComplete: true });
  const began = performance.now();
  const sum = { days: 0, sales: 0, refunds: 0, shifts: 0, exchanges: 0, cuts: 0, hours: 0 };
  bar.start(Math.max(1, seconds), 0, sum);
  let elapsed = 0;
  do {
    const seed = sum.days === 0 ? options.seed : `${options.seed}.${sum.days}`;
    const day = proof.dayCase({ ...kindOfDay(proof), seed });
    const outcome = proof.runCase(day);
    sum.days++;
    for (const { kind } of day.flow.errands) sum[kind === "refund" ? "refunds" : kind === "shift" ? "shifts" : "sales"]++;
    sum.exchanges += outcome.counts.s;
    sum.cuts += outcome.starts - 1;
    sum.hours += outcome.tookMs / 3_600_000;
    elapsed = (performance.now() - began) / 1000;
    bar.update(Math.min(seconds, elapsed), sum);
    if (outcome.violations.length === 0) continue;
    bar.stop();
    console.log(`WRONG on the day of seed ${seed}`);
    for (const problem of outcome.violations.slice(0, 20)) console.log(`      ${problem}`);
    console.log(`replay it: npm run fuzz -- --replay${options.light ? " --light" : ""} --seed ${seed}`);
    return 1;
  } while (elapsed < seconds);
  bar.stop();
  console.log(`seed ${options.seed}: ${sum.days} days in ${elapsed.toFixed(1)} s: ${sum.sales} sales, ${sum.refunds} refunds, `
    + `${sum.shifts} shifts, ${sum.exchanges} exchanges, ${sum.cuts} cuts of power, `
    + `${Math.round(sum.hours)} hours of trading; 0 violations`);
  return 0;
}
