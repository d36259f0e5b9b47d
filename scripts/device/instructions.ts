import { readFileSync } from "node:fs";
import { join } from "node:path";
import { markEvents, MARKING_FUNCTION, withoutTLS } from "./probes";
import { World, type WorldOptions } from "./world";
import { between, median, minimalSeller, programSeller, readStamps, type Seller, type Stamp } from "./yardstick";

/** Machine instructions, inside the program's callbacks. */
export interface Counts {
  /** From the scanned code's last piece to the request handed over. */
  scanToRequest: number;
  /** From the answer's last piece to the first bytes for the printer. */
  answerToPaper: number;
}

/** The program beside the least that makes the same exchange. */
export interface Instructions {
  program: Counts;
  minimal: Counts;
  ratios: Counts;
}

const SALES = 3;
const COUNT_FILE = "instructions";

/** What has to be installed to count. */
export const COUNTING_TOOL = "valgrind";
/** The command before the interpreter's: it counts up to each call of the marking function. */
export const COUNTING = [COUNTING_TOOL, "--tool=callgrind", `--callgrind-out-file=${COUNT_FILE}`, `--dump-before=${MARKING_FUNCTION}`];

/**
 * Counts the instructions that the interpreter executes for the program and for the minimal script, by callgrind: the same
 * every time but for the digits of numbers and times, however busy the machine is. TLS is left out: it works outside of
 * both. The sales are made fifty times as slowly as others. The interpreter must have its symbols.
 */
export async function countInstructions(options: WorldOptions): Promise<Instructions> {
  const plain: WorldOptions = { ...options, isPlain: true };
  const program = await count(programSeller(plain));
  const minimal = await count(await minimalSeller(plain));
  if (String(program.bytes) !== String(minimal.bytes)) {
    throw new Error(`the minimal script makes another exchange: ${minimal.bytes.join(" and ")} bytes, ` +
      `the program ${program.bytes.join(" and ")}`);
  }
  return {
    program, minimal,
    ratios: {
      scanToRequest: Math.round(program.scanToRequest / minimal.scanToRequest * 100) / 100,
      answerToPaper: Math.round(program.answerToPaper / minimal.answerToPaper * 100) / 100,
    },
  };
}

interface Counted extends Counts {
  /** Bytes of a request, and of a receipt. */
  bytes: [number, number];
}

async function count({ options, sell, clear }: Seller): Promise<Counted> {
  const world = await World.start({ ...options, under: COUNTING, bootScript: withoutTLS + markEvents });
  try {
    for (let sale = 0; sale < SALES; sale++) {
      await sell(world);
      await world.cut();
      await clear(world);
    }
    const rows = await readStamps(world, SALES);
    const stamps = countUp(rows, world.folder);
    return {
      scanToRequest: median(between(stamps, "scan", "sent")), answerToPaper: median(between(stamps, "answer", "paper")),
      bytes: [longest(rows, "sent"), longest(rows, "paper")],
    };
  } finally {
    await world.close();
  }
}

/** What was executed between two marks is in a file of its own; marks count from 1. */
export function countedBefore(folder: string, mark: number): number {
  const found = /^summary: (\d+)/m.exec(readFileSync(join(folder, `${COUNT_FILE}.${mark}`), "utf8"));
  if (found === null) throw new Error(`${COUNTING_TOOL} counted nothing before mark ${mark}`);
  return Number(found[1]);
}

/** What lies before "enter" is waiting. */
function countUp(rows: string[], folder: string): Stamp[] {
  let worked = 0;
  return rows.map((row, index): Stamp => {
    if (row !== "enter") worked += countedBefore(folder, index + 1);
    return [row.split(" ")[0]!, worked];
  });
}

function longest(rows: string[], name: string): number {
  return Math.max(...rows.filter((row) => row.startsWith(name)).map((row) => Number(row.split(" ")[1])));
}
