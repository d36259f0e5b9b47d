import assert from "node:assert/strict";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { memoryNotes } from "./memory-notes";
import { MEMORY_FILE, watchMemory } from "./probes";
import { Said } from "./said";
import type { Scenario } from "./scenarios";
import { SETTLED_MS, type World } from "./world";

/** From the scan of a code: until then a cut may fall anywhere from the journal's first byte to the slip's last. */
const CUT_MAX_MS = 1_500;

/** A world can be killed so often in five minutes. */
const ROUNDS_MAX = 50;

/**
 * Kills the interpreter at random moments of a sale, over and over; after each the terminal finds out what became of
 * it, and all it says of money is in the gateway's books. Many rounds are several stories, played side by side.
 */
export function kills(rounds: number): Scenario[] {
  const stories: Scenario[] = [];
  for (let from = 0; from < rounds; from += ROUNDS_MAX) {
    const count = Math.min(ROUNDS_MAX, rounds - from);
    stories.push({
      name: `kills at random moments: rounds ${from + 1} to ${from + count}, each with its recovery`,
      play: (world) => playKills(world, count),
    });
  }
  return stories;
}

async function playKills(world: World, rounds: number): Promise<void> {
  const said = new Said(world);
  for (let round = 0; round < rounds; round++) {
    await world.screen("Enter the amount", SETTLED_MS);
    await world.sell(world.payer(), (10 + round / 100).toFixed(2));
    const cutMs = Math.random() * CUT_MAX_MS;
    await pause(cutMs);
    await world.powerOff();
    try {
      said.read();
      world.panel.restart();
      await world.powerOn();
      await world.settled();
      await world.wait(() => { said.read(); return said.isComplete; }, "the paper of all orders");
    } catch (error) {
      throw new Error(`round ${round + 1}, killed ${Math.round(cutMs)} ms after the scan: ${(error as Error).message}`);
    }
    assert.ok(world.gateway.orders.all().length <= round + 1, "more orders than customers");
  }
}

/** Variables in use after so many sales: at rest, and the most since the point before. */
interface Point {
  sales: number;
  rest: number;
  most: number;
}

const POINTS = 20;
/** So many sales fill what remembers those of late. */
const FILLED_SALES = 40;
/** Slips and the journal's page that is being filled come and go. */
const GROWTH_MAX = 1.02;

/**
 * One sale after the other, as fast as the terminal takes them, with the variables in use printed now and then: the
 * curve has to be flat once what is remembered of late is full. It goes to `dist`.
 */
export function soak(sales: number): Scenario {
  return {
    name: `a soak of ${sales} sales`, bootScript: watchMemory, fixedMemory: true, play: (world) => playSoak(world, sales),
  };
}

async function playSoak(world: World, sales: number): Promise<void> {
  const every = Math.max(1, Math.floor(sales / POINTS));
  const curve: Point[] = [];
  const startMs = performance.now();
  for (let sale = 1; sale <= sales; sale++) {
    // Sums that differ, as those of customers do: the question whether it is another sale would cost every sale a key.
    await world.sell(world.payer(), (1 + sale / 100).toFixed(2));
    await world.verdict("CHARGED");
    await world.cut();
    await world.next();
    if (sale % every !== 0) continue;
    const point = { sales: sale, ...await usedVariables(world) };
    curve.push(point);
    console.log(`          ${String(sale).padStart(5)} sales: ${point.rest} variables in use at rest, at most ${point.most}`);
  }
  const seconds = Math.round((performance.now() - startMs) / 1000);
  console.log(`          ${sales} sales in ${seconds} s`);
  mkdirSync("dist", { recursive: true });
  writeFileSync(CURVE_FILE, `${JSON.stringify({ interpreter: world.interpreter.name, sales, seconds, curve }, null, 2)}\n`);
  const orders = world.gateway.orders.all();
  assert.deepEqual(orders.map(({ state }) => state), orders.map(() => "SUCCESS"));
  assert.equal(world.taken(), orders.reduce((sum, { totalFee }) => sum + totalFee, 0));
  assert.equal(orders.length, sales);
  assert.deepEqual(world.gateway.verify(), []);
  const first = curve.find((point) => point.sales >= FILLED_SALES);
  const last = curve.at(-1);
  if (first === undefined || last === undefined) return;
  assert.ok(last.rest <= first.rest * GROWTH_MAX, `variables at rest grew from ${first.rest} to ${last.rest}`);
}

/** Where the curve of the last soak lies. */
const CURVE_FILE = "dist/soak.json";

/** What the probe of memory has seen since the last look; the least of its last notes is the rest between two sales. */
async function usedVariables(world: World): Promise<Pick<Point, "rest" | "most">> {
  const before = memoryNotes(world.folder).length;
  await world.wait(() => memoryNotes(world.folder).length >= before + 3, "a moment of rest");
  const seen = memoryNotes(world.folder);
  rmSync(join(world.folder, MEMORY_FILE));
  return { rest: Math.min(...seen.slice(-3).map(({ rest }) => rest)), most: Math.max(...seen.map(({ most }) => most)) };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
