import { stampTimes } from "./probes";
import { withFolder } from "./folder";
import { runScript } from "./run-script";
import { World, type WorldOptions } from "./world";
import { between, median, minimalSeller, programSeller, readStamps, type Seller, type Stamp } from "./yardstick";

/** What the program costs: processor time in milliseconds, the median of some sales. */
export interface Cost {
  /** From the start of the first script to the first bytes for the display. */
  boot: number;
  /** From the scanned code's last piece to the request handed over. */
  scanToRequest: number;
  /** From the answer's last piece to the first bytes for the printer. */
  answerToPaper: number;
}

/** The program beside the least that makes the same exchange (on-device/minimal-sale.ts), and beside an empty start. */
export interface Speed {
  sales: number;
  program: Cost;
  minimal: Cost;
  ratios: Cost;
  /** On the wires, waiting included, milliseconds: from the scanned code's last byte to the connection's first … */
  scanToConnectionMs: number;
  /** … and from the last byte of the answer to the first byte at the printer. */
  answerToPrinterMs: number;
}

const SALES = 7;

/** Makes sales one after another, with nothing else running, with the image and with the minimal script. */
export async function measureSpeed(options: WorldOptions): Promise<Speed> {
  const ours = await play(programSeller(options));
  const minimal = await play(await minimalSeller(options));
  const emptyMs = await emptyStartMs(options);
  return {
    sales: SALES, program: ours.cost, minimal: minimal.cost,
    ratios: {
      boot: round((emptyMs + ours.cost.boot) / emptyMs),
      scanToRequest: round(ours.cost.scanToRequest / minimal.cost.scanToRequest),
      answerToPaper: round(ours.cost.answerToPaper / minimal.cost.answerToPaper),
    },
    scanToConnectionMs: ours.scanToConnectionMs, answerToPrinterMs: ours.answerToPrinterMs,
  };
}

interface Played {
  cost: Cost;
  scanToConnectionMs: number;
  answerToPrinterMs: number;
}

async function play({ options, sell, clear }: Seller): Promise<Played> {
  const world = await World.start({ ...options, bootScript: stampTimes });
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
      await clear(world);
    }
    const stamps = (await readStamps(world, SALES)).map((row): Stamp => [row.split(" ")[0]!, Number(row.split(" ")[1])]);
    // What others had of the processor is told late now and then: the least may be less than nothing.
    const usual = (from: string, to: string) => round(median(between(stamps, from, to)));
    return {
      cost: {
        boot: round(between(stamps, "start", "screen")[0] ?? 0),
        scanToRequest: usual("scan", "sent"), answerToPaper: usual("answer", "paper"),
      },
      scanToConnectionMs: round(median(connection)), answerToPrinterMs: round(median(printer)),
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

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}
