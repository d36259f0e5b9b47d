import type { FaultDetails } from "../gateway/faults";
import type { Random } from "../gateway/random";
import type { PayerOptions } from "../wallet/payer";
import type { Plan } from "./enumerate";

/** A payer, and what comes of the question for the password without anybody's doing. */
export type PayerHabits = PayerOptions & { blocked?: boolean; typesAfterMs?: number; refusesAfterMs?: number };

/** One thing that the shop's people set out to do in a flow, one after another. */
export type Errand =
  /** Sell by the customer's code; after NOT CHARGED the customer tries again, `tries` attempts in all. */
  { kind: "quickPay"; amountMinor: number; typed: string; payer: PayerHabits; tries: number }
  /** Let the customer pay on the phone; `paysAfterMs` and `opensAfterMs` are the customer's own doing. */
  | {
    kind: "phone"; tradeType: "NATIVE" | "JSAPI" | "APP" | "MWEB"; amountMinor: number; typed: string;
    payer: PayerHabits; tries: number; paysAfterMs?: number; opensAfterMs?: number; cancelAfterMs?: number;
  }
  /** Give back a part of what an earlier errand sold, or somebody elsewhere; the sums of all errands differ. */
  | { kind: "refund"; of: number | "elsewhere"; amountMinor: number; typed: string; tries: number }
  /** Close the shift. */
  | { kind: "shift"; amountMinor: 0; typed: ""; tries: 1 };

/** Circumstances of a whole run. */
export interface Situation {
  /** Added to the true time that the terminal's clock shows, at each start in turn; the last one stays. */
  clockOffsetsMs?: number[];
  /** The terminal's clock starts at this time whenever the power comes back. */
  clockStartsMs?: number;
  /** So many sales stand in the journal before. */
  salesBefore?: number;
  /** As many sales as it can hold stand open in the journal before. */
  isFull?: boolean;
  /** The journal's file is as new after the first cut of power. */
  flashErased?: boolean;
  printer?: "paperOut" | "silent";
  /** Between the end of an errand and the beginning of the next. */
  pauseMs?: number;
  /** Payers type their passwords of their own accord, after times drawn from here; some refuse, some walk away. */
  payersType?: Random;
  /** The run is over after so much virtual time, whatever comes. */
  runMsMax?: number;
  /** The cable is out so long after the run began, for so long. */
  outage?: { afterMs: number; forMs: number };
  /** What every reverse meets at the gateway. */
  reverseMeets?: FaultDetails;
  /** The gateway refuses the terminal's certificate, without which nothing is reversed or refunded. */
  isCertificateRefused?: boolean;
  /** An order that was paid by other means than this terminal. */
  elsewhere?: { outTradeNo: string; amountMinor: number };
  /** How long the power stays off; 2 s unless told. */
  offMs?: number;
}

/** A flow: errands under circumstances. Its name is the first part of every case's name. */
export interface Flow {
  name: string;
  errands: Errand[];
  situation?: Situation;
  /** What the proof enumerates for it, see `enumerate.ts`. */
  plans: readonly Plan[];
  /** And what beside, when all is asked for: what only repeats by another way what `plans` has. */
  more?: readonly Plan[];
}

const DAY_MS = 86_400_000;

function quickPay(amountMinor: number, typed: string, payer: PayerHabits, tries = 1): Errand {
  return { kind: "quickPay", amountMinor, typed, payer, tries };
}

function refund(of: number | "elsewhere", amountMinor: number, typed: string): Errand {
  return { kind: "refund", of, amountMinor, typed, tries: 3 };
}

/** Close the shift. */
export const SHIFT: Errand = { kind: "shift", amountMinor: 0, typed: "", tries: 1 };

type Phone = Extract<Errand, { kind: "phone" }>;

function phone(tradeType: Phone["tradeType"], when: Partial<Phone>): Errand {
  return { kind: "phone", tradeType, amountMinor: 1250, typed: "12.50", payer: ASKED, tries: 1, ...when };
}

const FREE: PayerHabits = { password: "never" };
const ASKED: PayerHabits = { password: "always" };
const LATE: PayerHabits = { ...ASKED, typesAfterMs: 7_000 };

/** An older sale, so that there are older answers to repeat. */
const OLDER = quickPay(700, "7", FREE);
/** An older order for a phone that nobody paid, for the same reason. */
const OLDER_CLOSED = phone("NATIVE", { amountMinor: 700, typed: "7", cancelAfterMs: 3_000 });

