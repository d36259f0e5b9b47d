import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { memoryNotes } from "./memory-notes";
import { DEPTH_FILE, watchDepth, watchMemory, withoutTLS } from "./probes";
import { bundle } from "../build/bundle";
import { runScript } from "./run-script";
import { World, type WorldOptions } from "./world";

/** As in the middle of a day. */
export const SALES_BEFORE = 100;

/** Variables in use. */
export interface Memory {
  total: number;
  idle: number;
  /** Without what TLS takes of them, which the program cannot change. */
  peakOfSale: number;
  /** The same two in the middle of a day: a terminal with an empty journal has less to remember. */
  idleAfterSales: number;
  peakAfterSales: number;
  peakOfSaleWithTLS: number;
  /** The reverse is the one call over mutual TLS. */
  peakOfReverseWithTLS: number;
}

export interface Depth {
  deepest: number;
  chain: string;
}

/** Watches the variables at rest, over a sale without TLS and with it, and over a reverse. */
export async function measureMemory(options: WorldOptions): Promise<Memory> {
  const within = (name: string) => ({ ...options, folder: join(options.folder, name) });
  const plain = { isPlain: true, bootScript: watchMemory + withoutTLS };
  const first = await watchSales({ ...within("first"), ...plain });
  const used = await watchSales({ ...within("used"), ...plain, salesBefore: SALES_BEFORE });
  const [sale, reverse] = (await watchSales({ ...within("tls"), bootScript: watchMemory, salesBefore: SALES_BEFORE }, cancelSale)).peaks;
  return {
    total: options.interpreter.variables ?? 0, idle: first.idle, peakOfSale: first.peaks[0]!,
    idleAfterSales: used.idle, peakAfterSales: used.peaks[0]!, peakOfSaleWithTLS: sale!, peakOfReverseWithTLS: reverse!,
  };
}

async function cancelSale(world: World): Promise<void> {
  await world.next();
  await world.sell(world.payer({ password: "always" }));
  await world.screen("asked for the password");
  world.press(["cancel"]);
  await world.verdict("NOT CHARGED", 180_000);
}

/** What is in use at rest, and at the peak of a sale and of each story after it. */
async function watchSales(
  options: WorldOptions, ...stories: ((world: World) => Promise<void>)[]
): Promise<{ idle: number; peaks: number[] }> {
  const world = await World.start(options);
  try {
    const notes = () => memoryNotes(options.folder);
    const restAfter = async () => {
      const count = notes().length;
      await world.wait(() => notes().length >= count + 6, "a second of rest");
      return notes().at(-1)!.rest;
    };
    await world.wait(() => notes().length > 2, "the first looks at memory");
    const idle = await restAfter();
    const peaks: number[] = [];
    for (const story of [plainSale, ...stories]) {
      const before = notes().length;
      await story(world);
      await restAfter();
      peaks.push(Math.max(...notes().slice(before).map(({ most }) => most)));
    }
    return { idle, peaks };
  } finally {
    await world.close();
  }
}

async function plainSale(world: World): Promise<void> {
  await world.sell(world.payer());
  await world.verdict("CHARGED");
  await world.cut();
}

/** Plays sales of several kinds with an image that counts how deep it calls. */
export async function measureDepth(options: WorldOptions): Promise<Depth> {
  const world = await World.start({ ...options, bootScript: watchDepth });
  try {
    await world.sell(world.payer());
    await world.verdict("CHARGED");
    await world.cut();
    world.press(["reprint"]);
    await world.next();
    const payer = world.payer({ password: "always" });
    await world.sell(payer);
    await world.screen("asked for the password");
    payer.typePassword();
    await world.verdict("CHARGED");
    await world.next();
    world.gateway.planFaults([{ call: "micropay", kind: "wrongSignature" }]);
    await world.sell(world.payer());
    await world.verdict("CHARGED");
    await world.next();
    await world.sell(world.payer({ password: "always" }));
    await world.screen("asked for the password");
    world.press(["cancel"]);
    await world.verdict("NOT CHARGED", 180_000);
    const file = join(options.folder, DEPTH_FILE);
    const read = () => /^(\d+) (.*)/.exec(existsSync(file) ? readFileSync(file, "latin1") : "");
    await world.wait(() => read() !== null, "the depth");
    const [, deepest, chain] = read()!;
    return { deepest: Number(deepest), chain: chain! };
  } finally {
    await world.close();
  }
}

/**
 * What signing a request costs, as a ratio to the two native digests it is made of: the median of
 * several runs, each against the digests timed right after it.
 */
export async function measureDigest(interpreter: string, folder: string): Promise<number> {
  const { code } = await bundle({ board: "linux", entry: "scripts/device/on-device/digest.ts", parts: {} });
  const output = await runScript(interpreter, code, folder);
  const ratios = [...output.matchAll(/^>?digest ([\d.]+) ([\d.]+)/gm)].map(([, ours, native]) => Number(ours) / Number(native));
  if (ratios.length === 0) throw new Error(`the script printed no times:\n${output.slice(-500)}`);
  return median(ratios);
}

/** A name for an image in the report. */
export function sha256(image: Uint8Array): string {
  return createHash("sha256").update(image).digest("hex");
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round(sorted[sorted.length >> 1]! * 100) / 100;
}
