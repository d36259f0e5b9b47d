import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Order } from "../../../firmware/domain/order";
import type { Attempt, Phase } from "../../../firmware/payment/attempt";
import type { Reply } from "../../../firmware/payment/replies";
import { openAttempt, recoverAttempt } from "../../../firmware/payment/step-attempt";
import { type Happening, live as liveOn, policy, reply as k, short } from "../../support/attempts";

const order: Order = { outTradeNo: "A1", tradeType: "MICROPAY", amountMinor: 1250, currency: "HKD", startedMs: 1_767_578_400_000, codeHint: "13..6789" };
const paid: Reply = { kind: "paid", amountMinor: 1250, currency: "HKD", transactionId: "42" };
const more: Reply = { ...paid, amountMinor: 1251 } as Reply;
const dollars: Reply = { ...paid, currency: "USD" } as Reply;
const unknown: Reply = { kind: "unknown", why: "timeout", code: "" };

const live = (happenings: readonly Happening[], start: Attempt = openAttempt(order, "134567890123456789", policy).attempt) => liveOn(happenings, start);

// Protocol reference 4.3: what happened so far, the phase it leads to, the effects of the last step.
const table: [string, Happening[], Phase, string[]][] = [
  ["paid at once", [paid], "charged", ["journal charged", "print", "play charged", "stopTimers"]],
  ["another amount is asked about", [more], "checking", ["query"]],
  ["another currency is asked about", [dollars], "checking", ["query"]],
  ["another amount twice goes back", [more, more], "reversing", ["journal reversing"]],
  ["another amount, then the right one", [more, paid], "charged", ["journal charged", "print", "play charged", "stopTimers"]],
  ["password", [k("pending")], "checking", ["poll 5000"]],
  ["time-out", [unknown], "checking", ["poll 5000"]],
  ["time-out, then the poll", [unknown, "poll"], "checking", ["query"]],
  ["time-out, then paid", [unknown, "poll", paid], "charged", ["journal charged", "print", "play charged", "stopTimers"]],
  ["time-out, then not known", [unknown, "poll", k("absent")], "checking", ["poll 5000"]],
  ["time-out, then unpaid", [unknown, "poll", k("unpaid")], "checking", ["poll 5000"]],
  ["paid before: ask now", [k("paidAlready")], "checking", ["query"]],
  ["an unsigned refusal: ask now", [k("refused")], "checking", ["query"]],
  ["refused: one query", [k("declined")], "confirming", ["query"]],
  ["refused, yet paid", [k("declined"), paid], "charged", ["journal charged", "print", "play charged", "stopTimers"]],
  ["refused and unpaid", [k("declined"), k("unpaid")], "reversing", ["journal reversing", "print", "play notCharged"]],
  ["refused and unknown there", [k("declined"), k("absent")], "reversing", ["journal reversing", "print", "play notCharged"]],
  ["refused and closed", [k("declined"), k("closed")], "notCharged", ["journal notCharged", "print", "play notCharged", "stopTimers"]],
  ["refused, the payer is paying", [k("declined"), k("pending")], "checking", ["poll 5000"]],
  ["refused, the query fails", [k("declined"), unknown], "checking", ["poll 5000"]],
  ["refused behind the scenes, after 15 s", [k("declined"), k("unpaid"), "earliest"], "reversing", ["reverse"]],
  ["never left: the other host, and 15 s from there", [k("unsent")], "submitting", ["pay 1", "earliest 15000"]],
  ["never left, twice", [k("unsent"), k("unsent")], "notCharged", ["journal notCharged", "print", "play notCharged", "stopTimers"]],
  ["the bank refused", [k("pending"), "poll", k("payError")], "reversing", ["journal reversing"]],
  ["closed while waiting", [k("pending"), "poll", k("closed")], "notCharged", ["journal notCharged", "print", "play notCharged", "stopTimers"]],
  ["45 s: the last query", [k("pending"), "earliest", "giveUp"], "checking", ["query"]],
  ["45 s: a query under way is the last", [k("pending"), "earliest", "poll", "giveUp"], "checking", []],
  ["45 s: last query unpaid", [k("pending"), "earliest", "giveUp", k("unpaid")], "reversing", ["journal reversing", "reverse"]],
  ["45 s: last query paid", [k("pending"), "earliest", "giveUp", paid], "charged", ["journal charged", "print", "play charged", "stopTimers"]],
  ["45 s: last query fails", [k("pending"), "earliest", "giveUp", unknown], "reversing", ["journal reversing", "reverse"]],
  ["cancel before 15 s is kept", [k("pending"), "cancel"], "checking", []],
  ["cancel before 15 s, then asked", [k("pending"), "cancel", "earliest"], "checking", ["query"]],
  ["cancel after 15 s asks at once", [k("pending"), "earliest", "cancel"], "checking", ["query"]],
  ["cancel, yet paid", [k("pending"), "earliest", "cancel", paid], "charged", ["journal charged", "print", "play charged", "stopTimers"]],
  ["cancel while the submit is out", ["cancel"], "submitting", []],
  ["cancelled and never left: not sent again", ["cancel", k("unsent")], "notCharged", ["journal notCharged", "print", "play notCharged", "stopTimers"]],
  ["given up and never left: not sent again", ["giveUp", k("unsent")], "notCharged", ["journal notCharged", "print", "play notCharged", "stopTimers"]],
  ["refunded elsewhere", [unknown, "poll", k("refunded")], "attention", ["journal attention", "print", "play attention", "stopTimers"]],
];
const givenUp: Happening[] = [k("pending"), "earliest", "giveUp", k("unpaid")];
const reversing: typeof table = [
  ["reverse done: one query agrees", [k("reversed")], "reversing", ["query"]],
  ["reverse done and closed", [k("reversed"), k("closed")], "reversed", ["journal reversed", "print", "play notCharged", "stopTimers"]],
  ["reverse done, and not known though it was named before: no end", [k("reversed"), k("absent")], "reversing", ["again 1000"]],
  ["reverse done, still unpaid", [k("reversed"), k("unpaid")], "reversing", ["again 1000"]],
  ["reverse done, still paid", [k("reversed"), paid], "reversing", ["again 1000"]],
  ["again: ask first", [k("reverseAgain"), "again"], "reversing", ["query"]],
  ["again: found paid, reverse", [k("reverseAgain"), "again", paid], "reversing", ["reverse"]],
  ["again: found closed", [k("reverseAgain"), "again", k("closed")], "reversed", ["journal reversed", "print", "play notCharged", "stopTimers"]],
  ["no answer: pause", [unknown], "reversing", ["again 1000"]],
  ["no answer twice: longer pause", [unknown, "again", unknown], "reversing", ["again 5000"]],
  ["no answer for ever: twice a minute", [...Array.from({ length: 9 }, () => [unknown, "again"] as const).flat(), unknown], "reversing", ["again 30000"]],
  ["will not be reversed: how does it stand", [k("reverseImpossible")], "reversing", ["query"]],
  ["will not be reversed, but is closed", [k("reverseImpossible"), k("closed")], "reversed", ["journal reversed", "print", "play notCharged", "stopTimers"]],
  ["will not be reversed and is paid: refunded", [k("reverseImpossible"), paid], "refunding", ["journal refunding", "print", "play refundPending", "stopTimers"]],
  ["will not be reversed, and nobody answers", [k("reverseImpossible"), unknown], "reversing", ["again 1000"]],
  ["refused a dozen times", [...Array.from({ length: 11 }, () => [k("reverseAgain"), "again", k("unpaid")] as const).flat(), k("reverseAgain")], "reversing", ["query"]],
  ["a part given back by other hands", [k("reverseAgain"), "again", k("refunded")], "attention", ["journal attention", "print", "play attention", "stopTimers"]],
  ["reverse done and given back", [k("reversed"), k("refunded")], "reversed", ["journal reversed", "print", "play notCharged", "stopTimers"]],
];
for (const [name, happenings, phase, effects] of [
  ...table, ...reversing.map(([name, rest, phase, effects]) => [name, [...givenUp, ...rest], phase, effects] as const),
]) {
  test(name, () => {
    const end = live([...happenings]);
    assert.is(end.attempt.phase, phase);
    assert.equal(end.effects.map(short), effects);
  });
}

