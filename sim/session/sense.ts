import { formatMoney } from "../../firmware/domain/money";
import type { Session } from "./session";
import { readVerdict, type Slip } from "./slips";

/**
 * What a session came to for the people in the shop, whatever the image, its numbers and its moments: what a recording
 * that is kept must come to again.
 */
export interface Sense {
  /** Each slip's big word and sums, as "charged HKD 12.50". */
  slips: string[];
  /** The verdict on the display at the end; empty where none stands. */
  screen: string;
  /** Each order and refund at the gateway, as "MICROPAY HKD 12.50 SUCCESS". */
  orders: string[];
  /** What the merchant was paid and keeps. */
  kept: string[];
  /** What must never be: see `Watch`. */
  broken: string[];
}

/** The sense of a session up to now. */
export function senseOf(session: Session): Sense {
  const { gateway, merchant } = session.shop;
  session.watch.look();
  const verdict = readVerdict(session.screen);
  return {
    slips: session.slips().map(senseOfSlip),
    screen: verdict === undefined ? "" : `${verdict.word} ${verdict.money}`,
    orders: gateway.orders.all().flatMap((order) => [
      `${order.tradeType} ${formatMoney(order.totalFee, order.feeType)} ${order.state}`,
      ...order.refunds.map((refund) => `refund ${formatMoney(refund.fee, order.feeType)} ${refund.status}`),
    ]),
    kept: merchant.currencies.map((currency) => ({ currency, minor: gateway.merchantBalance(merchant, currency) }))
      .filter(({ minor }) => minor !== 0).map(({ currency, minor }) => formatMoney(minor, currency)),
    broken: session.watch.broken.map(({ what }) => what),
  };
}

/** What differs between two, as sentences. */
export function differencesOfSense(was: Sense, is: Sense): string[] {
  return (Object.keys(was) as (keyof Sense)[]).filter((name) => String(was[name]) !== String(is[name])).map((name) => {
    return `${name}: ${told(was[name])} before, ${told(is[name])} now`;
  });
}

function told(part: string | readonly string[]): string {
  return String(part) === "" ? "nothing" : typeof part === "string" ? part : part.join(", ");
}

function senseOfSlip({ word, moneys, duplicate }: Slip): string {
  return [word, ...moneys, ...(duplicate ? ["duplicate"] : [])].join(" ");
}
