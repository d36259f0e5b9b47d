import { FAULTS, type FaultDetails, type FaultKind } from "../gateway/faults";

/**
 * The fault model of the proof. Something happens once, at one moment of a run; a run is deterministic,
 * so the moments can be counted:
 *
 * - `s` the n-th request leaves the terminal: power fails before or just after, or the exchange meets one
 *   of the gateway's faults, a refused connection, a pulled cable, or the request is held up on its way;
 * - `a` the gateway has decided on the n-th request, its answer is not yet back: what the payer does then;
 * - `r` the n-th answer reaches the terminal: power fails before or after it is heard, the cashier cancels;
 * - `b` n bytes of the journal were programmed: power fails before the next one;
 * - `w` the n-th write to the flash does not succeed, that one alone or every one from there on.
 *
 * Not claimed: bytes that flash loses by itself, a gateway that lies with a right signature, a request that
 * reaches the gateway after the order was given up, confirmed reversed and queried (reference 3.5).
 */
export type MomentKind = "s" | "a" | "r" | "b" | "w";

/** One thing that happens, at one moment (counted from 1; for `b`, from 0). */
export interface Injection {
  moment: MomentKind;
  at: number;
  act: string;
}

const GATEWAY: Record<string, FaultDetails> = {
  lostRequestClose: { kind: "lostRequest", ending: "close" },
  lostAnswerClose: { kind: "lostAnswer", ending: "close" },
  bankError: { kind: "errorCode", code: "BANKERROR" },
  errorCodeDone: { kind: "errorCode", processed: true },
  htmlDone: { kind: "html", processed: true },
  httpErrorDone: { kind: "httpError", status: 500, processed: true },
};
for (const kind of Object.keys(FAULTS) as FaultKind[]) GATEWAY[kind] = { kind };

/** The gateway's fault behind an act, if it is one. */
export function gatewayFault(act: string): FaultDetails | undefined {
  return GATEWAY[act];
}

/** Everything that the gateway and the network can do to one exchange. */
export const EXCHANGE_FAULTS: readonly string[] = [...Object.keys(GATEWAY), "refused", "heldUp"];
/** One of each sort that the terminal may tell apart: what is left out reads the same to it. */
export const SHORT_FAULTS: readonly string[] = [
  "lostRequest", "lostAnswer", "errorCode", "errorCodeDone", "unknownCode", "wrongSignature", "unsignedSuccess",
  "repeatedAnswer", "otherOrder", "otherAmount", "refused", "heldUp",
];
/** What may happen at each kind of moment. */
const ACTS: Record<MomentKind, readonly string[]> = {
  s: ["cut", "sentCut", "unplug", "usedNumber", "cancel", ...EXCHANGE_FAULTS],
  a: ["pay", "open", "type", "refuse", "startTyping"],
  r: ["cut", "afterCut", "cancel"],
  b: ["cut"],
  w: ["fail", "dead"],
};
/** How long `heldUp` keeps a request from the gateway. */
export const HELD_UP_MS = 8_000;
/** How long the cable is out after `unplug`. */
export const UNPLUGGED_MS = 120_000;

/** "s3-lostAnswer", as it stands in the name of a case. */
export function nameOf(injection: Injection): string {
  return `${injection.moment}${injection.at}-${injection.act}`;
}

/** Reads what `nameOf` wrote. Throws on anything else. */
export function parseInjection(name: string): Injection {
  const found = /^([sarbw])([0-9]+)-([A-Za-z]+)$/.exec(name);
  if (found === null) throw new Error(`"${name}" is no injection; one looks like s3-lostAnswer`);
  const [, moment, at, act] = found as unknown as [string, MomentKind, string, string];
  if (!ACTS[moment].includes(act)) throw new Error(`"${name}": at ${moment} happens one of ${ACTS[moment].join(", ")}`);
  return { moment, at: Number(at), act };
}
