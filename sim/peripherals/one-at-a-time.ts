import type { HTTPClient, HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
import type { VirtualClock } from "../clock";

interface Waiting {
  request: HTTPRequest;
  onDone: (result: HTTPResult) => void;
  endsMs: number;
  stopTimer: () => void;
}

/** Sends one request; ends once, within the request's own time. */
export type Send = (request: HTTPRequest, onDone: (result: HTTPResult) => void) => void;

/**
 * A client that sends one request after the other, as the product's does: who waits is served in turn, its time running.
 * @param owner on whose behalf the clock is asked
 */
export function oneAtATime(clock: VirtualClock, owner: object, send: Send, isOn: () => boolean): HTTPClient {
  const waiting: Waiting[] = [];
  let busy = false;

  function next(): void {
    const first = waiting.shift();
    if (first === undefined || !isOn()) return;
    first.stopTimer();
    busy = true;
    send({ ...first.request, timeoutMs: first.endsMs - clock.nowMs }, (result) => {
      busy = false;
      clock.after(0, () => { if (!busy) next(); }, owner);
      first.onDone(result);
    });
  }

  return {
    request(request, onDone) {
      const endsMs = clock.nowMs + request.timeoutMs;
      const entry: Waiting = { request, onDone, endsMs, stopTimer: () => undefined };
      waiting.push(entry);
      if (!busy && waiting.length === 1) return next();
      entry.stopTimer = clock.after(request.timeoutMs, () => {
        waiting.splice(waiting.indexOf(entry), 1);
        if (isOn()) onDone({ kind: "failed", why: "unsent" });
      }, owner);
    },
  };
}
