import type { Till } from "../../firmware/flows/till";
import type { Case } from "./case-name";
import { Cashier } from "./cashier";
import { check } from "./check";
import { Claims } from "./claims";
import { type Cuts, foresee, type People, standingOf } from "./standing";
import { probe } from "./trace";
import type { Counts } from "./moments";
import { type Watcher, World } from "./world";

/** How a case went. */
export interface Outcome {
  /** What was violated; an empty list is what the proof wants. */
  violations: string[];
  /** Moments that came to pass. */
  counts: Counts;
  /** The same, up to the last planned thing that happened. */
  countsAtLast: Counts;
  /** The same, up to where the run stood after that; only with `standing`. */
  countsAtStanding?: Counts;
  /** The same, up to the last start of the terminal. */
  countsAtStart: Counts;
  starts: number;
  /** Where the requests went, in the order in which they left, and how many bytes were written before each write. */
  paths: string[];
  writes: number[];
  /** Whether all that was planned came to pass. */
  complete: boolean;
  /** Virtual milliseconds. */
  tookMs: number;
  /** Where the run stood after the last thing that was to happen; undefined when it never came to rest. */
  standing?: string;
  /** It stood where this one had stood, and was judged by that one's end. */
  joined?: Case;
}

/** How runs ended, by where they stood after the last thing that was to happen in them. */
export type Ends = Map<string, { of: Case; violations: string[] }>;

/** No run takes longer than this in virtual time. */
const RUN_MS_MAX = 10_800_000;
/** After everything has its verdict, so long is watched whether it stays so. */
const AFTERWARDS_MS = 5_000;

/** Who looks on while a case is replayed. */
export interface Onlooker extends Watcher {
  onStart?(world: World): void;
  onStep?: typeof probe.onStep;
  onScreen?(lines: string[]): void;
}

/**
 * Runs one case from a new shop to its end, and judges it. With `ends`, a case of two things goes no further than
 * to where another run of the same flow stood. Into `cuts` goes where it would have stood after each cut of power
 * that could follow.
 */
export function runCase({ flow, injections }: Case, onlooker: Onlooker = {}, ends?: Ends, cuts?: Cuts): Outcome {
  const claims = new Claims();
  const world = new World(injections, flow.situation ?? {}, onlooker);
  const cashier = new Cashier(world, claims, flow.errands, flow.situation);
  const people: People = { cashier, claims, quietSinceMs: -1 };
  const startMs = world.clock.nowMs;
  let openOrders = 0;
  let known: ReturnType<Ends["get"]>;
  let till: Till | undefined;
  let standing: string | undefined;
  let countsAtStanding: Counts | undefined;
  world.onDecided = () => cashier.decided();
  world.onOpened = (number, amountMinor) => cashier.opened(number, amountMinor);
  world.onAct = (act) => actOf(act, cashier);
  world.onDevice = (device) => {
    cashier.restarted();
    const { display } = device;
    device.display = {
      ...display,
      show(lines) {
        display.show(lines);
        onlooker.onScreen?.(lines.map((line) => line.text));
        cashier.shown(lines);
      },
    };
  };
  probe.onStep = (event, effects, state) => {
    if (!world.isOn) return;
    world.totals = state.totals;
    till = state;
    onlooker.onStep?.(event, effects, state);
  };
  /** Compares with where other runs stood; true: one of them stood here. */
  function isJoined(state: Till | "off" | "cut"): boolean {
    if (ends === undefined || standing !== undefined || world.happened.length < injections.length) return false;
    standing = standingOf(world, people, state) + world.storage.digest();
    countsAtStanding = { ...world.moments.counts, b: world.storage.spent };
    known = injections.length > 1 ? ends.get(standing) : undefined;
    return known !== undefined;
  }
  world.onCut = () => isJoined("cut");
  world.onPower = () => world.starts > 0 && isJoined("off");
  if (cuts !== undefined) {
    world.onCutPlace = (name, write) => {
      if (world.happened.length === injections.length) foresee(cuts, world, people, name, write);
    };
  }
  onlooker.onStart?.(world);
  world.powerOn();
  for (;;) {
    const next = world.clock.nextMs();
    if (next === undefined || next - startMs > (flow.situation?.runMsMax ?? RUN_MS_MAX)) break;
    world.survive(() => world.clock.step());
    if (world.gaveUp) break;
    if (world.isSettled && till !== undefined) isJoined(till);
    if (known !== undefined) return { ...outcomeOf(world, known.violations, standing, startMs), joined: known.of };
    openOrders = cashier.isDone && world.isOn ? countOpen(world) : 1;
    if (openOrders > 0) people.quietSinceMs = -1;
    else if (people.quietSinceMs < 0) people.quietSinceMs = world.clock.nowMs;
    else if (world.clock.nowMs - people.quietSinceMs >= AFTERWARDS_MS) break;
  }
  probe.onStep = undefined;
  world.heal();
  const outcome = outcomeOf(world, [], standing, startMs);
  outcome.complete = world.happened.length === injections.length;
  outcome.violations = check(world, cashier, claims);
  if (countsAtStanding !== undefined) outcome.countsAtStanding = countsAtStanding;
  if (standing !== undefined) ends!.set(standing, { of: { flow, injections }, violations: outcome.violations });
  return outcome;
}

function outcomeOf(
  world: World, violations: string[], standing: string | undefined, startMs: number,
): Outcome {
  return {
    violations, counts: { ...world.moments.counts }, countsAtStart: world.moments.atStart, countsAtLast: world.moments.atLast,
    paths: world.sent.map((sent) => sent.path), writes: world.writes, starts: world.starts,
    complete: true, tookMs: world.clock.nowMs - startMs, ...(standing === undefined ? {} : { standing }),
  };
}

/** Records that end an order or a refund. */
const ENDS: readonly string[] = ["charged", "refunding", "notCharged", "reversed", "attention", "refundEnded"];

/** Orders and refunds that the journal opened and did not yet end. */
function countOpen(world: World): number {
  let open = world.openBefore;
  for (const record of world.records) {
    if (record.kind === "opened" || record.kind === "refundOpened") open++;
    else if (ENDS.includes(record.kind)) open--;
  }
  return Math.max(0, open);
}

function actOf(act: string, cashier: Cashier): void {
  const payer = cashier.errand?.payer;
  switch (act) {
    case "cancel": return cashier.press("cancel");
    case "pay": return cashier.pay();
    case "open":
      cashier.open();
      return;
    case "type":
      if (payer?.asked !== undefined) payer.typePassword();
      return;
    case "refuse":
      if (payer?.asked !== undefined) payer.refuse();
      return;
    case "startTyping":
      payer?.startTyping();
      return;
    default: throw new Error(`nobody can ${act}`);
  }
}
