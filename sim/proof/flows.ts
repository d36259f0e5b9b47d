import type { Random } from "../gateway/random";
import type { PayerOptions } from "../wallet/payer";

/** One thing that the shop's people set out to do in a flow, one after another. */
export type Errand =
  /** Sell by the customer's code; after NOT CHARGED the customer tries again, `tries` attempts in all. */
  { kind: "quickPay"; amountMinor: number; typed: string; payer: PayerOptions & { blocked?: boolean }; tries: number }
  /** Let the customer pay on the phone; without `paysAfterMs` nobody does of their own accord. */
  | {
    kind: "phone"; tradeType: "NATIVE" | "JSAPI" | "APP" | "MWEB"; amountMinor: number; typed: string;
    payer: PayerOptions & { blocked?: boolean }; tries: number; paysAfterMs?: number; cancelAfterMs?: number;
  }
  /** Give back a part of what an earlier errand sold; the sums of all errands differ. */
  | { kind: "refund"; of: number; amountMinor: number; typed: string; tries: number };

/** Circumstances of a whole run. */
export interface Situation {
  /** Added to the true time that the terminal's clock shows, at each start in turn; the last one stays. */
  clockOffsetsMs?: number[];
  /** The terminal's clock starts at this time whenever the power comes back. */
  clockStartsMs?: number;
  /** So many sales stand in the journal before. */
  salesBefore?: number;
  /** The journal's file is as new after the first cut of power. */
  flashErased?: boolean;
  printer?: "paperOut" | "silent";
  /** Between the end of an errand and the beginning of the next. */
  pauseMs?: number;
  /** Payers type their passwords of their own accord, after times drawn from here; some refuse, some walk away. */
  payersType?: Random;
  /** The run is over after so much virtual time, whatever comes. */
  runMsMax?: number;
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
}

/** A way of enumerating: which things happen, and after which first one. */
export type Plan =
  | "cuts" | "cutPairs" | "faults" | "faultPairs" | "shortPairs" | "faultCuts" | "payer" | "payerFaults" | "payerCuts"
  | "wear" | "cancel" | "network" | "phone" | "phoneAlone" | "phoneFaults" | "payerShort"
  | "exchangeCutPairs" | "number";

const DAY_MS = 86_400_000;

function quickPay(amountMinor: number, typed: string, payer: PayerOptions & { blocked?: boolean }, tries = 2): Errand {
  return { kind: "quickPay", amountMinor, typed, payer, tries };
}

type Phone = Extract<Errand, { kind: "phone" }>;

function phone(tradeType: Phone["tradeType"], when: Pick<Phone, "paysAfterMs" | "cancelAfterMs">): Errand {
  return { kind: "phone", tradeType, amountMinor: 1250, typed: "12.50", payer: ASKED, tries: 1, ...when };
}

const FREE: PayerOptions = { password: "never" };
const ASKED: PayerOptions = { password: "always" };

/** An older sale, so that there are older answers to repeat. */
const OLDER = quickPay(700, "7", FREE);

function clockFlow(name: string, situation: Situation): Flow {
  return { name, errands: [OLDER, quickPay(1250, "12.50", ASKED)], situation, plans: ["cuts", "faults", "payer"] };
}

/** The table of flows. */
export const FLOWS: readonly Flow[] = [
  {
    name: "quick-pay", errands: [quickPay(1250, "12.50", FREE)],
    plans: ["cuts", "cutPairs", "faults", "faultPairs", "faultCuts", "wear", "cancel", "network", "number"],
  },
  {
    name: "password", errands: [quickPay(1250, "12.50", ASKED, 1)],
    plans: ["cuts", "cutPairs", "faults", "faultPairs", "faultCuts", "payer", "payerFaults", "payerCuts", "wear", "cancel", "network"],
  },
  {
    name: "no-money", errands: [quickPay(1250, "12.50", { ...FREE, balance: 100 }, 1)],
    plans: ["cuts", "faults", "shortPairs", "faultCuts", "cancel"],
  },
  {
    name: "risk", errands: [quickPay(1250, "12.50", { ...FREE, blocked: true }, 1)],
    plans: ["cuts", "faults"],
  },
  {
    name: "second-sale", errands: [OLDER, quickPay(1250, "12.50", FREE)],
    plans: ["cuts", "faults", "shortPairs", "faultCuts"],
  },
  {
    name: "second-password", errands: [OLDER, quickPay(1250, "12.50", ASKED)],
    plans: ["cuts", "faults", "payer", "network"],
  },
  {
    name: "roll-over", errands: [quickPay(1250, "12.50", FREE), quickPay(800, "8", FREE)], situation: { salesBefore: 45 },
    plans: ["cuts", "exchangeCutPairs", "faults", "wear"],
  },
  { name: "no-paper", errands: [quickPay(1250, "12.50", FREE)], situation: { printer: "paperOut" }, plans: ["cuts", "faults"] },
  {
    name: "long-off", errands: [quickPay(1250, "12.50", ASKED)], situation: { offMs: 180_000 }, plans: ["cuts", "payer"],
  },
  {
    name: "native", errands: [phone("NATIVE", { paysAfterMs: 7_000 })],
    plans: ["cuts", "cutPairs", "faults", "shortPairs", "faultCuts", "wear", "cancel", "network"],
  },
  {
    name: "native-nobody", errands: [phone("NATIVE", { cancelAfterMs: 12_000 })],
    plans: ["cuts", "faults", "shortPairs", "phone", "phoneFaults", "cancel"],
  },
  { name: "native-left", errands: [phone("NATIVE", {})], plans: ["phoneAlone"] },
  { name: "jsapi", errands: [phone("JSAPI", { paysAfterMs: 7_000 })], plans: ["cuts", "faults", "shortPairs", "faultCuts"] },
  { name: "app", errands: [phone("APP", { paysAfterMs: 7_000 })], plans: ["cuts", "faults", "shortPairs"] },
  { name: "mweb", errands: [phone("MWEB", { paysAfterMs: 7_000 })], plans: ["cuts", "faults", "shortPairs"] },
  {
    name: "refund", errands: [quickPay(1250, "12.50", FREE), { kind: "refund", of: 0, amountMinor: 500, typed: "5", tries: 3 }],
    plans: ["cuts", "exchangeCutPairs", "faults", "shortPairs", "faultCuts", "wear"],
  },
  {
    name: "refund-parts",
    errands: [
      quickPay(1250, "12.50", FREE), { kind: "refund", of: 0, amountMinor: 500, typed: "5", tries: 3 },
      { kind: "refund", of: 0, amountMinor: 750, typed: "7.50", tries: 3 },
    ],
    plans: ["cuts", "faults"],
  },
  {
    name: "flash-erased", errands: [OLDER, quickPay(1250, "12.50", FREE)], situation: { flashErased: true, clockStartsMs: 0 },
    plans: ["cuts"],
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
