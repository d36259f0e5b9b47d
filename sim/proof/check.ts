import type { Totals } from "../../firmware/domain/totals";
import { openJournal } from "../../firmware/journal/journal";
import type { Order } from "../gateway/orders";
import type { Cashier, Progress } from "./cashier";
import { type Claims, FINAL_WORDS } from "./claims";
import type { World } from "./world";

/** Every order is final so soon after it was opened, and after the last thing that went wrong. */
const WAIT_MS_MAX = 60_000;
const REVERSE_EARLIEST_MS = 15_000;
/** An order on the customer's phone may be shown so long before it is given up. */
const SHOW_MS_MAX = 300_000;
const PAYMENT_PATHS = ["/pay/micropay", "/pay/unifiedorder", "/pay/orderquery", "/pay/closeorder", "/secapi/pay/reverse"];
const FINAL_STATES: readonly string[] = ["SUCCESS", "REVOKED", "CLOSED", "REFUND"];

/** What is wrong with the world after a case; nothing, if the promise holds. */
export function check(world: World, cashier: Cashier, claims: Claims): string[] {
  const problems = [...claims.problems, ...world.gateway.verify()];
  const orders = new Map<string, Order>();
  for (const order of world.gateway.orders.all()) {
    if (!world.foreign.has(order.outTradeNo)) orders.set(order.outTradeNo, order);
  }
  checkWire(world, problems);
  if (world.isForgetful) return problems;
  checkOrders(world, orders, claims, problems);
  // A terminal whose flash is dead refuses to work and says so; what it said before must be true all the same.
  if (world.gaveUp) return problems;
  checkLearnt(world, orders, claims, problems);
  checkSales(world, cashier, orders, problems);
  checkHanded(world, problems);
  checkJournal(world, orders, problems);
  checkEnd(world, cashier, problems);
  return problems;
}

function wasPaid(order: Order | undefined): boolean {
  return order !== undefined && (order.state === "SUCCESS" || order.state === "REFUND");
}

/** The terminal gave it back of its own accord, in place of a reverse. */
function isReturned({ refunds, outTradeNo }: Order): boolean {
  return refunds.some(({ outRefundNo }) => outRefundNo === `${outTradeNo}V`);
}

/** The customer was charged, and the terminal did not give it back of its own accord. */
function keeps(order: Order | undefined): boolean {
  return wasPaid(order) && !isReturned(order!);
}

/** What left the terminal: no number twice for different orders, no second submit, no reverse before 15 s. */
function checkWire(world: World, problems: string[]): void {
  const submitted = new Map<string, { atMs: number; body: string; times: number }>();
  for (const sent of world.sent) {
    const number = sent.outRefundNo || sent.outTradeNo;
    if (!sent.isDurable && !world.isForgetful) problems.push(`${number} was asked about before the journal had it`);
    const first = submitted.get(sent.outTradeNo);
    if (sent.path === "/pay/micropay" || sent.path === "/pay/unifiedorder") {
      if (first === undefined) submitted.set(sent.outTradeNo, { atMs: sent.atMs, body: essence(sent.body), times: 1 });
      else if (essence(sent.body) !== first.body) problems.push(`${sent.outTradeNo} was used for two orders`);
      else first.times++;
    } else if (sent.path === "/secapi/pay/reverse" && first !== undefined) {
      const ageMs = sent.atMs - first.atMs;
      if (ageMs < REVERSE_EARLIEST_MS) problems.push(`${sent.outTradeNo} was reversed after ${ageMs} ms`);
    }
  }
}

/** A submit without what may differ between two tries. */
function essence(body: string): string {
  return body.replace(/<(nonce_str|sign)>.*?<\/\1>/g, "");
}

