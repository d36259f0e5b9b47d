import { halError } from "../../hal/errors";
import type { Bytes } from "../../hal/ports/bytes";
import type { Order } from "../domain/order";
import { isListed } from "../domain/listed";
import type { Refund } from "../domain/refund";
import { noTotals, withRefund, withSale } from "../domain/totals";
import type { Phase } from "../payment/attempt";
import type { LastSale, RecentOrder, Restored, Unsettled } from "../payment/events";
import { NO_SLOT, PAYLOAD_AT, PAYLOAD_BYTES, TOLD_AT } from "./layout";
import { goesOn, isUnfinished, makeReader } from "./reading";
import type { Reader } from "./reading";
import {
  ENDINGS, PAID_ENDINGS, paidSum, textOf, unpackEnd, unpackGuarded, unpackOrder, unpackRecent, unpackRefund, unpackRefundEnd,
  unpackStanding,
} from "./records";
import type { EndRecord, Standing } from "./records";
import type { Segments } from "./segments";

/** How far back a start looks for the last sale that was charged and for orders of late: more than a minute's sales. */
const LAST_SLOTS = 32;
/** So many orders of its last minute are taken along from a segment that is full: two slots hold them. */
const RECENT_MAX = 5;
const MINUTE_MS = 60000;

/** What a whole journal amounts to at start. */
export interface History extends Restored {
  /** Starts so far, this one included. */
  boots: number;
  /** Eight bytes of chance from provisioning: other after every erased flash, whatever the clock says. */
  id: Bytes;
}

/**
 * An order or a refund without an end, or whose end nobody was told: its number, the slot of its record in the
 * newest segment, the slots that a copy of it may need, and its end.
 */
export type Open = { number: string; slot: number; copies: number; ended: EndRecord | undefined } & (
  { unsettled: Unsettled; refund: undefined } | { unsettled: undefined; refund: Refund });

/** What the newest segment tells. */
export interface Found {
  standing: Standing;
  open: Open[];
  history: History;
}

/** A history while it is read, one record after the other. */
interface Replay {
  segments: Segments;
  reader: Reader;
  standing: Standing;
  open: Open[];
  last: LastSale | undefined;
  /** Where the last sale's order stands. */
  lastSlot: number;
}

/** An order that has its end already: its record is looked up. Undefined where flash has changed it. */
function orderAt(replay: Replay, slot: number): Order | undefined {
  const segments = replay.segments;
  const found = slot < segments.used() ? segments.read(slot) : undefined;
  const payload = found && segments.isGood(slot, found) ? replay.reader.payloadAt(slot) : "";
  const totals = found ? replay.reader.payloadAt(found.charCodeAt(2)) : "";
  if (payload === "" || totals === "") return undefined;
  return unpackOrder(replay.reader.kindAt(slot), payload, unpackStanding(totals));
}

function find(replay: Pick<Replay, "open">, slot: number): Open | undefined {
  for (const entry of replay.open) {
    if (entry.slot === slot) return entry;
  }
  return undefined;
}

function leave(replay: Replay, leaving: Open | undefined): void {
  replay.open = replay.open.filter(function (entry) { return entry !== leaving; });
}

function isTold(replay: Replay, slot: number): boolean {
  const found = replay.segments.read(slot);
  return found !== undefined && found[TOLD_AT] === "\0";
}

function opened(replay: Replay, kind: string, payload: Bytes, slot: number): void {
  if (kind === "F" || kind === "f") {
    const refund = unpackRefund(payload);
    replay.open.push({
      number: refund.outRefundNo, slot: slot, copies: 0, ended: undefined, unsettled: undefined, refund: refund,
    });
    return;
  }
  const order = unpackOrder(kind, payload, replay.standing);
  replay.open.push({
    number: order.outTradeNo, slot: slot, copies: 0, ended: undefined, refund: undefined,
    unsettled: { order: order, told: isTold(replay, slot), reversing: false, reason: "" },
  });
}

function givenUp(replay: Replay, payload: Bytes): void {
  const entry = find(replay, payload.charCodeAt(0));
  if (entry === undefined || !entry.unsettled) return;
  entry.unsettled.reversing = true;
  entry.unsettled.reason = textOf(payload.substr(1));
}

