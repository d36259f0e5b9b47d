import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { program } from "commander";
import { overDevice } from "./build/budget";
import { buildImage } from "./build/image";
import type { FlashImage } from "../sim/installing";
import { wholeFrom } from "../sim/node/options";
import { withFolder } from "./device/folder";
import { describeInterpreter, findInterpreters, hasProgram, type Interpreter } from "./device/interpreters";
import { type Depth, type Memory, measureDepth, measureDigest, measureMemory, SALES_BEFORE, sha256 } from "./device/measure";
import { COUNTING_TOOL, countInstructions, type Instructions } from "./device/instructions";
import { measureReading, measureReadingMemory, type Reading } from "./device/reading";
import { measureSpeed, type Speed } from "./device/speed";
import { BENCH } from "./device/bench";
import { BUILT } from "./device/built-flash";
import { kills, soak } from "./device/long-runs";
import { memoryRunsOut } from "./device/memory-out";
import { type Scenario, SCENARIOS } from "./device/scenarios";
import { TROUBLE } from "./device/trouble";
import { createIdentity, type Identity, World } from "./device/world";

interface Options {
  image?: string;
  report: string;
  only: string;
  measures: boolean;
  sideBySide: number;
  rounds: number;
  soak: number;
  everyVariable: boolean;
}

/** What one interpreter showed. */
interface InterpreterReport {
  interpreter: string;
  variables: number | "growing";
  variableBytes: number;
  speed?: Speed;
  /** Where memory has an end and the counting tool is installed. */
  instructions?: Instructions;
  memory?: Memory;
  /** Where instructions are counted: what it costs to read codes in pictures. */
  reading?: Reading & { readVariables: number };
  depth?: Depth;
  /** HMAC-SHA256 of a request, in units of its two native digests. */
  hmac?: number;
  scenarios: { name: string; passed: boolean; seconds: number; error?: string }[];
}

program
  .description("boots the finished image in real interpreters, with parts behind pseudo-terminals and the gateway behind TLS")
  .option("--image <file>", "the image to test, instead of building that of board linux")
  .option("--report <file>", "where the measures go", "dist/device-report.json")
  .option("--only <text>", "scenarios with this in their name", "")
  .option("--no-measures", "scenarios alone")
  .option("--side-by-side <count>", "how many scenarios run at the same time", wholeFrom(1), 6)
  .option("--rounds <count>", "how often the interpreter is killed in the midst of a sale", wholeFrom(0), 5)
  .option("--soak <sales>", "so many sales one after the other, with the variables in use: 1,000 take ten minutes", wholeFrom(0), 0)
  .option("--every-variable", "memory runs out with every number of variables left, not only some: twenty minutes or more", false)
  .parse();
const options = program.opts<Options>();

let passed = 0;
let failed = 0;
await main();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

async function main(): Promise<void> {
  const found = findInterpreters();
  if (found.paths.length === 0) return skip(found.reason);
  if (!await hasProgram("socat")) return skip("there is no socat, which makes the pseudo-terminals (package socat)");
  const image: FlashImage = await buildImage({ board: "linux" });
  if (options.image !== undefined) image.image = readFileSync(options.image);
  console.log(`image: ${image.image.length} bytes`);
  const identity = await createIdentity();
  const reports: InterpreterReport[] = [];
  for (const path of found.paths) reports.push(await testInterpreter(await describeInterpreter(path), image, identity));
  mkdirSync(dirname(options.report), { recursive: true });
  const report = { image: { bytes: image.image.length, sha256: sha256(image.image) }, interpreters: reports };
  writeFileSync(options.report, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`report: ${options.report}`);
}

function skip(reason: string): void {
  console.log(`test:device is skipped: ${reason}`);
}

/** Long ones first: they run side by side. */
function stories(): Scenario[] {
  const { rounds, soak: sales, everyVariable } = options;
  return [...TROUBLE, ...kills(rounds), ...(sales > 0 ? [soak(sales)] : []),
    ...memoryRunsOut(everyVariable), ...BENCH, ...BUILT, ...SCENARIOS];
}

async function testInterpreter(interpreter: Interpreter, image: FlashImage, identity: Identity): Promise<InterpreterReport> {
  const { name, variables, variableBytes } = interpreter;
  const memory = variables === undefined ? "growing memory" : `${variables} variables`;
  console.log(`\n${name}, ${memory} of ${variableBytes} bytes`);
  const report: InterpreterReport = { interpreter: name, variables: variables ?? "growing", variableBytes, scenarios: [] };
  if (options.measures) await measure(report, interpreter, image, identity);
  const chosen = stories().filter((scenario) => scenario.name.includes(options.only))
    .filter((scenario) => !scenario.fixedMemory || variables !== undefined);
  const waiting = [...chosen];
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      report.scenarios.push(await play(next, interpreter, image, identity));
    }
  };
  await Promise.all(Array.from({ length: options.sideBySide }, work));
  return report;
}

async function play(scenario: Scenario, interpreter: Interpreter, image: FlashImage, identity: Identity) {
  const { name, bootScript, world: beginning } = scenario;
  const startMs = performance.now();
  const result = await attempt(name, () => withFolder(async (folder) => {
    const world = await World.start({ interpreter, image, identity, folder, bootScript, ...beginning });
    try {
      await scenario.play(world);
    } finally {
      await world.close();
    }
  }));
  const seconds = Math.round((performance.now() - startMs) / 100) / 10;
  return { name, passed: result.error === undefined, seconds, ...(result.error === undefined ? {} : { error: result.error }) };
}

