import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { buildImage } from "../build/image";
import { STAMP_FILE } from "./probes";
import type { World, WorldOptions } from "./world";

/** One of the two that make the same sales: the program, and the least that does (on-device/minimal-sale.ts). */
export interface Seller {
  options: WorldOptions;
  /** Begins a sale; gives the moment of the code's last byte. */
  sell(world: World): Promise<number>;
  /** Makes way for the next sale, once the paper is cut. */
  clear(world: World): Promise<void>;
}

/** Between two customers; the terminal puts its memory in order meanwhile (hal/io/espruino/http-client.ts). */
const BETWEEN_SALES_MS = 1_000;

/** The program that `options` tell of. */
export function programSeller(options: WorldOptions): Seller {
  return {
    options,
    sell: (world) => world.sell(world.payer()),
    clear: async (world) => {
      await world.verdict("CHARGED");
      await world.next();
      await new Promise((resolve) => setTimeout(resolve, BETWEEN_SALES_MS));
    },
  };
}

/** The minimal script, in the same interpreter and for the same merchant. */
export async function minimalSeller(options: WorldOptions): Promise<Seller> {
  const image = await buildImage({ board: "linux", entry: "scripts/device/on-device/minimal-sale.ts" });
  return {
    options: { ...options, image, folder: join(options.folder, "minimal"), readyText: "" },
    sell: (world) => Promise.resolve(world.scan(world.payer().showCode())),
    clear: (world) => Promise.resolve(world.printer.tear()),
  };
}

/** The rows that a probe noted, once `sales` of them have their paper. */
export async function readStamps(world: World, sales: number): Promise<string[]> {
  const file = join(world.folder, STAMP_FILE);
  const read = () => (existsSync(file) ? readFileSync(file, "utf8") : "").split("\n");
  await world.wait(() => read().filter((row) => row.startsWith("paper")).length >= sales, "the stamps of every sale");
  return read();
}

/** A moment, and how much had been done until then. */
export type Stamp = [name: string, done: number];

/** For each `to` what was done since the newest `from` before it, once per `from`. */
export function between(stamps: Stamp[], from: string, to: string): number[] {
  const found: number[] = [];
  let since: number | undefined;
  for (const [name, done] of stamps) {
    if (name === from) since = done;
    if (name !== to || since === undefined) continue;
    found.push(done - since);
    since = undefined;
  }
  return found;
}

/** The one in the middle. */
export function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
}
