import { halError } from "../../hal/errors";
import type { Bytes } from "../../hal/ports/bytes";
import type { Order } from "../domain/order";
import type { Refund } from "../domain/refund";
import { noTotals, withRefund, withSale } from "../domain/totals";
import type { Phase } from "../payment/attempt";
import type { Restored, Unsettled, Untold } from "../payment/events";
import { GOES_ON, MORE, NO_SLOT, PAYLOAD_AT, PAYLOAD_BYTES, TOLD_AT } from "./layout";
import {
  phaseOf, textOf, unpackOrder, unpackRefund, unpackRefundEnd, unpackStanding, unpackTransactionId,
} from "./records";
import type { Standing } from "./records";
import type { Segments } from "./segments";

/** How far back a start looks for the last sale that was charged. */
const LAST_SLOTS = 32;

/** The newest sale that was charged. */
export interface LastSale {
  order: Order;
  phase: "charged";
  transactionId: string;
}

/** What a whole journal amounts to at start. */
export interface History extends Restored {
  /** Starts so far, this one included. */
  boots: number;
  /** Eight bytes of chance from provisioning: other after every erased flash, whatever the clock says. */
  id: Bytes;
  /** For the reprint key; absent when it lies too far back. */
  last?: LastSale;
  /** Records of those that were read which flash has changed. */
  damaged: number;
}

/** An order or a refund without an end, or an order whose end nobody was told, and the slot of its record in the newest segment. */
export type Open = { number: string; slot: number; copies: number; ended: Untold | undefined } & (
  { unsettled: Unsettled; refund: undefined } | { unsettled: undefined; refund: Refund });

/** Verdicts told again after a restart: the newest ones. */
const UNTOLD_MAX = 8;

/** The list without the oldest ends that nobody was told, when there are more of them than are kept. */
export function withoutOldEnds(open: Open[]): Open[] {
  let extra = -UNTOLD_MAX;
  for (const entry of open) {
    if (entry.ended) extra++;
  }
  return extra < 1 ? open : open.filter(function (entry) { return !entry.ended || extra-- < 1; });
}

/** What the newest segment tells. */
export interface Found {
  standing: Standing;
  open: Open[];
  history: History;
}

/**
 * Reads what is open and what it all amounts to. Every slot names the oldest open order's and that of
 * the newest totals, so only what lies behind these is read, however long the journal is. Throws HalError
 * "storage" when the number of starts cannot be read.
 */