/** The measures: alone on the machine, and before the scenarios, which run side by side. */
async function measure(report: InterpreterReport, interpreter: Interpreter, image: FlashImage, identity: Identity): Promise<void> {
  const speed = await attempt("measure: speed", () =>
    withFolder((folder) => measureSpeed({ interpreter, image, identity, folder })));
  if (speed.value !== undefined) {
    const { program, ratios, scanToConnectionMs, answerToPrinterMs } = speed.value;
    console.log("  processor time, beside a minimal script that makes the same exchange:");
    console.log(`  scan to request ${program.scanToRequest} ms, ${ratios.scanToRequest} times; ` +
      `answer to paper ${program.answerToPaper} ms, ${ratios.answerToPaper} times`);
    console.log(`  start to first screen ${program.boot} ms, with the interpreter's own start ${ratios.boot} times that`);
    console.log(`  on the wires: scan to connection ${scanToConnectionMs} ms, answer to printer ${answerToPrinterMs} ms`);
  }
  const digest = await attempt("measure: digest", () => withFolder((folder) => measureDigest(interpreter.path, folder)));
  if (digest.value !== undefined) console.log(`  HMAC-SHA256 of a request costs ${digest.value} of its two native digests`);
  report.hmac = digest.value;
  const jobs: Promise<void>[] = [];
  if (interpreter.variables !== undefined) {
    if (await hasProgram(COUNTING_TOOL)) {
      jobs.push(attempt("measure: instructions", () =>
        withFolder((folder) => countInstructions({ interpreter, image, identity, folder })))
        .then(({ value }) => {
          report.instructions = value;
          if (value === undefined) return;
          const { program, ratios } = value;
          console.log("  instructions, beside the same script:");
          console.log(`  scan to request ${program.scanToRequest}, ${ratios.scanToRequest} times; ` +
            `answer to paper ${program.answerToPaper}, ${ratios.answerToPaper} times`);
        }));
      jobs.push(attempt("measure: reading of pictures", async () => ({
        ...await withFolder((folder) => measureReading(interpreter, folder)),
        readVariables: await withFolder((folder) => measureReadingMemory(interpreter, folder)),
      })).then(({ value }) => {
        report.reading = value;
        if (value === undefined) return;
        const { readStrip, readWhole, emptyStrip, emptyWhole, readMoment, readVariables } = value;
        console.log(`  passes of a loop that adds up its counter: a bar code ${readStrip}, a QR code ${readWhole}, none ` +
          `${emptyStrip} and ${emptyWhole}, at most ${readMoment} at a time, with ${readVariables} variables`);
      }));
    } else console.log(`  no instructions are counted: there is no ${COUNTING_TOOL}`);
    jobs.push(attempt("measure: memory", () => withFolder((folder) => measureMemory({ interpreter, image, identity, folder })))
      .then((memory) => {
        report.memory = memory.value;
        if (memory.value === undefined) return;
        const { idle, peakOfSale, idleAfterSales, peakAfterSales, peakOfSaleWithTLS, peakOfReverseWithTLS, total } = memory.value;
        console.log(`  variables: ${idle} at idle, ${peakOfSale} at the peak of the first sale; after ${SALES_BEFORE} sales ` +
          `${idleAfterSales} and ${peakAfterSales}, with TLS ${peakOfSaleWithTLS}, ${peakOfReverseWithTLS} of a reverse; of ${total}`);
      }));
  } else {
    // Counting makes every call deeper, so it needs an interpreter with a large stack.
    jobs.push(attempt("measure: depth", async () => {
      const counting = await buildImage({ board: "linux", counting: true });
      return withFolder((folder) => measureDepth({ interpreter, image: counting, identity, folder }));
    }).then((depth) => {
      report.depth = depth.value;
      if (depth.value !== undefined) console.log(`  deepest chain of calls: ${depth.value.deepest}: ${depth.value.chain}`);
    }));
  }
  report.speed = speed.value;
  await Promise.all(jobs);
  await attempt("measures within their budgets", async () => {
    const over = overDevice({
      ...pick(report.memory, ["idle", "peakOfSale", "idleAfterSales", "peakAfterSales"]), ...pick(report.depth, ["deepest"]),
      ...report.reading, ...pick(report.instructions?.ratios, ["scanToRequest", "answerToPaper"]),
      // Builds that check themselves at every step say little about the times of others.
      ...pick(interpreter.variables === undefined ? undefined : report.speed?.ratios, ["boot"]),
    });
    if (over.length > 0) throw new Error(over.join("\n"));
  });
}

function pick<T extends object, K extends keyof T>(value: T | undefined, names: K[]): Partial<Pick<T, K>> {
  const entries = value === undefined ? [] : names.map((name) => [name, value[name]]);
  return Object.fromEntries(entries) as Partial<Pick<T, K>>;
}

/** Runs one thing that counts as passed or failed. */
async function attempt<T>(name: string, run: () => Promise<T>): Promise<{ value?: T; error?: string }> {
  try {
    const value = await run();
    passed++;
    console.log(`  ok      ${name}`);
    return { value };
  } catch (error) {
    failed++;
    const message = (error as Error).message;
    console.log(`  FAILED  ${name}\n${message.replace(/^/gm, "          ")}`);
    return { error: message };
  }
}