test("the journal comes before the request", () => {
  assert.equal(openAttempt(order, "134567890123456789", policy).effects.map(short),
    ["journal opened", "pay 0", "guard 60000", "earliest 15000", "giveUp 45000"]);
});

test("the payment code is forgotten with the first answer", () => {
  for (const reply of [paid, unknown, k("pending"), k("declined"), k("refused"), k("paidAlready")]) {
    assert.is(live([reply]).attempt.authCode, "");
  }
});

test("a recovered order is asked about and never sent", () => {
  for (const givenUp of [false, true]) {
    const step = recoverAttempt({ order, reversing: givenUp, reason: "", told: false }, policy);
    assert.equal(step.effects.map(short), ["query", "guard 60000", "earliest 15000", "giveUp 20000"]);
    assert.is(live([paid], step.attempt).attempt.phase, givenUp ? "reversing" : "charged");
  }
});

test("an answer nobody waits for changes nothing", () => {
  const waiting = live([k("pending")]).attempt;
  assert.equal(live([paid], waiting), { attempt: waiting, effects: [] });
});

test("a settled attempt stays as it is, whatever comes", () => {
  const settled = live([paid]).attempt;
  for (const late of [unknown, k("closed"), "poll", "giveUp", "earliest", "again", "cancel"] as Happening[]) {
    assert.equal(live([late], settled), { attempt: settled, effects: [] });
  }
});

test.run();
