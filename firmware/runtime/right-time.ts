import type { Device } from "../../hal/device";
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

/**
 * Asks a gateway for nothing but its Date, once the network is there: a clock that starts with the power would give the
 * first receipt the time of the last order. Whatever it answers will do, and nothing hangs on an answer. Calls `onEnd` once.
 */
export function askTime(device: Device, host: string, port: number, onEnd: () => void): void {
  device.http.request({
    host: host, port: port, path: "/", body: "", range: { offset: 0, length: 1 }, clientCertificate: false,
    timeoutMs: 10000, bodyBytesMax: 4000,
  }, function (result) {
    onEnd();
    learnTime(device.clock, result);
  });
}
