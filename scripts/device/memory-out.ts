import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { leaveMemory, type Moment, PLAN_FILE, withoutTLS } from "./probes";
import { Said } from "./said";
import type { Scenario } from "./scenarios";
import { SETTLED_MS, type World } from "./world";

/** Where memory is taken, and what is tried of what is left: from nothing to more than the rest of the sale takes. */
interface Squeeze {
  moment: Moment;
  withTLS: boolean;
  /** More variables left than this change nothing. */
  most: number;
  /** TLS takes its memory in large pieces. */
  step: number;
  samples: number;
}

const SQUEEZES: Squeeze[] = [
  { moment: "key", withTLS: false, most: 800, step: 1, samples: 4 },
  { moment: "scan", withTLS: false, most: 800, step: 1, samples: 4 },
  { moment: "request", withTLS: false, most: 1_400, step: 1, samples: 6 },
  { moment: "answer", withTLS: false, most: 1_400, step: 1, samples: 6 },
  { moment: "request", withTLS: true, most: 4_600, step: 16, samples: 6 },
];
/** Orders that are open at the same time are settled in one go: what never left is given up fifteen seconds after a start. */
const BATCH = 8;
const BATCHES = 12;

/**
 * Memory that runs out anywhere in a sale. The interpreter's own exhaustive mode (`--test-mem`) cannot drive it: a build
 * with a fixed number of variables ignores the mode's limit, one with growing memory sets its size anew at the start and
 * doubles it when it is full, and both run a script without boot code. So memory is filled until a certain number of
 * variables is left when a key, the code or the answer comes, or when the request is made. While that number grows from
 * none, each allocation that takes more than all before it is once the one that fails.
 * @param isExhaustive with every number, not only a few of them
 */
export function memoryRunsOut(isExhaustive: boolean): Scenario[] {
  return SQUEEZES.flatMap(({ moment, withTLS, most, step, samples }) => {
    const every = isExhaustive ? step : Math.ceil(most / samples);
    // Samples begin anywhere, so that every run tries others.
    const from = isExhaustive ? 0 : Math.floor(Math.random() * every);
    const counts = Array.from({ length: Math.ceil((most - from) / every) }, (_, index) => from + index * every);
    return portions(counts, BATCH * BATCHES).map((portion) => ({
      name: `memory runs out: ${portion[0]} to ${portion.at(-1)} variables left at the ${moment}${withTLS ? ", with TLS" : ""}`,
      fixedMemory: true, bootScript: withTLS ? leaveMemory : leaveMemory + withoutTLS, world: { isPlain: !withTLS },
      play: (world: World) => squeeze(world, moment, portion),
    }));
  });
}

function portions(counts: number[], length: number): number[][] {
  const all: number[][] = [];
  for (let from = 0; from < counts.length; from += length) all.push(counts.slice(from, from + length));
  return all;
}

async function squeeze(world: World, moment: Moment, counts: number[]): Promise<void> {
  const said = new Said(world);
  const plan = join(world.folder, PLAN_FILE);
  let sales = 0;
  let restarts = 0;
  for (const batch of portions(counts, BATCH)) {
    for (const left of batch) {
      writeFileSync(plan, `${moment} ${left}`);
      try {
        await restart(world);
        await tryToSell(world, (10 + sales++ / 100).toFixed(2));
        said.read();
      } catch (error) {
        throw new Error(`with ${left} variables left: ${(error as Error).message}`);
      }
      if (world.terminal.ending !== undefined) restarts++;
    }
    rmSync(plan);
    await restart(world);
    await world.settled();
    await world.wait(() => { said.read(); return said.isComplete; }, `the paper of all orders, with ${batch.join()} variables left`);
  }
  assert.ok(world.gateway.orders.all().length <= sales, "more orders than customers");
  console.log(`          ${counts.length} times memory ran short: ${restarts} restarts, ${counts.length - restarts} sales all the same`);
}

async function restart(world: World): Promise<void> {
  await world.powerOff();
  world.panel.restart();
  await world.powerOn();
  await world.screen("Enter the amount", SETTLED_MS);
}

/** Until the sale is over, with whatever became of it, or the terminal restarts: one of them comes. */
async function tryToSell(world: World, amount: string): Promise<void> {
  const orders = world.gateway.orders.all().length;
  const isSold = () => world.gateway.orders.all().length > orders && world.hasVerdict("CHARGED")
    && world.printer.rows().at(-1)?.cut === true;
  // TLS that finds no memory is a connection that fails: nothing is sent then.
  const isOver = () => world.terminal.ending !== undefined || isSold() || world.hasVerdict("NOT CHARGED");
  world.press([...amount as unknown as "1"[], "ok"]);
  await world.wait(() => isOver() || world.panel.text().includes("Scan the customer"), "the question for a code", SETTLED_MS);
  if (isOver()) return;
  world.scan(world.payer().showCode());
  await world.wait(isOver, "the end of the sale or a restart", SETTLED_MS);
}
