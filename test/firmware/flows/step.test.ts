import { test } from "uvu";
import * as assert from "uvu/assert";
import { noTotals } from "../../../firmware/domain/totals";
import { step } from "../../../firmware/flows/step";
import { newTill, type Step } from "../../../firmware/flows/till";
import type { TillEvent } from "../../../firmware/payment/events";
import { documentedPolicy } from "../../../firmware/payment/policy";
import { reply } from "../../support/attempts";

const policy = documentedPolicy(1_000_000);
const key = (key: "5" | "7" | "ok"): TillEvent => ({ type: "keyPressed", key, outTradeNo: "", nowMs: 1 });
const timer = (timer: "earliest" | "giveUp" | "again"): TillEvent => ({ type: "timerFired", outTradeNo: "B", timer });
const answer = (kind: Parameters<typeof reply>[0], outTradeNo = "B", amountMinor = 700): TillEvent =>
  ({ type: "replied", outTradeNo, reply: { ...reply(kind), amountMinor, currency: "HKD", transactionId: "42" } as never });
const scan = (outTradeNo: "A" | "B"): TillEvent =>
  ({ type: "codeScanned", code: outTradeNo === "A" ? "134567890123456789" : "139876543210987654", mark: outTradeNo.charCodeAt(0), outTradeNo, nowMs: 1 });

function live(events: TillEvent[], start: Step = { state: newTill("HKD", "en", policy), effects: [] }): Step {
  return events.reduce((before, event) => step(before.state, event), start);
}

/** A sale of 5 that was charged; one of 7 that is given up, will not be reversed, and is found paid with another sum. */
const sold = live([key("5"), key("ok"), scan("A"), answer("paid", "A", 500), key("ok"), key("7"), key("ok"), scan("B")]);
const refunding = live([
  answer("unknown"), timer("earliest"), timer("giveUp"), answer("unknown"), answer("reverseImpossible"), answer("paid", "B", 900),
], sold);

/** The journal does not take the refund of it. */
function reopened(): Step {
  const opened = refunding.effects[0]!;
  assert.ok(opened.type === "journal" && opened.record.kind === "refundOpened");
  return live([{ type: "journalFailed", record: opened.record }], refunding);
}

test("an order that is open again after the journal refused its refund leaves nothing of that refund behind", () => {
  const { state } = reopened();
  assert.equal(state.totals, sold.state.totals);
  assert.equal([state.last, state.lastCharged], [sold.state.last, sold.state.lastCharged]);
  assert.equal([state.refunds, state.untold], [[], sold.state.untold]);
  assert.equal(state.attempts.map((attempt) => attempt.order), sold.state.attempts.map((attempt) => attempt.order));
});

test("an order that is open again is known at the gateway: that it is not known there is no end", () => {
  const { state } = live([timer("again"), answer("reversed"), answer("absent"), timer("again"), answer("unpaid"), answer("reversed"), answer("absent")], reopened());
  assert.equal(state.attempts.map((attempt) => attempt.phase), ["reversing"]);
});

test("the guard of an order whose end power cut off after its refund was opened ends with its minute", () => {
  const order = sold.state.attempts[0]!.order;
  const refund = refunding.state.refunds[0]!.refund;
  const started = live([{
    type: "powerRestored",
    restored: { unsettled: [{ order, told: false, reversing: true, reason: "NO_ANSWER" }], refunds: [refund], totals: noTotals(), untold: [], untoldRefunds: [], recent: [], damaged: 0 } as never,
  }]);
  assert.equal(started.state.recent.map((one) => one.outTradeNo), ["B"]);
  const guards = started.effects.filter((effect) => effect.type === "startTimer" && effect.timer === "guard");
  assert.equal(guards, [{ type: "startTimer", outTradeNo: "B", timer: "guard", delayMs: policy.guardMs }]);
});

test.run();