/** The cable is out from before the password is typed until the order has to be reversed. */
const OUTAGE: Situation["outage"] = { afterMs: 3_000, forMs: 55_000 };
/** Too old to be reversed. */
const NO_REVERSE: FaultDetails = { kind: "errorCode", code: "REVERSE_EXPIRE" };

/** Each cut of power and each fault, alone and followed by each. */
const PAIRS: readonly Plan[] = ["cutPairs", "cutFaults", "faultPairs", "faultCuts"];
/** The same with the second cut at every byte and every fault in the recovery. */
const EVERY: readonly Plan[] = [...PAIRS, "everyCutPair", "everyCutFault"];
/** No pairs. */
const ALONE: readonly Plan[] = ["cuts", "faults"];
/** Less of the same, for a second thing of each sort, and after faults of each sort. */
const SORTS: readonly Plan[] = ["cutPairs", "faultShort", "shortCuts"];
/** Still less: both things of a pair are one of each sort. */
const FEWER: readonly Plan[] = ["cutPairs", "faults", "shortPairs", "shortCuts"];
/** For what differs from another flow in one thing: pairs of cuts, and of one fault of each sort. */
const VARIANT: readonly Plan[] = ["cutPairs", "faults", "shortPairs"];

function clockFlow(name: string, situation: Situation): Flow {
  return { name, errands: [OLDER, quickPay(1250, "12.50", LATE)], situation, plans: ["cutPairs", "faults", "payer"] };
}

/**
 * The ways to pay on the phone: paid, given up by the cashier, turned away from by the payer. From one trade type to
 * the next nothing differs but what brings the customer to the order.
 */
function phoneFlows(tradeType: Phone["tradeType"]): Flow[] {
  const name = tradeType.toLowerCase();
  const isFirst = tradeType === "NATIVE";
  return [
    {
      name, errands: [phone(tradeType, { paysAfterMs: 7_000 })],
      plans: [...(isFirst ? PAIRS : SORTS), "phone", "cancel", "network"], more: PAIRS,
    },
    {
      name: `${name}-nobody`, errands: [phone(tradeType, { cancelAfterMs: 12_000 })],
      plans: [...(isFirst ? ["faultShort" as const, ...VARIANT] : ALONE), "phone"], more: ["faultShort", ...VARIANT],
    },
    {
      name: `${name}-closes`,
      errands: [phone(tradeType, { opensAfterMs: 4_000, payer: { ...ASKED, refusesAfterMs: 4_000 }, cancelAfterMs: 12_000 })],
      plans: isFirst ? ["cutPairs", "faults"] : ALONE, more: ["cutPairs"],
    },
  ];
}

