import type { Till } from "../../firmware/flows/till";
import {
  FILE_HEADER_BYTES, JOURNAL_FILE, LABEL_BYTES, SEGMENT_BYTES, SLOT_BYTES, SLOTS, UNCOMMITTED,
} from "../../firmware/journal/layout";
import type { Cashier } from "./cashier";
import type { Claims } from "./claims";
import { digestOf } from "./digest";
import type { World } from "./world";

/**
 * Digest of all that the rest of a run can depend on: the terminal's state and flash, what the gateway's books and
 * the payers' phones hold, what people were told and are about to do, what was sent and heard, and everything
 * that waits on the clock. Two runs that stand at the same point, with nothing more planned, go on alike.
 */
export function standingOf(world: World, cashier: Cashier, claims: Claims, till: Till | undefined, quietSinceMs: number): string {
  const text = JSON.stringify([
    world.clock.nowMs, quietSinceMs, world.clock.dueTimes(), till, world.standing, cashier.standing, claims.all, claims.problems,
    world.sent.map((sent) => [sent.atMs, sent.path, sent.outTradeNo, sent.outRefundNo, sent.isDurable]),
    world.records.map((record) => [record.kind, "outTradeNo" in record ? record.outTradeNo : ""]),
    world.gateway.orders.all().map(({ outTradeNo, state, totalFee, createdAtMs, paidAtMs, transactionId, refunds }) => [
      outTradeNo, state, totalFee, createdAtMs, paidAtMs, transactionId,
      refunds.map(({ outRefundNo, fee, status, requestedAtMs }) => [outRefundNo, fee, status, requestedAtMs]),
    ]),
    world.gateway.payers.map((payer) => [payer.asked, payer.typing, payer.balance]),
  ]);
  return digestOf(text) + flashOf(world);
}

/** A copy of the journal to work on; made once, because so many are needed. */
let scratch = new Uint8Array(0);

/** Digest of the journal; of a slot that was cut short nothing counts but that it is not blank (docs/JOURNAL.md). */
function flashOf({ storage }: World): string {
  const now = storage.bytes(JOURNAL_FILE);
  if (scratch.length !== now.length) scratch = new Uint8Array(now.length);
  const bytes = scratch;
  bytes.set(now);
  const from = storage.area(JOURNAL_FILE, FILE_HEADER_BYTES)!.offset;
  for (let segment = from; segment + SEGMENT_BYTES <= bytes.length; segment += SEGMENT_BYTES) {
    const end = segment + LABEL_BYTES + SLOTS * SLOT_BYTES;
    let blank = 0;
    for (let slot = segment + LABEL_BYTES; slot < end && blank < HOLE_SLOTS; slot += SLOT_BYTES) {
      if (bytes[slot + SLOT_BYTES - 1] !== UNCOMMITTED) continue;
      if (isBlank(bytes, slot)) blank++;
      else bytes.fill(0, slot, slot + SLOT_BYTES);
    }
  }
  return digestOf(bytes);
}

/** So many blank slots are the end of a segment. */
const HOLE_SLOTS = 4;

function isBlank(bytes: Uint8Array, slot: number): boolean {
  for (let at = slot; at < slot + SLOT_BYTES; at++) if (bytes[at] !== UNCOMMITTED) return false;
  return true;
}
