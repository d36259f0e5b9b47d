import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MEMORY_FILE, watchMemory } from "./probes";
import { Said } from "./said";
import { SETTLED_MS } from "./scenarios";
import type { Scenario } from "./scenarios";
import type { World } from "./world";

const AMOUNT = 1250;
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
      await world.wait(() => isSettled(world), "the end of all orders", SETTLED_MS);
      await world.wait(() => { said.read(); return said.isComplete; }, "the paper of all orders");
    } catch (error) {
      throw new Error(`round ${round + 1}, killed ${Math.round(cutMs)} ms after the scan: ${(error as Error).message}`);
    }
    assert.ok(world.gateway.orders.all().length <= round + 1, "more orders than customers");
  }
}

/** The terminal stands at its beginning and asks about no order any more. */
function isSettled(world: World): boolean {
  const shown = world.panel.text().replace(/\s+/g, " ");
  return shown.includes("Enter the amount") && !shown.includes("being checked");
}

/** One sale after the other, with the variables in use printed now and then: the curve has to be flat. */
export function soak(sales: number): Scenario {
  return {
    name: `a soak of ${sales} sales`, bootScript: watchMemory, fixedMemory: true, play: (world) => playSoak(world, sales),
  };
}

const POINTS = 20;

async function playSoak(world: World, sales: number): Promise<void> {
  const every = Math.max(1, Math.floor(sales / POINTS));
  const curve: number[] = [];
  for (let sale = 1; sale <= sales; sale++) {
    await world.sell(world.payer());
    await world.verdict("CHARGED");
    await world.cut();
    await world.next();
    if (sale % every !== 0) continue;
    const used = usedVariables(world);
    curve.push(used);
    console.log(`          ${String(sale).padStart(5)} sales: ${used} variables in use`);
  }
  assert.equal(world.taken(), sales * AMOUNT);
  assert.deepEqual(world.gateway.verify(), []);
  // The journal's page that is being filled and what waits for the next collection come and go.
  const [first = 0] = curve.slice(1);
  const last = curve.at(-1) ?? 0;
  assert.ok(last <= first * 1.1, `variables grew from ${first} to ${last}`);
}

/** What was in use after the last collections: the least of them, since a sale may be under way. */
function usedVariables(world: World): number {
  const file = join(world.folder, MEMORY_FILE);
  if (!existsSync(file)) return 0;
  const rows = readFileSync(file, "utf8").trim().split("\n").slice(-8);
  return Math.min(...rows.map((row) => Number(row.split(" ")[2])));
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
