import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Device } from "../../../hal/device";
import type { HTTPRequest, HTTPResult } from "../../../hal/ports/http-client";
import { makeCalls } from "../../../firmware/runtime/calls";
import type { TillEvent } from "../../../firmware/payment/events";
import type { Reply } from "../../../firmware/payment/replies";
import type { GatewayCall } from "../../../firmware/protocol/codec";
import { numberOf } from "../../../firmware/protocol/codec";
import { VirtualClock } from "../../../sim/clock";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

function callOf(kind: "pay" | "query" | "reverse", outTradeNo: string): GatewayCall {
  const order = { outTradeNo, tradeType: "MICROPAY" as const, amountMinor: 1, currency: "HKD", startedMs: 0, codeHint: "" };
  return kind === "pay" ? { kind, order, authCode: "1", host: 0 } : { kind, order, host: 0 };
}

/** Calls over a connection whose exchanges end when the test says so. */
function bench(shown: string, seals: string[] = [], cancelled = "") {
  const sent: string[] = [];
  const events: TillEvent[] = [];
  const timers: string[] = [];
  let end: (result: HTTPResult) => void = () => assert.unreachable();
  const clock = new VirtualClock();
  const device = {
    clock: virtualDeviceClock(clock),
    http: { request: (request: HTTPRequest, onDone: typeof end) => { sent.push(request.path); end = onDone; } },
  } as unknown as Device;
  const codec = {
    prepare: () => undefined,
    encode: (call: GatewayCall) => ({ path: `${call.kind} ${numberOf(call)}` }) as HTTPRequest,
    decode: (): Reply => ({ kind: "unpaid", ...(seals.length > 0 ? { seal: seals.shift()! } : {}) }),
  };
  const calls = makeCalls(device, codec, {
    isShown: (number) => number === shown, isCancelled: (number) => number === cancelled, isBetweenSales: () => true,
  }, (event) => events.push(event),
    (number, timer) => timers.push(`${timer} ${number}`));
  return { calls, clock, sent, events, timers, answer: () => end({ kind: "failed", why: "timeout" }) };
}

test("one exchange at a time: what is shown first, then what moves money, then questions", () => {
  const { calls, sent, answer } = bench("NEW");
  for (const call of [
    callOf("query", "A"), callOf("query", "B"), callOf("reverse", "C"), callOf("query", "D"), callOf("pay", "NEW"),
  ]) calls.add(call);
  assert.equal(sent, ["query A"]);
  for (let count = 0; count < 4; count++) answer();
  assert.equal(sent, ["query A", "pay NEW", "reverse C", "query B", "query D"]);
});

test("the fifteen seconds of a submit that waits for its turn count from when it leaves", () => {
  const { calls, timers, answer } = bench("NEW");
  const timer = { type: "startTimer" as const, outTradeNo: "NEW", delayMs: 15_000 };
  calls.add(callOf("query", "A"));
  calls.add(callOf("pay", "NEW"));
  assert.ok(calls.holds({ ...timer, timer: "earliest" }));
  assert.ok(calls.holds({ ...timer, timer: "giveUp" }));
  assert.not.ok(calls.holds({ ...timer, timer: "guard" }));
  assert.equal(timers, []);
  answer();
  assert.equal(timers, ["earliest NEW", "giveUp NEW"]);
  assert.not.ok(calls.holds({ ...timer, timer: "earliest" }));
});

test("what borrows the connection goes behind every call, and a submit behind it has not left", () => {
  const { calls, sent, timers, answer } = bench("NEW");
  const ends: string[] = [];
  const lend = (path: string) => calls.lend({ path } as HTTPRequest, (result) => ends.push(`${path} ${result.kind}`));
  lend("time");
  lend("update");
  calls.add(callOf("pay", "NEW"));
  calls.add(callOf("query", "A"));
  assert.ok(calls.holds({ type: "startTimer", outTradeNo: "NEW", timer: "earliest", delayMs: 15_000 }));
  assert.equal([sent, timers], [["time"], []]);
  answer();
  assert.equal([ends, timers], [["time failed"], ["earliest NEW"]]);
  for (let count = 0; count < 3; count++) answer();
  assert.equal(sent, ["time", "pay NEW", "query A", "update"]);
  assert.equal(ends, ["time failed", "update failed"]);
});

test("a submit that is cancelled before it leaves is not sent, and the next call is", () => {
  const { calls, clock, sent, events, answer } = bench("NEW", [], "NEW");
  calls.add(callOf("query", "A"));
  calls.add(callOf("pay", "NEW"));
  calls.add(callOf("query", "B"));
  answer();
  clock.advance(1);
  assert.equal(sent, ["query A", "query B"]);
  assert.equal(events.map((event) => event.type === "replied" && `${event.outTradeNo} ${event.reply.kind}`),
    ["A unpaid", "NEW unsent"]);
});

test("an answer that was heard before tells nothing, whomever it comes to", () => {
  const { calls, events, answer } = bench("", ["AAAAAAAA", "BBBBBBBB", "AAAAAAAA", "BBBBBBBB", "CCCCCCCC"]);
  for (let count = 0; count < 5; count++) {
    calls.add(callOf("query", `N${count}`));
    answer();
  }
  const kinds = events.map((event) => event.type === "replied" && event.reply.kind);
  assert.equal(kinds, ["unpaid", "unpaid", "unknown", "unknown", "unpaid"]);
});

test.run();
