import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { MEMORY_FILE, watchMemory } from "./probes";
import { SETTLED_MS } from "./scenarios";
import type { Scenario } from "./scenarios";
import type { World } from "./world";

const AMOUNT = 1250;
/** From the scan of a code: until then a cut may fall anywhere from the journal's first byte to the slip's last. */
const CUT_MAX_MS = 1_500;

/** Kills the interpreter at random moments of a sale, over and over; after each the terminal finds out what became of it. */
export function kills(rounds: number): Scenario {
  return { name: `kills at random moments: ${rounds} rounds, each with its recovery`, play: (world) => playKills(world, rounds) };
}

async function playKills(world: World, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round++) {
    await world.screen("Enter the amount", SETTLED_MS);
    const before = world.gateway.orders.all().length;
    await world.sell(world.payer());
    await pause(Math.random() * CUT_MAX_MS);
    await world.powerOff();
    world.panel.restart();
    world.printer.tear();
    await world.powerOn();
    await world.wait(() => isSettled(world), `the end of round ${round + 1}`, SETTLED_MS);
    checkWords(world, before);
    const orders = world.gateway.orders.all();
    assert.ok(orders.length <= round + 1, `${orders.length} orders in ${round + 1} sales`);
    assert.equal(world.taken(), orders.filter((order) => order.state === "SUCCESS").length * AMOUNT);
    assert.deepEqual(world.gateway.verify(), []);
  }
}

function words(world: World): string {
  return world.panel.text().replace(/\s+/g, " ");
}

/** The terminal stands at its beginning and asks about no order any more. */
function isSettled(world: World): boolean {
  return words(world).includes("Enter the amount") && !words(world).includes("being checked");
}

/** What it says of the order before is what the gateway has in its books, where the order came so far. */
function checkWords(world: World, before: number): void {
  const said = /earlier order of HKD 12.50 (was CHARGED|was NOT CHARGED|was cancelled)/.exec(words(world));
  const order = world.gateway.orders.all()[before];
  if (said !== null) assert.equal(order?.state === "SUCCESS", said[1] === "was CHARGED", said[0]);
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
