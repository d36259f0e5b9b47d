import type { Bytes } from "../../hal/ports/bytes";
import type { Device } from "../../hal/device";
import type { HTTPClient, HTTPRequest, HTTPResult } from "../../hal/ports/http-client";
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
  /** The connection for what is no call of the gateway: it waits until no call does, and a call waits for its end. */
  lend: HTTPClient["request"];
}

/** What the operator wants of an order or a refund, by its number. */
export interface Wishes {
  /** The operator waits for it. */
  isShown(number: string): boolean;
  /** The operator wants it no more. */
  isCancelled(number: string): boolean;
  /** Nothing is being sold. */
  isBetweenSales(): boolean;
}

/** An exchange of somebody else's. */
interface Loan {
  request: HTTPRequest;
  onDone: (result: HTTPResult) => void;
}

type TimerEffect = Extract<Effect, { type: "startTimer" }>;

/**
 * One exchange after another. What the operator waits for goes first, then what moves or stops money, then questions
 * about orders behind the scenes. A submit that is cancelled before it leaves stays here. An answer heard before was not
 * made for the call it comes to, so it tells nothing.
 */
export function makeCalls(
  device: Device, codec: GatewayCodec, wishes: Wishes, tell: (event: TillEvent) => void,
  startTimer: (outTradeNo: string, timer: TimerName, delayMs: number) => void,
): Calls {
  const waiting: GatewayCall[] = [];
  const loans: Loan[] = [];
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
    if (wishes.isShown(numberOf(what))) return 0;
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

  function ended(what: GatewayCall, reply: Reply): void {
    isAsking = false;
    tell({ type: "replied", outTradeNo: numberOf(what), reply: reply });
    callNext();
  }

  function call(what: GatewayCall): void {
    release(numberOf(what));
    if (what.kind === "pay" && wishes.isCancelled(numberOf(what))) {
      device.clock.start(0, function () { ended(what, { kind: "unsent" }); });
      return;
    }
    device.http.request(codec.encode(what), function (result) {
      ended(what, replyTo(what, result));
      learnTime(device.clock, result);
    });
  }

  function lendTo(loan: Loan): void {
    device.http.request(loan.request, function (result) {
      isAsking = false;
      loan.onDone(result);
      callNext();
    });
  }

  function callNext(): void {
    if (isAsking || waiting.length + loans.length === 0) return;
    isAsking = true;
    if (waiting.length > 0) call(takeFirst());
    else lendTo(loans.shift() as Loan);
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
    lend: function (request, onDone) {
      loans.push({ request: request, onDone: onDone });
      callNext();
    },
  };
}