/** The table of flows. */
export const FLOWS: readonly Flow[] = [
  {
    name: "quick-pay", errands: [quickPay(1250, "12.50", FREE, 2)],
    plans: [...EVERY, "wear", "cancel", "network", "number"],
  },
  {
    name: "password", errands: [quickPay(1250, "12.50", ASKED)],
    plans: [...FEWER, "payer", "payerFaults", "payerCuts", "cancel", "network"], more: ["faultShort", "faultCuts"],
  },
  { name: "password-late", errands: [quickPay(1250, "12.50", LATE)], plans: [...EVERY, "wear", "cancel", "network", "networkFaults"] },
  {
    name: "password-refused", errands: [quickPay(1250, "12.50", { ...ASKED, refusesAfterMs: 7_000 })],
    plans: VARIANT,
  },
  {
    name: "no-money", errands: [quickPay(1250, "12.50", { ...FREE, balance: 100 })], plans: ["cutPairs", "faults", "cancel"],
    more: ["shortPairs"],
  },
  { name: "risk", errands: [quickPay(1250, "12.50", { ...FREE, blocked: true })], plans: ALONE },
  {
    name: "second-sale", errands: [OLDER, quickPay(1250, "12.50", FREE)], plans: ["cutPairs", "faults"], more: ["shortPairs"],
  },
  {
    name: "second-password", errands: [OLDER, quickPay(1250, "12.50", ASKED)],
    plans: ["cuts", "faults", "payer", "network"],
  },
  {
    name: "reverse-refused", errands: [quickPay(1250, "12.50", LATE)],
    situation: { outage: OUTAGE, reverseMeets: NO_REVERSE }, plans: ALONE, more: ["wear"],
  },
  {
    name: "reverse-unheard", errands: [quickPay(1250, "12.50", LATE)],
    situation: { outage: OUTAGE, reverseMeets: { kind: "lostRequest", ending: "close" } }, plans: ALONE,
  },
  {
    name: "certificate-refused", errands: [quickPay(1250, "12.50", LATE)], situation: { outage: OUTAGE, isCertificateRefused: true },
    plans: ["cuts"], more: ["faults"],
  },
  {
    name: "number-refused", errands: [quickPay(1250, "12.50", FREE)], situation: { reverseMeets: NO_REVERSE },
    plans: ["numberCuts"],
  },
  {
    name: "roll-over", errands: [quickPay(1250, "12.50", FREE), quickPay(800, "8", FREE)], situation: { salesBefore: 67 },
    plans: ["cutPairs", "faults", "wearAlone"], more: ["shortPairs", "wear"],
  },
  { name: "full-flash", errands: [quickPay(1250, "12.50", FREE)], situation: { isFull: true }, plans: ["someCuts"] },
  { name: "shift", errands: [quickPay(1250, "12.50", FREE), SHIFT, quickPay(800, "8", FREE)], plans: ["cutPairs", "faults", "wear"] },
  { name: "no-paper", errands: [quickPay(1250, "12.50", FREE)], situation: { printer: "paperOut" }, plans: VARIANT },
  { name: "long-off", errands: [quickPay(1250, "12.50", ASKED)], situation: { offMs: 180_000 }, plans: ["cuts", "payer"] },
  ...(["NATIVE", "JSAPI", "APP", "MWEB"] as const).flatMap(phoneFlows),
  { name: "native-second", errands: [OLDER_CLOSED, phone("NATIVE", { cancelAfterMs: 12_000 })], plans: ALONE },
  { name: "native-left", errands: [phone("NATIVE", {})], plans: ["phoneAlone"] },
  {
    name: "refund", errands: [quickPay(1250, "12.50", FREE), refund(0, 500, "5")],
    plans: [...FEWER, "wearAlone", "unplugged"], more: ["faultShort", "faultCuts", "wear"],
  },
  {
    name: "refund-parts", errands: [refund("elsewhere", 500, "5"), refund("elsewhere", 750, "7.50")],
    situation: { elsewhere: { outTradeNo: "WEB20260101-000042", amountMinor: 1250 } },
    plans: ALONE,
  },
  {
    name: "refund-sold", errands: [quickPay(1250, "12.50", FREE), refund(0, 500, "5"), refund(0, 750, "7.50")],
    plans: ALONE,
  },
  {
    name: "refund-second", errands: [OLDER, refund(0, 300, "3"), quickPay(1250, "12.50", FREE), refund(2, 500, "5")],
    plans: ALONE,
  },
  {
    name: "refund-unheard", errands: [quickPay(1250, "12.50", FREE), refund(0, 500, "5")], situation: { isCertificateRefused: true },
    plans: ["cuts"], more: ["faults"],
  },
  {
    name: "refund-elsewhere", errands: [refund("elsewhere", 500, "5")],
    situation: { elsewhere: { outTradeNo: "WEB|20260101|000042", amountMinor: 1250 } },
    plans: ["cutPairs", "faults"], more: ["shortPairs"],
  },
  {
    name: "flash-erased", errands: [OLDER, quickPay(1250, "12.50", FREE)], situation: { flashErased: true, clockStartsMs: 0 },
    plans: ["cutPairs"],
  },
  clockFlow("clock-hours-ahead", { clockOffsetsMs: [5 * 3_600_000] }),
  clockFlow("clock-hours-behind", { clockOffsetsMs: [0, -5 * 3_600_000] }),
  clockFlow("clock-years-ahead", { clockOffsetsMs: [0, 11 * 365 * DAY_MS] }),
  clockFlow("clock-1970", { clockStartsMs: 0 }),
];

/** The flow of this name. Throws where there is none. */
export function findFlow(name: string): Flow {
  const flow = FLOWS.find((candidate) => candidate.name === name);
  if (flow === undefined) throw new Error(`there is no flow "${name}"; there are ${FLOWS.map((f) => f.name).join(", ")}`);
  return flow;
}