/** Each order's words agree with the books, and there are some. */
function checkOrders(world: World, orders: Map<string, Order>, claims: Claims, problems: string[]): void {
  const ends = new Map<string, string>();
  for (const record of world.records) {
    if (record.kind === "opened") ends.set(record.order.outTradeNo, "");
    else if (record.kind === "refundOpened") ends.set(record.refund.outRefundNo, "");
    else if (record.kind === "refundEnded") ends.set(record.outRefundNo, record.end);
    else if ("outTradeNo" in record && record.kind !== "reversing" && record.kind !== "told") {
      ends.set(record.outTradeNo, record.kind === "refunding" ? "charged" : record.kind);
    }
  }
  for (const [outTradeNo, end] of ends) {
    // An order that is refunded in place of a reverse stands in the journal as a sale and a refund.
    if (end in FINAL_WORDS && !ends.has(`${outTradeNo}V`)) claims.add(outTradeNo, end, "journal");
  }
  for (const claim of claims.all) {
    const { number, where, word } = claim;
    const moved = word === "refunded" || word === "refused"
      ? world.gateway.refunds.find(world.merchant, number)?.status === "SUCCESS" : keeps(orders.get(number));
    if (FINAL_WORDS[word] !== moved) {
      problems.push(`${number}: ${where} says ${word}, the books say that the money ${moved ? "moved" : "did not move"}`);
    }
  }
}

/** No order is left open, and the merchant learns of each what came of it. */
function checkLearnt(world: World, orders: Map<string, Order>, claims: Claims, problems: string[]): void {
  const handed = new Set(claims.told);
  for (const record of world.records) if (record.kind === "attention") handed.add(record.outTradeNo);
  const sent = new Set(world.sent.map((one) => one.outTradeNo));
  for (const [outTradeNo, order] of orders) {
    if (!FINAL_STATES.includes(order.state)) problems.push(`${outTradeNo} is left ${order.state} at the gateway`);
    if (!sent.has(outTradeNo) || handed.has(outTradeNo) || handed.has(`${outTradeNo}V`)) continue;
    problems.push(`${outTradeNo}: the merchant never learns what came of it`);
  }
}

/** At most one charge for each sale, and the cashier's verdict is the truth. */
function checkSales(world: World, cashier: Cashier, orders: Map<string, Order>, problems: string[]): void {
  for (const progress of cashier.progress) {
    const { errand, money, verdict } = progress;
    if (errand.kind === "refund") {
      checkRefund(world, progress, problems);
      continue;
    }
    if (errand.kind === "shift") continue;
    let kept = 0;
    for (const order of orders.values()) if (order.totalFee === errand.amountMinor && keeps(order)) kept++;
    if (kept > 1) problems.push(`the sale of ${money} was charged ${kept} times`);
    if (verdict in FINAL_WORDS && (verdict === "charged") !== kept > 0) {
      problems.push(`the cashier was told ${verdict} for the sale of ${money}, which was charged ${kept} times`);
    }
  }
}

/** Nobody is sent to look up what the terminal could have ended by itself. */
function checkHanded({ records, situation, happened, isMisled }: World, problems: string[]): void {
  // Of a day on which nearly everything goes wrong that is not claimed.
  if (situation.reverseMeets !== undefined || situation.isCertificateRefused || isMisled || happened.length > 2) return;
  for (const record of records) {
    if (record.kind === "attention") problems.push(`${record.outTradeNo} was handed to the merchant for nothing: ${record.reason}`);
  }
}

/** A refund moves its money once, and never when it was said that it did not. */
function checkRefund(world: World, { money, verdict, errand }: Progress, problems: string[]): void {
  const made = world.gateway.refunds.all().filter((refund) => refund.fee === errand.amountMinor).length;
  if (made > 1) problems.push(`the refund of ${money} was made ${made} times`);
  if (verdict === "refunded" && made === 0) problems.push(`the cashier was told refunded, and ${money} was not`);
  if (verdict === "refused" && made > 0) problems.push(`the cashier was told refused, and ${money} was refunded`);
}

/** What was to go back in an order's place is another sum than the books have. */
function returnsWrongSum({ records, gateway, merchant }: World): boolean {
  return records.some((record) => {
    if (record.kind !== "refundOpened" || !record.refund.outRefundNo.endsWith("V")) return false;
    return gateway.order(merchant, record.refund.outTradeNo)?.totalFee !== record.refund.totalMinor;
  });
}

/** Sums since the last close. */
type Sums = Pick<Totals, "salesMinor" | "refundsMinor">;