export function readHistory(segments: Segments): Found {
  let standing: Standing = { boots: 0, totals: noTotals(), currency: "", stem: "" };
  let open: Open[] = [];
  const history: History = {
    boots: 0, id: segments.id, unsettled: [], untold: [], refunds: [], totals: noTotals(), damaged: 0,
  };
  let pending: Bytes = "";
  let pendingSlot = NO_SLOT;

  function good(slot: number): Bytes | undefined {
    const found = segments.read(slot);
    if (found === undefined || segments.isGood(slot, found)) return found;
    history.damaged++;
    return undefined;
  }

  /** The whole payload of the record that begins in this slot, "" where none does. */
  function payloadAt(slot: number): Bytes {
    let payload = "";
    for (let at = slot; at < segments.used(); at++) {
      const found = good(at);
      if (found === undefined) continue;
      const kind = found.charCodeAt(0);
      if ((at === slot) === ((kind & 127) === GOES_ON)) return "";
      payload += found.substr(PAYLOAD_AT, PAYLOAD_BYTES);
      if (kind < MORE) return payload;
    }
    return "";
  }

  function kindAt(slot: number): string {
    return String.fromCharCode((segments.read(slot) as Bytes).charCodeAt(0) & 127);
  }

  /** An order that has its end already: its record is looked up. Undefined where flash has changed it. */
  function orderAt(slot: number): Order | undefined {
    const found = slot < segments.used() ? segments.read(slot) : undefined;
    const payload = found && segments.isGood(slot, found) ? payloadAt(slot) : "";
    const totals = found ? payloadAt(found.charCodeAt(2)) : "";
    if (payload === "" || totals === "") return undefined;
    return unpackOrder(kindAt(slot), payload, unpackStanding(totals));
  }

  function find(slot: number): Open | undefined {
    for (const entry of open) {
      if (entry.slot === slot) return entry;
    }
    return undefined;
  }

  function without(leaving: Open | undefined): void {
    open = open.filter(function (entry) { return entry !== leaving; });
  }

  function ended(entry: Open | undefined, phase: Phase, reason: string, transactionId: string): void {
    if (entry === undefined || !entry.unsettled) return;
    if (entry.unsettled.told && phase !== "attention") return without(entry);
    entry.ended = { order: entry.unsettled.order, phase: phase, reason: reason, transactionId: transactionId };
    open = withoutOldEnds(open);
  }

  function charged(kind: string, payload: Bytes): void {
    const slot = payload.charCodeAt(0);
    const entry = find(slot);
    const order = entry && entry.unsettled ? entry.unsettled.order : orderAt(slot);
    if (order === undefined) return;
    // A copy's sum is in the totals already.
    if (kind === "C" || kind === "D") standing.totals = withSale(standing.totals, order.amountMinor);
    const transactionId = unpackTransactionId(kind, payload);
    history.last = { order: order, phase: "charged", transactionId: transactionId };
    ended(entry, "charged", "", transactionId);
  }

  function refundEnded(payload: Bytes): void {
    const slot = payload.charCodeAt(0);
    const entry = find(slot);
    without(entry);
    const refund = entry && entry.refund ? entry.refund : unpackRefund(payloadAt(slot));
    if (!refund.amountMinor) return;
    if (unpackRefundEnd(payload) === "refunded") standing.totals = withRefund(standing.totals, refund.amountMinor);
  }

  function givenUp(payload: Bytes): void {
    for (const entry of open) {
      if (entry.slot !== payload.charCodeAt(0) || !entry.unsettled) continue;
      entry.unsettled.reversing = true;
      entry.unsettled.reason = textOf(payload.substr(1));
    }
  }

  function isTold(slot: number): boolean {
    const found = segments.read(slot);
    return found !== undefined && found[TOLD_AT] === "\0";
  }

  function opened(kind: string, payload: Bytes, slot: number): void {
    if (kind === "F" || kind === "f") {
      const refund = unpackRefund(payload);
      open.push({ number: refund.outRefundNo, slot: slot, copies: 0, ended: undefined, unsettled: undefined, refund: refund });
      return;
    }
    const order = unpackOrder(kind, payload, standing);
    open.push({
      number: order.outTradeNo, slot: slot, copies: 0, ended: undefined, refund: undefined,
      unsettled: { order: order, told: isTold(slot), reversing: false, reason: "" },
    });
  }

  function apply(kind: string, payload: Bytes, slot: number): void {
    if (kind === "S" || kind === "T") standing = unpackStanding(payload);
    else if ("OPQFopqf".indexOf(kind) >= 0) opened(kind, payload, slot);
    else if (kind === "G") givenUp(payload);
    else if ("CDcd".indexOf(kind) >= 0) charged(kind, payload);
    else if (kind === "H") without(find(payload.charCodeAt(0)));
    else if (kind === "E") refundEnded(payload);
    else if ("NVAnva".indexOf(kind) >= 0) ended(find(payload.charCodeAt(0)), phaseOf(kind), textOf(payload.substr(1)), "");
  }

  /** One slot after the other; a record whose next slot is missing is none. */
  function replay(slot: number): void {
    const found = good(slot);
    if (found === undefined) return;
    const head = found.charCodeAt(0);
    if ((head & 127) !== GOES_ON) {
      pending = "";
      pendingSlot = slot;
    } else if (pendingSlot === NO_SLOT) {
      return;
    }
    pending += found.substr(PAYLOAD_AT, PAYLOAD_BYTES);
    if (head >= MORE) return;
    apply(kindAt(pendingSlot), pending, pendingSlot);
    pendingSlot = NO_SLOT;
  }

  /** From where to read; the record of the totals that hold there becomes the standing. */
  function beginning(): number {
    let last = segments.used() - 1;
    let found = good(last);
    // A record that was cut between two slots never was: what its first slots say does not hold.
    while (last > 0 && (found === undefined || found.charCodeAt(0) >= MORE)) {
      last--;
      found = good(last);
    }
    const from = found === undefined ? 0 : Math.min(found.charCodeAt(1), found.charCodeAt(2));
    const first = found !== undefined && from < segments.used() ? good(from) : undefined;
    const totals = first === undefined ? "" : payloadAt(first.charCodeAt(2));
    // Where one of these was changed, the segment is read from its beginning.
    if (totals === "") return 0;
    standing = unpackStanding(totals);
    return from;
  }

  function findLast(from: number): void {
    for (let slot = from - 1; slot >= 0 && slot >= from - LAST_SLOTS; slot--) {
      const found = segments.read(slot);
      if (found === undefined) continue;
      const kind = kindAt(slot);
      if ("CDcd".indexOf(kind) < 0) continue;
      const payload = payloadAt(slot);
      const order = orderAt(payload.charCodeAt(0));
      if (order) history.last = { order: order, phase: "charged", transactionId: unpackTransactionId(kind, payload) };
      return;
    }
  }

  if (segments.sequence() > 0) {
    const from = beginning();
    for (let slot = from; slot < segments.used(); slot++) replay(slot);
    if (history.last === undefined) findLast(from);
    // Without its totals the next order number is not known.
    if (standing.boots === 0) throw halError("storage", "The totals of the journal cannot be read");
  }
  for (const entry of open) {
    if (entry.refund) history.refunds.push(entry.refund);
    else if (entry.ended) history.untold.push(entry.ended);
    else history.unsettled.push(Object.assign({}, entry.unsettled) as Unsettled);
  }
  history.totals = standing.totals;
  return { standing: standing, open: open, history: history };
}
