import type { Device } from "../../hal/device";
import type { HTTPResult } from "../../hal/ports/http-client";
import type { TimerId } from "../../hal/ports/clock";
import type { Journal } from "../journal/journal";
import type { Effect, JournalRecord, TimerName } from "../payment/effects";
import type { TillEvent } from "../payment/events";
import type { Attempt } from "../payment/attempt";
import type { GatewayCall, GatewayCodec } from "../protocol/codec";

/** Puts a document for this attempt on paper and reports as event `printed`. */
export type PrintAttempt = (attempt: Attempt, duplicate: boolean) => void;

/**
 * Carries effects out, in order. What fails at once is returned as an event; every other outcome is
 * told later, never from inside `run`.
 */
export interface Runner {
  run(effects: Effect[]): TillEvent[];
}

/** A runner over the device's ports. */
export function makeRunner(
  device: Device, journal: Journal, codec: GatewayCodec, print: PrintAttempt, tell: (event: TillEvent) => void,
): Runner {
  const clock = device.clock;
  const timers: Record<string, TimerId> = {};

  function call(what: GatewayCall): void {
    device.http.request(codec.encode(what), function (result: HTTPResult) {
      tell({ type: "replied", outTradeNo: what.order.outTradeNo, reply: codec.decode(what, result) });
    });
  }

  function stopTimer(key: string): void {
    if (timers[key] === undefined) return;
    clock.stop(timers[key]);
    delete timers[key];
  }

  function startTimer(outTradeNo: string, timer: TimerName, delayMs: number): void {
    const key = outTradeNo + timer;
    stopTimer(key);
    timers[key] = clock.start(delayMs, function () {
      delete timers[key];
      tell({ type: "timerFired", outTradeNo: outTradeNo, timer: timer });
    });
  }

  function stopTimers(outTradeNo: string): void {
    stopTimer(outTradeNo + "earliest");
    stopTimer(outTradeNo + "giveUp");
    stopTimer(outTradeNo + "poll");
    stopTimer(outTradeNo + "again");
  }

  function isWritten(record: JournalRecord): boolean {
    try {
      journal.append(record);
      return true;
    } catch (error) {
      return false;
    }
  }

  return {
    run: function (effects) {
      const failures: TillEvent[] = [];
      for (const effect of effects) {
        switch (effect.type) {
          case "journal":
            if (isWritten(effect.record)) break;
            failures.push({ type: "journalFailed", record: effect.record });
            // An order that could not be opened is not sent.
            if (effect.record.kind === "opened") return failures;
            break;
          case "pay":
            call({ kind: "pay", order: effect.order, authCode: effect.authCode, host: effect.host });
            break;
          case "query": call({ kind: "query", order: effect.order }); break;
          case "reverse": call({ kind: "reverse", order: effect.order }); break;
          case "startTimer": startTimer(effect.outTradeNo, effect.timer, effect.delayMs); break;
          case "stopTimers": stopTimers(effect.outTradeNo); break;
          case "print": print(effect.attempt, effect.duplicate); break;
          default: device.speaker.play(effect.sound);
        }
      }
      return failures;
    },
  };
}
