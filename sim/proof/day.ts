import { EXCHANGE_FAULTS, type Injection, type MomentKind } from "../faults/injection";
import { createRandom, type Random } from "../gateway/random";
import type { Case } from "./case-name";
import { type Errand, SHIFT, type Situation } from "./flows";

/** How a random day goes. */
export interface DayOptions {
  seed: string | number;
  sales: number;
  /** From the first errand to the last. */
  hours: number;
  /** Of a thousand exchanges: how many meet a fault, and at how many the power fails. */
  faultsPerMille: number;
  cutsPerMille: number;
}

/** A busy day of a small shop, with a network as networks are. */
export const LIGHT_DAY: Omit<DayOptions, "seed"> = { sales: 600, hours: 12, faultsPerMille: 15, cutsPerMille: 2 };
/** A day on which nearly everything goes wrong. */
export const ROUGH_DAY: Omit<DayOptions, "seed"> = { sales: 60, hours: 2, faultsPerMille: 200, cutsPerMille: 40 };

const TRADE_TYPES = ["NATIVE", "JSAPI", "APP", "MWEB"] as const;
/** Sums that differ from each other, so that everything said of money can be told apart. */
const SALE_MINOR = 60_000;
const REFUND_MINOR = 10_000;

/** A whole trading day, drawn from a seed: sales of every kind, refunds, faults, cuts of power, a clock that jumps. */
export function dayCase(options: DayOptions): Case {
  const random = createRandom(options.seed, "day");
  const errands: Errand[] = [];
  for (let sale = 0; sale < options.sales; sale++) {
    const sold = errands.length;
    errands.push(saleOf(random, SALE_MINOR + sale * 100));
    if (random.below(25) === 0) errands.push(SHIFT);
    if (random.below(20) === 0) errands.push(refundOf(sold, REFUND_MINOR + sale));
  }
  const situation: Situation = {
    pauseMs: Math.floor(options.hours * 3_600_000 / errands.length), offMs: 1_000 + random.below(120_000),
    runMsMax: (options.hours * 2 + 6) * 3_600_000, payersType: createRandom(options.seed, "payers"),
    ...(random.below(3) === 0 ? { clockOffsetsMs: [0, random.below(2_000_000_000) - 1_000_000_000, 0] } : {}),
  };
  return {
    flow: { name: `day-${options.seed}`, errands, situation, plans: [] },
    injections: injectionsOf(createRandom(options.seed, "injections"), options, errands.length),
  };
}

function typedOf(amountMinor: number): string {
  const cents = amountMinor % 100;
  return `${(amountMinor - cents) / 100}.${cents < 10 ? "0" : ""}${cents}`;
}

function saleOf(random: Random, amountMinor: number): Errand {
  const typed = typedOf(amountMinor);
  const chance = random.below(100);
  const password = random.below(3) === 0 ? "always" : "never";
  if (chance < 80) {
    const payer = chance < 4 ? { password, balance: 100 } as const : { password, blocked: chance === 4 } as const;
    return { kind: "quickPay", amountMinor, typed, payer, tries: 2 };
  }
  const tradeType = TRADE_TYPES[random.below(4)]!;
  const late = random.below(5) === 0 ? {} : { paysAfterMs: 1_000 + random.below(40_000) };
  return { kind: "phone", tradeType, amountMinor, typed, payer: { password: "always" }, tries: 2, cancelAfterMs: 60_000, ...late };
}

function refundOf(of: number, amountMinor: number): Errand {
  return { kind: "refund", of, amountMinor, typed: typedOf(amountMinor), tries: 3 };
}

/** What goes wrong, and when; more moments than the day may have, those beyond its end never come. */
function injectionsOf(random: Random, options: DayOptions, errands: number): Injection[] {
  const injections: Injection[] = [];
  const add = (moment: MomentKind, at: number, act: string): void => { injections.push({ moment, at, act }); };
  for (let at = 1; at <= errands * 8; at++) {
    const chance = random.below(1000);
    const fault = EXCHANGE_FAULTS[random.below(EXCHANGE_FAULTS.length)]!;
    const cut = random.below(4);
    if (chance < options.faultsPerMille) add("s", at, fault);
    else if (chance < options.faultsPerMille + options.cutsPerMille) {
      if (cut < 2) add("s", at, cut === 0 ? "cut" : "sentCut");
      else add("r", at, cut === 2 ? "cut" : "afterCut");
    } else if (chance === 999) add("s", at, "unplug");
    else if (chance >= 995) add("r", at, "cancel");
  }
  const bytes = errands * 100;
  const cuts = Math.floor(errands * options.cutsPerMille / 500);
  for (let cut = 0; cut < cuts; cut++) add("b", random.below(bytes), "cut");
  return injections;
}
