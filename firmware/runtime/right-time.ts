import type { WallClock } from "../../hal/ports/clock";
import type { HTTPResult } from "../../hal/ports/http-client";
import { parseHTTPDate } from "../domain/http-date";
import type { History } from "../journal/history";

/** The newest moment that the journal's open orders, refunds and last sale name; 0 in a new journal. */
function lastTime(history: History): number {
  let last = history.last ? history.last.order.startedMs : 0;
  for (const one of history.unsettled) last = Math.max(last, one.order.startedMs);
  for (const one of history.refunds) last = Math.max(last, one.startedMs);
  return last;
}

/** Sets a clock that starts anew with the power to what is certain: the journal's orders have been. */
export function startTime(clock: WallClock, history: History): void {
  clock.notBefore(lastTime(history));
}

/**
 * Takes the time from the Date of an answer, which nothing signs: the clock only names receipts and reports.
 * What has to wait is a timer.
 */
export function learnTime(clock: WallClock, result: HTTPResult): void {
  const time = result.kind === "answer" && result.date ? parseHTTPDate(result.date) : 0;
  if (time > 0) clock.set(time);
}
