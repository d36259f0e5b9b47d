import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Effect } from "../../../firmware/payment/effects";
import { documentedPolicy } from "../../../firmware/payment/policy";
import type { RefundJob, RefundPhase } from "../../../firmware/payment/refund-job";
import { openRefund, recoverRefund, refundAnswered, refundTimerFired } from "../../../firmware/payment/refunding";
import type { Reply } from "../../../firmware/payment/replies";

const policy = documentedPolicy(1_000_000);
const refund = {
  outRefundNo: "R1", outTradeNo: "A1", amountMinor: 500, totalMinor: 1250, currency: "HKD", startedMs: 0,
};
const k = <Kind extends Reply["kind"]>(kind: Kind) => ({ kind, code: "X", why: "timeout" }) as unknown as Reply;

type Happening = Reply | "again";

function live(happenings: readonly Happening[], start: RefundJob = openRefund(refund).job) {
  let job = start;
  let effects: Effect[] = [];
  for (const happening of happenings) {
    const step = happening === "again" ? refundTimerFired(job) : refundAnswered(job, happening as Reply, policy);
    job = step.job;
    effects = step.effects;
  }
  return { job, effects };
}

function short(effect: Effect): string {
  switch (effect.type) {
    case "journal": return `journal ${effect.record.kind === "refundEnded" ? effect.record.end : effect.record.kind}`;
    case "startTimer": return `${effect.timer} ${effect.delayMs}`;
    case "play": return `play ${effect.sound}`;
    case "refund": return `refund ${effect.host}`;
    default: return effect.type;
  }
}

const ended = (end: string, sound: string) => [`journal ${end}`, "printRefund", `play ${sound}`, "stopTimers"];
const unclear: Happening[] = [k("unknown"), "again"];
const refused: Reply[] = [k("declined"), k("absent")];
const accepted: Happening[] = [k("refundPending")];

// Protocol reference 4.5: what happened, the phase it leads to, the effects of the last step.
const table: [string, readonly Happening[], RefundPhase, string[]][] = [
  ["REQUESTED, SUCCESS: accepted, told once", accepted, "accepted", ["again 5000", "printRefund", "play refundPending"]],
  ["REQUESTED, time-out: asked after a pause", [k("unknown")], "unclear", ["again 1000"]],
  ["REQUESTED, time-out, then the query", unclear, "unclear", ["refundQuery"]],
  ["REQUESTED, REFUNDNOTEXIST: the same number again", [...unclear, k("absent")], "requesting", ["refund 1"]],
  ["REQUESTED, it is known there", [...unclear, k("refundPending")], "accepted", ["again 5000", "printRefund", "play refundPending"]],
  ["REQUESTED, it is done there", [...unclear, k("refundDone")], "refunded", ended("refunded", "refunded")],
  ["REQUESTED, the query fails: longer pause", [...unclear, k("unknown")], "unclear", ["again 5000"]],
  ["REQUESTED, an unsigned refusal: asked", [k("refused")], "unclear", ["again 1000"]],
  ["REQUESTED, NOTENOUGH: later", [k("refundLater")], "waiting", ["again 60000"]],
  ["WAITING, the same number", [k("refundLater"), "again"], "requesting", ["refund 0"]],
  ["WAITING, again too little: much later", [k("refundLater"), "again", k("refundLater")], "waiting", ["again 300000"]],
  ["WAITING, accepted at last", [k("refundLater"), "again", k("refundPending")], "accepted",
    ["again 5000", "printRefund", "play refundPending"]],
  ["REQUESTED, refused: a query makes sure", [k("declined")], "confirming", ["refundQuery"]],
  ["REQUESTED, refused and not known there: both may be old answers, sent again", [k("declined"), k("absent")], "requesting", ["refund 0"]],
  ["REQUESTED, twice refused and not known there", [...refused, ...refused], "refused", ended("refused", "charged")],
  ["REQUESTED, refused, and accepted when it is sent again", [...refused, k("refundPending")], "accepted",
    ["again 5000", "printRefund", "play refundPending"]],
  ["REQUESTED, refused, yet accepted before", [k("declined"), k("refundPending")], "accepted",
    ["again 5000", "printRefund", "play refundPending"]],
  ["REQUESTED, refused, the query fails", [k("declined"), k("unknown")], "confirming", ["again 1000"]],
  ["REQUESTED, never left: the other host", [k("unsent")], "requesting", ["refund 1"]],
  ["REQUESTED, never left, twice: later", [k("unsent"), k("unsent")], "waiting", ["again 1000"]],
  ["ACCEPTED, the poll", [...accepted, "again"], "accepted", ["refundQuery"]],
  ["ACCEPTED, PROCESSING: slower and slower", [...accepted, "again", k("refundPending")], "accepted", ["again 60000"]],
  ["ACCEPTED, SUCCESS", [...accepted, "again", k("refundDone")], "refunded", ended("refunded", "refunded")],
  ["ACCEPTED, REFUNDCLOSE", [...accepted, "again", k("refundClosed")], "closed", ended("closed", "charged")],
  ["ACCEPTED, CHANGE", [...accepted, "again", k("refundManual")], "manual", ended("manual", "refundPending")],
  ["ACCEPTED, the query fails: soon again", [...accepted, "again", k("unknown")], "accepted", ["again 5000"]],
  ["ACCEPTED, not known: asked later, never sent again", [...accepted, "again", k("absent")], "accepted", ["again 60000"]],
];
for (const [name, happenings, phase, effects] of table) {
  test(name, () => {
    const end = live(happenings);
    assert.is(end.job.phase, phase);
    assert.equal(end.effects.map(short), effects);
    assert.is(end.job.refund, refund);
  });
}

test("the journal comes before the request", () => {
  assert.equal(openRefund(refund).effects.map(short), ["journal refundOpened", "refund 0"]);
});

test("a refund from the journal is asked about before it is sent", () => {
  const start = recoverRefund(refund);
  assert.equal(start.effects.map(short), ["refundQuery"]);
  assert.equal(live([k("absent")], start.job).effects.map(short), ["refund 0"]);
  assert.equal(live([k("refundPending")], start.job).effects.map(short), ["again 5000"]);
});

test("a request that is refused unsigned again and again, and is not known, is refused", () => {
  const round = [k("refused"), "again", k("absent")] as const;
  const rounds = Array.from({ length: policy.refundTriesMax }, () => round).flat();
  assert.is(live(rounds).job.phase, "requesting");
  assert.is(live([...rounds, ...round]).job.phase, "refused");
});

test("a refund that was accepted after many refusals is not called refused when it is not known", () => {
  const rounds = Array.from({ length: policy.refundTriesMax - 1 }, () => [k("refused"), "again", k("absent")] as const).flat();
  assert.is(live([...rounds, k("refused"), "again", k("refundPending"), "again", k("absent")]).job.phase, "accepted");
});

test("an ended refund stays as it is, and so does one that nobody was asked about", () => {
  const done = live([...accepted, "again", k("refundDone")]).job;
  for (const late of [k("refundClosed"), "again"] as const) assert.equal(live([late], done), { job: done, effects: [] });
  const waiting = live(accepted).job;
  assert.equal(live([k("refundDone")], waiting), { job: waiting, effects: [] });
});

test.run();
