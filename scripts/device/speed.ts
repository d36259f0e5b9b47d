import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildImage } from "../build/image";
import { LOOP_FILE, STAMP_FILE, stampEvents, timeLoop } from "./probes";
import { withFolder } from "./folder";
import { runScript } from "./run-script";
import { World, type WorldOptions } from "./world";

/** What the program costs: processor time, in units of a loop of 10,000 additions in the same process. */
export interface Cost {
  /** From the start of the first script to the first bytes for the display. */
  boot: number;
  /** From the scanned code's last piece to the request handed over. */
  scanToRequest: number;
  /** From the answer's last piece to the first bytes for the printer. */
  answerToPaper: number;
}

/** The program beside the least that makes the same exchange (on-device/minimal-sale.ts), and beside an empty start. */
export interface Speed extends Cost {
  sales: number;
  minimal: Cost;
  /** Of scan to request and of answer to paper, to those of the minimal script. */
  ratios: { scanToRequest: number; answerToPaper: number; boot: number };
  /** On the wires, waiting included: from the scanned code's last byte to the first byte of the connection … */
  scanToConnection: number;
  /** … and from the last byte of the answer to the first byte at the printer. */
  answerToPrinter: number;
}

const SALES = 7;

/** Makes sales one after another, with nothing else running, with the image and with the minimal script. */
export async function measureSpeed(options: WorldOptions): Promise<Speed> {
  const ours = await play(options, (world) => world.sell(world.payer()));
  const image = await buildImage({ board: "linux", entry: "scripts/device/on-device/minimal-sale.ts" });
  const minimal = await play({ ...options, image, folder: join(options.folder, "minimal"), readyText: "" },
    async (world) => world.scan(world.payer().showCode()));
  const emptyMs = await emptyStartMs(options);
  const ratio = (a: number, b: number) => Math.round((a / b) * 100) / 100;
  return {
    ...ours.cost, sales: SALES, minimal: minimal.cost,
    ratios: {
      scanToRequest: ratio(ours.cost.scanToRequest, minimal.cost.scanToRequest),
      answerToPaper: ratio(ours.cost.answerToPaper, minimal.cost.answerToPaper),
      boot: ratio(emptyMs + ours.bootMs, emptyMs),
    },
    scanToConnection: ours.scanToConnection, answerToPrinter: ours.answerToPrinter,
  };
}

interface Played {
  cost: Cost;
  /** From the first script to the first bytes for the display. */
  bootMs: number;
  scanToConnection: number;
  answerToPrinter: number;
}

async function play(options: WorldOptions, sell: (world: World) => Promise<number>): Promise<Played> {
  const world = await World.start({ ...options, bootScript: timeLoop + stampEvents });
  try {
    const connection: number[] = [];
    const printer: number[] = [];
    for (let sale = 0; sale < SALES; sale++) {
      let printedMs = 0;
      world.wires.get("printer")!.onArrival = () => { printedMs ||= performance.now(); };
      const scannedMs = await sell(world);
      await world.cut();
      connection.push(world.tap.times.connectionMs - scannedMs);
      printer.push(printedMs - world.tap.times.answerMs);
      if (options.readyText === "") world.printer.tear();
      else {
        await world.verdict("CHARGED");
        await world.next();
      }
    }
    const loopMs = Number(readFileSync(join(options.folder, LOOP_FILE), "utf8"));
    const stamps = await readStamps(world, join(options.folder, STAMP_FILE));
    // The least of them is the work itself: whatever else the machine does only adds to it.
    const units = (from: string, to: string) => round(Math.min(...between(stamps, from, to)) / loopMs);
    const bootMs = between(stamps, "timed", "screen")[0] ?? 0;
    return {
      cost: { boot: round(bootMs / loopMs), scanToRequest: units("scan", "sent"), answerToPaper: units("answer", "paper") },
      bootMs,
      scanToConnection: median(connection.map((ms) => ms / loopMs)), answerToPrinter: median(printer.map((ms) => ms / loopMs)),
    };
  } finally {
    await world.close();
  }
}

/** Starting the interpreter without a program and ending it: the least of some. */
async function emptyStartMs({ interpreter }: WorldOptions): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < SALES; round++) {
    const startMs = performance.now();
    await withFolder((folder) => runScript(interpreter.path, ";", folder));
    times.push(performance.now() - startMs);
  }
  return Math.min(...times);
}

type Stamp = [name: string, atMs: number];

async function readStamps(world: World, file: string): Promise<Stamp[]> {
  const read = () => (existsSync(file) ? readFileSync(file, "utf8") : "").split("\n")
    .map((row): Stamp => [row.split(" ")[0]!, Number(row.split(" ")[1])]);
  await world.wait(() => read().filter(([name]) => name === "sent").length >= SALES, "the stamps of every sale");
  return read();
}

/** For each `to` the time since the newest `from` before it, once per `from`. */
function between(stamps: Stamp[], from: string, to: string): number[] {
  const found: number[] = [];
  let sinceMs: number | undefined;
  for (const [name, atMs] of stamps) {
    if (name === from) sinceMs = atMs;
    if (name !== to || sinceMs === undefined) continue;
    found.push(atMs - sinceMs);
    sinceMs = undefined;
  }
  return found;
}

function median(values: number[]): number {
  return round([...values].sort((a, b) => a - b)[values.length >> 1] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
