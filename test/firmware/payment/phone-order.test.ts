import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Order } from "../../../firmware/domain/order";
import type { Attempt, Phase } from "../../../firmware/payment/attempt";
import type { Reply } from "../../../firmware/payment/replies";
import { openAttempt, recoverAttempt } from "../../../firmware/payment/step-attempt";
import { type Happening, live as liveOn, policy, reply as k, short } from "../../support/attempts";

const order: Order = { outTradeNo: "A1", tradeType: "NATIVE", amountMinor: 1250, currency: "HKD", startedMs: 0, codeHint: "" };
const paid: Reply = { kind: "paid", amountMinor: 1250, currency: "HKD", transactionId: "42" };
const more: Reply = { ...paid, amountMinor: 1251 } as Reply;

const live = (happenings: readonly Happening[], start: Attempt = openAttempt(order, "", policy).attempt) => liveOn(happenings, start);

const CHARGED = ["journal charged", "print", "play charged", "stopTimers"];
const NOT_CHARGED = ["journal notCharged", "print", "play notCharged", "stopTimers"];
const CLOSED = ["journal reversed", "print", "play notCharged", "stopTimers"];
const ATTENTION = ["journal attention", "print", "play attention", "stopTimers"];
const shown: Happening[] = [k("ordered")];
const notThere: Happening[] = [k("unknown"), "again", k("declined"), k("reversed"), k("absent")];
const closing: Happening[] = [k("ordered"), "giveUp", k("unpaid")];

