import type { Bytes } from "../../hal/ports/bytes";
import type { Device } from "../../hal/device";
import type { HTTPResult } from "../../hal/ports/http-client";
import { isListed } from "../domain/listed";
import type { Effect, TimerName } from "../payment/effects";
import type { TillEvent } from "../payment/events";
import type { Reply } from "../payment/replies";
import { numberOf } from "../protocol/codec";
import type { GatewayCall, GatewayCodec } from "../protocol/codec";
import { learnTime } from "./right-time";

/** Bytes kept of the seals of the answers heard last: some thirty of them. */
const SEALS_BYTES_MAX = 288;

/** The calls of a gateway that wait for their turn: there is one connection. */
export interface Calls {
  add(what: GatewayCall): void;
  /** Takes over a timer that counts from a submit which has not left yet. */
  holds(timer: TimerEffect): boolean;
}

type TimerEffect = Extract<Effect, { type: "startTimer" }>;

/**
 * One exchange after another. What the operator waits for goes first, then what moves or stops money, then questions
 * about orders behind the scenes. An answer heard before was not made for the call it comes to, so it tells nothing.
 */
export function makeCalls(
  device: Device, codec: GatewayCodec, isShown: (number: string) => boolean, tell: (event: TillEvent) => void,
  startTimer: (outTradeNo: string, timer: TimerName, delayMs: number) => void,
): Calls {
  const waiting: GatewayCall[] = [];
  let held: TimerEffect[] = [];
  let isAsking = false;
  let seals = " ";

  function isRepeated(seal: Bytes): boolean {
    if (isListed(seals, seal)) return true;
    seals = (" " + seal + seals).substr(0, SEALS_BYTES_MAX);
    return false;
  }

  function replyTo(what: GatewayCall, result: HTTPResult): Reply {
    const reply = codec.decode(what, result);
    return reply.seal && isRepeated(reply.seal) ? { kind: "unknown", why: "foreign", code: "" } : reply;
  }

  function rankOf(what: GatewayCall): number {
    if (isShown(numberOf(what))) return 0;
    return what.kind === "query" || what.kind === "refundQuery" ? 2 : 1;
  }

  function takeFirst(): GatewayCall {
    let first = 0;
    for (let index = 1; index < waiting.length; index++) {
      if (rankOf(waiting[index] as GatewayCall) < rankOf(waiting[first] as GatewayCall)) first = index;
    }
    return waiting.splice(first, 1)[0] as GatewayCall;
  }

  function release(outTradeNo: string): void {
    for (const timer of held) {
      if (timer.outTradeNo === outTradeNo) startTimer(timer.outTradeNo, timer.timer, timer.delayMs);
    }
    held = held.filter(function (timer) { return timer.outTradeNo !== outTradeNo; });
  }

  function callNext(): void {
    if (isAsking || waiting.length === 0) return;
    isAsking = true;
    const what = takeFirst();
    release(numberOf(what));
    device.http.request(codec.encode(what), function (result) {
      isAsking = false;
      learnTime(device.clock, result);
      tell({ type: "replied", outTradeNo: numberOf(what), reply: replyTo(what, result) });
      callNext();
    });
  }

  function isUnsent(outTradeNo: string): boolean {
    for (const what of waiting) {
      if (what.kind === "pay" && what.order.outTradeNo === outTradeNo) return true;
    }
    return false;
  }

  return {
    add: function (what) {
      waiting.push(what);
      callNext();
    },
    holds: function (timer) {
      if ((timer.timer !== "earliest" && timer.timer !== "giveUp") || !isUnsent(timer.outTradeNo)) return false;
      held.push(timer);
      return true;
    },
  };
}
