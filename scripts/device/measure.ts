import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { DEPTH_FILE, LOOP_FILE, MEMORY_FILE, STAMP_FILE, stampEvents, timeLoop, watchDepth, watchMemory } from "./probes";
import { bundle } from "../build/bundle";
import { runScript } from "./run-script";
import { World, type WorldOptions } from "./world";

/** Times as ratios to a loop of 10,000 additions in the same process. */
export interface Speed {
  loopMs: number;
  sales: number;
  /** The program alone: from the scanned code's last piece to the request handed over. */
  ownScanToRequest: number;
  /** The program alone: from the answer's last piece to the first bytes handed to the printer. */
  ownAnswerToPrinter: number;
  /** From the last byte of the scanned code to the first byte of the connection. */
  scanToConnection: number;
  /** From the last byte of the scanned code to the first byte of the request, the TLS handshake included. */
  scanToRequest: number;
  /** From the last byte of the answer to the first byte at the printer. */
  answerToPrinter: number;
}

/** Variables in use. */
export interface Memory {
  total: number;
  idle: number;
  peakOfSale: number;
  /** The reverse is the one call over mutual TLS. */
  peakOfReverse: number;
}

export interface Depth {
  deepest: number;
  chain: string;
}

const SALES = 7;

/** Makes sales one after another, with nothing else running, and takes the median of each time. */
export async function measureSpeed(options: WorldOptions): Promise<Speed> {
  const world = await World.start({ ...options, bootScript: timeLoop + stampEvents });
  try {
    const loopMs = Number(readFileSync(join(options.folder, LOOP_FILE), "utf8"));
    const connection: number[] = [];
    const request: number[] = [];
    const printer: number[] = [];
    for (let sale = 0; sale < SALES; sale++) {
      let printedMs = 0;
      world.wires.get("printer")!.onArrival = () => { printedMs ||= performance.now(); };
      const scannedMs = await world.sell(world.payer());
      await world.verdict("CHARGED");
      await world.cut();
      const times = world.tap.times;
      connection.push((times.connectionMs - scannedMs) / loopMs);
      request.push((times.requestMs - scannedMs) / loopMs);
      printer.push((printedMs - times.answerMs) / loopMs);
      await world.next();
    }
    const stamped = await readStamps(world, join(options.folder, STAMP_FILE));
    return {
      loopMs, sales: SALES, ownScanToRequest: median(between(stamped, "scan", "sent").map((ms) => ms / loopMs)),
      ownAnswerToPrinter: median(between(stamped, "answer", "paper").map((ms) => ms / loopMs)),
      scanToConnection: median(connection), scanToRequest: median(request),
      answerToPrinter: median(printer),
    };
  } finally {
    await world.close();
  }
}

type Stamp = [name: string, atMs: number];

async function readStamps(world: World, file: string): Promise<Stamp[]> {
  const read = () => (existsSync(file) ? readFileSync(file, "utf8") : "").split("\n")
    .map((row): Stamp => [row.split(" ")[0]!, Number(row.split(" ")[1])]);
  await world.wait(() => read().filter(([name]) => name === "paper").length >= SALES, "the stamps of every sale");
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

/** Watches the variables at rest, over a sale, and over a reverse. */
export async function measureMemory(options: WorldOptions): Promise<Memory> {
  const world = await World.start({ ...options, bootScript: watchMemory });
  try {
    const file = join(options.folder, MEMORY_FILE);
    const rows = () => (existsSync(file) ? readFileSync(file, "utf8").trim().split("\n") : [])
      .map((row) => row.split(" ").map(Number) as [number, number, number]);
    const rest = async () => {
      const count = rows().length;
      await world.wait(() => rows().length >= count + 6, "a second of rest");
      return rows().at(-1)!;
    };
    await world.wait(() => rows().length > 2, "the first looks at memory");
    const idle = (await rest())[2];
    const beforeSale = rows().length;
    await world.sell(world.payer());
    await world.verdict("CHARGED");
    await world.cut();
    await rest();
    const peakOfSale = Math.max(...rows().slice(beforeSale).map((row) => row[1]));
    await world.next();
    const beforeReverse = rows().length;
    await world.sell(world.payer({ password: "always" }));
    await world.screen("asked for the password");
    world.press(["cancel"]);
    await world.verdict("NOT CHARGED", 180_000);
    await rest();
    const peakOfReverse = Math.max(...rows().slice(beforeReverse).map((row) => row[1]));
    return { total: options.interpreter.variables ?? 0, idle, peakOfSale, peakOfReverse };
  } finally {
    await world.close();
  }
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