// Protocol reference 4.4: what happened, the phase it leads to, the effects of the last step.
const table: [string, Happening[], Phase, string[]][] = [
  ["ORDERING, SUCCESS: shown and polled", [k("ordered")], "showing", ["giveUp 300000", "poll 5000"]],
  ["ORDERING, time-out: again after a pause", [k("unknown")], "ordering", ["again 1000"]],
  ["ORDERING, the pause is over: the same order, to the next host after silence", [k("unknown"), "again"], "ordering", ["order 1"]],
  ["ORDERING, three times unknown: closed", [k("unknown"), "again", k("unknown"), "again", k("unknown")], "reversing",
    ["journal reversing", "close"]],
  ["ORDERING, an unsigned refusal: again", [k("refused")], "ordering", ["again 1000"]],
  ["ORDERING, ORDERPAID: asked", [k("paidAlready")], "checking", ["query"]],
  ["ORDERING, ORDERPAID and paid", [k("paidAlready"), paid], "charged", CHARGED],
  ["ORDERING, ORDERPAID but unpaid: closed", [k("paidAlready"), k("unpaid")], "reversing", ["journal reversing", "close"]],
  ["ORDERING, refused: nothing is there", [k("declined")], "notCharged", NOT_CHARGED],
  ["ORDERING, refused after an unclear try: closed", [k("unknown"), "again", k("declined")], "reversing", ["journal reversing", "close"]],
  ["ORDERING, never left: the other host", [k("unsent")], "ordering", ["order 1"]],
  ["ORDERING, never left, twice", [k("unsent"), k("unsent")], "notCharged", NOT_CHARGED],
  ["ORDERING, never left after an unclear try: closed", [k("unknown"), "again", k("unsent")], "reversing", ["journal reversing", "close"]],
  ["ORDERING, cancelled: closed without being shown", ["cancel", k("ordered")], "reversing", ["journal reversing", "close"]],
  ["SHOWN, the poll", [...shown, "poll"], "showing", ["query"]],
  ["SHOWN, paid", [...shown, "poll", paid], "charged", CHARGED],
  ["SHOWN, NOTPAY", [...shown, "poll", k("unpaid")], "showing", ["poll 5000"]],
  ["SHOWN, USERPAYING", [...shown, "poll", k("pending")], "showing", ["poll 5000"]],
  ["SHOWN, PAYERROR: the payer may try again", [...shown, "poll", k("payError")], "showing", ["poll 5000"]],
  ["SHOWN, not known", [...shown, "poll", k("absent")], "showing", ["poll 5000"]],
  ["SHOWN, closed elsewhere", [...shown, "poll", k("closed")], "notCharged", NOT_CHARGED],
  ["SHOWN, another sum: asked once more", [...shown, "poll", more], "showing", ["query"]],
  ["SHOWN, another sum twice: for people", [...shown, "poll", more, more], "attention", ATTENTION],
  ["SHOWN, the time is over: the last query", [...shown, "giveUp"], "showing", ["query"]],
  ["SHOWN, cancelled: the last query", [...shown, "cancel"], "showing", ["query"]],
  ["SHOWN, last query unpaid: closed at once", [...shown, "giveUp", k("unpaid")], "reversing", ["journal reversing", "close"]],
  ["SHOWN, last query paid", [...shown, "giveUp", paid], "charged", CHARGED],
  ["SHOWN, last query fails: closed", [...shown, "cancel", k("unknown")], "reversing", ["journal reversing", "close"]],
  ["CLOSING, SUCCESS: one query agrees", [...closing, k("reversed")], "reversing", ["query"]],
  ["CLOSING, SUCCESS and closed", [...closing, k("reversed"), k("closed")], "reversed", CLOSED],
  ["CLOSING, ORDERNOTEXIST and not known: both may be old answers, closed again", notThere, "reversing", ["close"]],
  ["CLOSING, twice ORDERNOTEXIST and not known", [...notThere, k("reversed"), k("absent")], "reversed", CLOSED],
  ["CLOSING, ORDERNOTEXIST of an order that was named before: no end", [...closing, k("reversed"), k("absent")], "reversing", ["again 1000"]],
  ["ORDERING, cancelled in the pause: not sent again", [k("unknown"), "cancel"], "reversing", ["journal reversing", "close"]],
  ["CLOSING, five minutes are over: closed at once", [...shown, "cancel", k("unpaid"), k("reverseAgain"), "giveUp"], "reversing", ["close"]],
  ["CLOSING, SUCCESS but still open", [...closing, k("reversed"), k("unpaid")], "reversing", ["again 1000"]],
  ["CLOSING, ORDERPAID: asked", [...closing, k("paidAlready"), "again"], "reversing", ["query"]],
  ["CLOSING, paid late: a sale", [...closing, k("paidAlready"), "again", paid], "charged", CHARGED],
  ["CLOSING, paid late with another sum: asked", [...closing, k("unknown"), "again", more], "reversing", ["query"]],
  ["CLOSING, paid late with another sum twice: for people", [...closing, k("unknown"), "again", more, more], "attention", ATTENTION],
  ["CLOSING, time-out: pause", [...closing, k("unknown")], "reversing", ["again 1000"]],
  ["CLOSING, too early: asked, then closed again", [...closing, k("reverseAgain"), "again", k("unpaid")], "reversing", ["close"]],
];
for (const [name, happenings, phase, effects] of table) {
  test(name, () => {
    const end = live(happenings);
    assert.is(end.attempt.phase, phase);
    assert.equal(end.effects.map(short), effects);
  });
}

test("the journal comes before the order, and no reverse is ever prepared", () => {
  assert.equal(openAttempt(order, "", policy).effects.map(short), ["journal opened", "order 0", "guard 60000"]);
});

test("the code goes off the screen before the last query, and with every end", () => {
  assert.is(live([...shown]).attempt.credential, "weixin://x");
  for (const rest of [["cancel"], ["giveUp"], ["poll", paid], ["poll", k("closed")]] as Happening[][]) {
    assert.is(live([...shown, ...rest]).attempt.credential, "");
  }
});

test("after a power cut the first answer decides: paid, closed, or to be closed", () => {
  const start = () => recoverAttempt({ order, reversing: false, reason: "", told: false }, policy);
  assert.equal(start().effects.map(short), ["query", "guard 60000"]);
  assert.is(live([paid], start().attempt).attempt.phase, "charged");
  assert.is(live([k("closed")], start().attempt).attempt.phase, "notCharged");
  for (const heard of ["unpaid", "absent", "pending", "unknown"] as const) {
    assert.equal(live([k(heard)], start().attempt).effects.map(short), ["journal reversing", "close"]);
  }
});

test.run();