/** What the merchant has by the gateway's books. */
function sumsOfBooks({ gateway, records }: World, orders: Map<string, Order>): Sums {
  let salesMinor = 0;
  let refundsMinor = 0;
  for (const order of gateway.orders.all()) {
    // What somebody else sold counts where the terminal gave it back: as taken and as returned.
    if (orders.has(order.outTradeNo) ? wasPaid(order) : isReturned(order)) salesMinor += order.totalFee;
  }
  for (const refund of gateway.refunds.all()) if (refund.status === "SUCCESS") refundsMinor += refund.fee;
  for (const record of records) {
    if (record.kind !== "shiftClosed") continue;
    salesMinor -= record.totals.salesMinor;
    refundsMinor -= record.totals.refundsMinor;
  }
  return { salesMinor, refundsMinor };
}

/** The journal, read again, has no open order; its sums are the terminal's, and those are what the merchant has. */
function checkJournal(world: World, orders: Map<string, Order>, problems: string[]): void {
  // A record that flash did not take is made good by the next start.
  if (world.isWorn) return;
  const { totals, unsettled, refunds } = openJournal(world.storage, world.counter.device.hash).history;
  compareSums(world.totals, "journal", totals, problems);
  // What needs the merchant is in no total.
  const isCounted = !world.records.some((record) => record.kind === "attention") && !returnsWrongSum(world);
  if (isCounted) compareSums(world.totals, "books", sumsOfBooks(world, orders), problems);
  for (const { order } of unsettled) problems.push(`${order.outTradeNo} is left open in the journal`);
  for (const { outRefundNo } of refunds) problems.push(`the refund ${outRefundNo} is left open in the journal`);
}

function compareSums(terminal: Sums, where: string, there: Sums, problems: string[]): void {
  if (there.salesMinor === terminal.salesMinor && there.refundsMinor === terminal.refundsMinor) return;
  const [mine, theirs] = [terminal, there].map(({ salesMinor, refundsMinor }) => `${salesMinor} and ${refundsMinor} back`);
  problems.push(`since the last close the terminal adds up to ${mine}, the ${where} to ${theirs}`);
}

/** A refund whose exchange came to nothing is asked about again as soon as the network is back. */
function checkRefunds({ sent, troubledUntilMs }: World, problems: string[]): void {
  sent.forEach(({ outRefundNo, failedMs }, at) => {
    if (outRefundNo === "" || failedMs === undefined) return;
    const next = sent.slice(at + 1).find((later) => later.outRefundNo === outRefundNo);
    const waitedMs = next === undefined ? 0 : next.atMs - Math.max(failedMs, troubledUntilMs);
    if (waitedMs > WAIT_MS_MAX) problems.push(`${outRefundNo} was asked about ${waitedMs} ms after the world was well`);
  });
}

/** Nothing waits for ever. */
function checkEnd(world: World, cashier: Cashier, problems: string[]): void {
  if (!world.isOn) problems.push("the terminal stayed off");
  for (const progress of cashier.progress) {
    // One whose patience ended, as between many cuts, may have left before the word came.
    const isToldNothing = progress.verdict === "" && cashier.lastWord(progress) === undefined;
    if (isToldNothing && progress.scans > 0) problems.push(`the sale of ${progress.money} never got a verdict`);
  }
  checkRefunds(world, problems);
  const submits = world.sent.filter((sent) => sent.path === "/pay/micropay" || sent.path === "/pay/unifiedorder");
  const last = world.sent.filter((sent) => PAYMENT_PATHS.includes(sent.path)).pop();
  const submit = submits[submits.length - 1];
  if (last === undefined || submit === undefined) return;
  const shownMs = submit.path === "/pay/unifiedorder" ? SHOW_MS_MAX : 0;
  const sinceMs = Math.max(submit.atMs + shownMs, world.troubledUntilMs);
  const isAboutPayment = !world.sent.some((sent) => sent.outRefundNo !== "" && sent.outTradeNo === last.outTradeNo);
  if (isAboutPayment && last.atMs - sinceMs > WAIT_MS_MAX) {
    problems.push(`${last.outTradeNo} was asked about ${last.atMs - sinceMs} ms after the world was well`);
  }
}
