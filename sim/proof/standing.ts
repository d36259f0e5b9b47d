import type { Till } from "../../firmware/flows/till";
import type { Cashier } from "./cashier";
import type { Claims } from "./claims";
import { digestOf } from "./digest";
import type { World } from "./world";

/** Whose the run is, beside the world. */
export interface People {
  cashier: Cashier;
  claims: Claims;
  /** Since when nothing is open and nobody has anything to do; -1: something is. */
  quietSinceMs: number;
}

/**
 * Digest of all that the rest of a run can depend on, but for the flash: the terminal's state, what the gateway's
 * books and the payers' phones hold, what people were told and are about to do, what was sent and heard, and
 * everything that waits on the clock. With the flash's own digest it says where a run stands: two runs that stand at
 * the same point, with nothing more planned, go on alike.
 * @param till the terminal's state; "off" where it has none, "cut" where its power is cut at this moment
 */
export function standingOf(world: World, { cashier, claims, quietSinceMs }: People, till: Till | "off" | "cut"): string {
  return digestOf(JSON.stringify([
    world.clock.nowMs, quietSinceMs, till, world.standing(till === "cut"), cashier.standing, claims.all, claims.problems,
    world.story,
    world.gateway.orders.all().map(({ outTradeNo, state, totalFee, createdAtMs, paidAtMs, transactionId, refunds }) => [
      outTradeNo, state, totalFee, createdAtMs, paidAtMs, transactionId,
      refunds.map(({ outRefundNo, fee, status, requestedAtMs }) => [outRefundNo, fee, status, requestedAtMs]),
    ]),
    world.gateway.payers.map((payer) => [payer.asked, payer.typing, payer.balance]),
  ]));
}

/** Where a run would stand after a cut of power, by the name of the cut. */
export type Cuts = Map<string, string>;

/** Notes into `cuts` where a run would stand if the power were cut at this place, and at which bytes of the write. */
export function foresee(cuts: Cuts, world: World, people: People, name: string, write?: Write): void {
  const { storage } = world;
  const standing = standingOf(world, people, "cut");
  if (write === undefined) return void cuts.set(name, standing + storage.digest());
  const { data, offset } = write;
  let torn = "";
  for (let done = 0; done < data.length; done++) {
    // Of what was cut short it does not matter how much there is, but in a label.
    if (done < 2 || !storage.isSlot(offset)) torn = storage.digestAfter(data, offset, done);
    cuts.set(`b${storage.spent + done}-cut`, standing + torn);
  }
}

/** A write to the flash. */
export interface Write {
  data: string;
  offset: number;
}