/** `kind` in small letters is a copy, whose sum is in the totals already. */
function orderEnded(replay: Replay, kind: string, payload: Bytes): void {
  const slot = payload.charCodeAt(0);
  const entry = find(replay, slot);
  const isPaid = PAID_ENDINGS.indexOf(kind.toUpperCase()) >= 0;
  const order = entry && entry.unsettled ? entry.unsettled.order : isPaid ? orderAt(replay, slot) : undefined;
  if (order === undefined) return;
  const end = unpackEnd(kind, payload, order.outTradeNo);
  if (isPaid && kind < "a") replay.standing.totals = withSale(replay.standing.totals, paidSum(order, replay.open));
  if (end.kind === "charged") {
    replay.last = { order: order, transactionId: end.transactionId };
    replay.lastSlot = slot;
  }
  if (entry === undefined || !entry.unsettled) return;
  if (entry.unsettled.told && end.kind !== "attention") leave(replay, entry);
  else entry.ended = end;
}

function refundEnded(replay: Replay, kind: string, payload: Bytes): void {
  const slot = payload.charCodeAt(0);
  const entry = find(replay, slot);
  const refund = entry && entry.refund ? entry.refund : unpackRefund(replay.reader.payloadAt(slot));
  if (!refund.amountMinor) return;
  const end = unpackRefundEnd(payload, refund.outRefundNo);
  if (end.end === "refunded" && kind === "E") {
    replay.standing.totals = withRefund(replay.standing.totals, refund.amountMinor);
  }
  if (entry === undefined) return;
  if (isTold(replay, slot)) leave(replay, entry);
  else entry.ended = end;
}

function apply(replay: Replay, kind: string, payload: Bytes, slot: number): void {
  if (kind === "S" || kind === "T") replay.standing = unpackStanding(payload);
  else if ("OPQFopqf".indexOf(kind) >= 0) opened(replay, kind, payload, slot);
  else if (kind === "G") givenUp(replay, payload);
  else if (kind === "H") leave(replay, find(replay, payload.charCodeAt(0)));
  else if (kind === "E" || kind === "e") refundEnded(replay, kind, payload);
  else if (kind === "Z") replay.standing.totals = noTotals();
  else if (ENDINGS.indexOf(kind.toUpperCase()) >= 0) orderEnded(replay, kind, payload);
}

/** One slot after the other; a record whose next slot is missing is none. */
function replayFrom(replay: Replay, from: number): void {
  let pending: Bytes = "";
  let first = NO_SLOT;
  for (let slot = from; slot < replay.segments.used(); slot++) {
    const found = replay.reader.good(slot);
    if (found === undefined) continue;
    if (!goesOn(found)) {
      pending = "";
      first = slot;
    } else if (first === NO_SLOT) {
      continue;
    }
    pending += found.substr(PAYLOAD_AT, PAYLOAD_BYTES);
    if (isUnfinished(found)) continue;
    apply(replay, replay.reader.kindAt(first), pending, first);
    first = NO_SLOT;
  }
}

/** From where to read; the record of the totals that hold there becomes the standing. */
function beginning(replay: Replay): number {
  const reader = replay.reader;
  const used = replay.segments.used();
  let last = used - 1;
  let found = reader.good(last);
  // A record that was cut between two slots never was: what its first slots say does not hold.
  while (last > 0 && (found === undefined || isUnfinished(found))) {
    last--;
    found = reader.good(last);
  }
  const from = found === undefined ? 0 : Math.min(found.charCodeAt(1), found.charCodeAt(2));
  const first = found !== undefined && from < used ? reader.good(from) : undefined;
  const totals = first === undefined ? "" : reader.payloadAt(first.charCodeAt(2));
  // Where one of these was changed, the segment is read from its beginning.
  if (totals === "") return 0;
  replay.standing = unpackStanding(totals);
  return from;
}

