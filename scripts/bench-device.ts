import { appendFileSync, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { program } from "commander";
import { buildImage } from "./build/image";
import { withFolder } from "./device/folder";
import { describeInterpreter, findInterpreters, hasProgram, type Interpreter } from "./device/interpreters";
import { measureJournal } from "./device/journal-cost";
import { COUNTING_TOOL, countInstructions } from "./device/instructions";
import { measureDepth, measureDigest, measureMemory, SALES_BEFORE, sha256 } from "./device/measure";
import { measureReading, measureReadingMemory } from "./device/reading";
import { measureSpeed } from "./device/speed";
import { createIdentity, type Identity } from "./device/world";

/** One JSON line per change and interpreter. */
const HISTORY_FILE = "docs/history/device.jsonl";

/** What is measured, with what issue and stretch ask for. */
const TARGETS: Record<string, string> = {
  [`variables idle, after ${SALES_BEFORE} sales`]: "3,500 (2,000)",
  [`variables at the peak of a sale, after ${SALES_BEFORE} sales`]: "4,500 (2,800)",
  "variables idle": "3,500 (2,000)", "variables at the peak of a sale": "4,500 (2,800)", "deepest chain of calls": "20 (15)",
  "instructions from scan to request, times the minimal script": "3 (1.5)",
  "instructions from answer to paper, times the minimal script": "3 (1.5)",
  "passes of a loop that adds: a bar code read": "11,400", "passes, a QR code read": "11,400 (10,000)",
  "passes, a picture without a bar code": "5,500", "passes, a picture without a QR code": "4,500 (2,300)",
  "passes, the longest moment of reading": "1,300 (730)", "variables to read pictures": "5,000 (2,800)",
  "start to first screen, times an empty start": "40 (15)", "flash bytes of a sale": "256 (160)",
};

program
  .description("measures the finished image in every interpreter that ESPRUINO names, and prints a table")
  .option("--record", `add a line for each interpreter to ${HISTORY_FILE}`)
  .parse();
const { record } = program.opts<{ record?: boolean }>();

const found = findInterpreters();
if (found.paths.length === 0) console.log(`bench:device is skipped: ${found.reason}`);
else if (!await hasProgram("socat")) console.log("bench:device is skipped: there is no socat (package socat)");
else await main(found.paths);

async function main(paths: string[]): Promise<void> {
  const identity = await createIdentity();
  for (const path of paths) {
    const interpreter = await describeInterpreter(path);
    const { image, rows } = await measure(interpreter, identity);
    console.log(`\n${interpreter.name}, ${interpreter.variables ?? "growing"} variables of ${interpreter.variableBytes} bytes`);
    for (const [name, value] of Object.entries(rows)) {
      console.log(`${name.padEnd(62)}${String(value).padStart(10)}${(TARGETS[name] ?? "").padStart(16)}`);
    }
    if (record === true) {
      mkdirSync(dirname(HISTORY_FILE), { recursive: true });
      appendFileSync(HISTORY_FILE, `${JSON.stringify({ interpreter: interpreter.name, image, ...rows })}\n`);
    }
  }
}

async function measure(interpreter: Interpreter, identity: Identity): Promise<{ image: string; rows: Record<string, number | string> }> {
  const image = await buildImage({ board: "linux" });
  const rows: Record<string, number | string> = {};
  const speed = await withFolder((folder) => measureSpeed({ interpreter, image, identity, folder }));
  rows["time from scan to request, times the minimal script"] = speed.ratios.scanToRequest;
  rows["time from answer to paper, times the minimal script"] = speed.ratios.answerToPaper;
  rows["start to first screen, times an empty start"] = speed.ratios.boot;
  rows["scan to request, ms of processor"] = speed.program.scanToRequest;
  rows["answer to paper, ms of processor"] = speed.program.answerToPaper;
  rows["HMAC-SHA256, times its two native digests"] = await withFolder((folder) => measureDigest(interpreter.path, folder));
  if (interpreter.variables !== undefined) {
    if (await hasProgram(COUNTING_TOOL)) {
      const { program, ratios } = await withFolder((folder) => countInstructions({ interpreter, image, identity, folder }));
      rows["instructions from scan to request, times the minimal script"] = ratios.scanToRequest;
      rows["instructions from answer to paper, times the minimal script"] = ratios.answerToPaper;
      rows["instructions from scan to request"] = program.scanToRequest;
      rows["instructions from answer to paper"] = program.answerToPaper;
      const reading = await withFolder((folder) => measureReading(interpreter, folder));
      rows["passes of a loop that adds: a bar code read"] = reading.readStrip;
      rows["passes, a QR code read"] = reading.readWhole;
      rows["passes, a picture without a bar code"] = reading.emptyStrip;
      rows["passes, a picture without a QR code"] = reading.emptyWhole;
      rows["passes, the longest moment of reading"] = reading.readMoment;
    } else console.log(`no instructions are counted: there is no ${COUNTING_TOOL}`);
    const memory = await withFolder((folder) => measureMemory({ interpreter, image, identity, folder }));
    rows["variables idle"] = memory.idle;
    rows["variables at the peak of a sale"] = memory.peakOfSale;
    rows[`variables idle, after ${SALES_BEFORE} sales`] = memory.idleAfterSales;
    rows[`variables at the peak of a sale, after ${SALES_BEFORE} sales`] = memory.peakAfterSales;
    rows["variables to read pictures"] = await withFolder((folder) => measureReadingMemory(interpreter, folder));
    rows["with TLS"] = memory.peakOfSaleWithTLS;
    rows["of a reverse over mutual TLS"] = memory.peakOfReverseWithTLS;
  } else {
    // Counting makes every call deeper, so it needs an interpreter with a large stack.
    const counting = await buildImage({ board: "linux", counting: true });
    const depth = await withFolder((folder) => measureDepth({ interpreter, image: counting, identity, folder }));
    rows["deepest chain of calls"] = depth.deepest;
  }
  const journal = measureJournal();
  rows["flash bytes of a sale"] = journal.flashBytesPerSale;
  rows["reads of flash of a sale, fewest and most"] = journal.readsPerSale.join(" to ");
  return { image: sha256(image.image).slice(0, 12), rows };
}