function findLast(replay: Replay, from: number): void {
  for (let slot = from - 1; slot >= 0 && slot >= from - LAST_SLOTS; slot--) {
    if (replay.segments.read(slot) === undefined) continue;
    const kind = replay.reader.kindAt(slot);
    if ("CDcd".indexOf(kind) < 0) continue;
    const payload = replay.reader.payloadAt(slot);
    replay.lastSlot = payload.charCodeAt(0);
    const order = orderAt(replay, replay.lastSlot);
    const end = order && unpackEnd(kind, payload, order.outTradeNo);
    if (order && end && end.kind === "charged") replay.last = { order: order, transactionId: end.transactionId };
    return;
  }
}

/**
 * Orders in the newest slots that are closed and told; the others are guarded by what they are. Each slot is read once and
 * its tag is not looked at: what flash has changed guards another code for a minute. Orders kept as text are passed over.
 */
function findRecent(replay: Pick<Replay, "segments" | "reader" | "open" | "lastSlot">): RecentOrder[] {
  let recent: RecentOrder[] = [];
  const used = replay.segments.used();
  let uncharged = " ";
  for (let slot = used - 1; slot >= 0 && slot >= used - LAST_SLOTS; slot--) {
    const found = replay.segments.read(slot);
    if (found === undefined) continue;
    const kind = String.fromCharCode(found.charCodeAt(0) & 127).toUpperCase();
    if (kind === "N" || kind === "V") uncharged += found.charCodeAt(PAYLOAD_AT) + " ";
    else if (kind === "K") recent = unpackRecent(replay.reader.payloadAt(slot)).concat(recent);
    if ((kind !== "O" && kind !== "Q") || slot === replay.lastSlot || find(replay, slot)) continue;
    const order = unpackGuarded(found.substr(PAYLOAD_AT, PAYLOAD_BYTES), slot);
    if (isListed(uncharged, "" + slot)) order.amountMinor = -1;
    recent.unshift(order);
  }
  return recent;
}

/** The newest orders of a segment that comes to its end, of the minute before its newest one; few, as one record holds them. */
export function readRecent(segments: Segments, open: Open[]): RecentOrder[] {
  const recent = findRecent({ segments: segments, reader: makeReader(segments), open: open, lastSlot: NO_SLOT });
  const newest = recent[recent.length - 1];
  return newest === undefined ? [] : recent.slice(-RECENT_MAX).filter(function (one) {
    return Math.abs(newest.startedMs - one.startedMs) <= MINUTE_MS;
  });
}

function sortOpen(history: History, open: Open[]): void {
  for (const entry of open) {
    const end = entry.ended as (EndRecord & { transactionId?: string; reason?: string }) | undefined;
    if (entry.refund && end && end.kind === "refundEnded") {
      history.untoldRefunds.push({ refund: entry.refund, end: end.end, reason: end.reason });
    } else if (entry.refund) {
      history.refunds.push(entry.refund);
    } else if (end) {
      history.untold.push({
        order: entry.unsettled.order, phase: end.kind as Phase, reason: end.reason || "", transactionId: end.transactionId || "",
      });
    } else {
      history.unsettled.push(Object.assign({}, entry.unsettled) as Unsettled);
    }
  }
}

/**
 * Reads what is open and what it all amounts to. Every slot names the oldest open order's and that of
 * the newest totals, so only what lies behind these is read, however long the journal is. Throws HalError
 * "storage" when the number of starts cannot be read.
 */
export function readHistory(segments: Segments): Found {
  const replay: Replay = {
    segments: segments, reader: makeReader(segments), open: [], last: undefined, lastSlot: NO_SLOT,
    standing: { boots: 0, totals: noTotals(), currency: "", stem: "" },
  };
  if (segments.sequence() > 0) {
    const from = beginning(replay);
    replayFrom(replay, from);
    if (replay.last === undefined) findLast(replay, from);
    // Without its totals the next order number is not known.
    if (replay.standing.boots === 0) throw halError("storage", "The totals of the journal cannot be read");
  }
  const history: History = {
    boots: replay.standing.boots, id: segments.id, unsettled: [], untold: [], refunds: [], untoldRefunds: [],
    totals: replay.standing.totals, damaged: replay.reader.damaged(), recent: [],
  };
  // After the count: it reads slots that were counted before.
  if (segments.sequence() > 0) history.recent = findRecent(replay);
  if (replay.last !== undefined) history.last = replay.last;
  sortOpen(history, replay.open);
  return { standing: replay.standing, open: replay.open, history: history };
}
