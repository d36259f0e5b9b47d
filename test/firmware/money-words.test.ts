import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Order } from "../../firmware/domain/order";
import { type AnswerOf, replyKindOf } from "../../firmware/domain/outcomes";
import type { Refund } from "../../firmware/domain/refund";
import { newTill } from "../../firmware/flows/till";
import type { Attempt } from "../../firmware/payment/attempt";
import { documentedPolicy } from "../../firmware/payment/policy";
import { openRefund, refundAnswered, refundTimerFired } from "../../firmware/payment/refunding";
import type { RefundJob } from "../../firmware/payment/refund-job";
import type { Reply, UnknownWhy } from "../../firmware/payment/replies";
import { attemptAnswered, attemptTimerFired, openAttempt } from "../../firmware/payment/step-attempt";
import { refundVerdictOf, soundOf, verdictOf } from "../../firmware/payment/verdict";
import type { GatewayCall } from "../../firmware/protocol/codec";
import { wechatV2 } from "../../firmware/protocol/wechat-v2/codec";
import { documentOf } from "../../firmware/receipts/document";
import { screenOf } from "../../firmware/screens/screen";
import { fill, reasonText, refundReasonText, textOf } from "../../firmware/text/texts";
import { sign } from "../../sim/gateway/protocol/sign";
import { buildXml } from "../../sim/gateway/protocol/xml";
import { nodeHash } from "../support/hash";

/** Every documented code of every call, and the word that it comes to, after a confirming query where it says so. */
const WORDS = JSON.parse(readFileSync("test/data/answer-words.json", "utf8")) as Record<AnswerOf, Record<string, string>>;
const NEW = "NEW_CODE_2030";

const merchant = {
  appid: "wx1", mchId: "19", apiKey: "k".repeat(32), hosts: ["h"], port: 443, deviceInfo: "P1", body: "b", detail: "{}",
  ip: "203.0.113.7", notifyUrl: "https://shop.example", scene: "{}", links: {},
};
const policy = documentedPolicy(1_000_000);
const codec = wechatV2(merchant, nodeHash, { token: (length) => "N".repeat(length) }, policy.exchangeMs);
const quick: Order = {
  outTradeNo: "P0001A1", tradeType: "MICROPAY", amountMinor: 1250, currency: "HKD", startedMs: 0, codeHint: "13..6789",
};
const native: Order = { ...quick, tradeType: "NATIVE", codeHint: "" };
const refund: Refund = {
  outRefundNo: "P0001A2", outTradeNo: "P0001A1", amountMinor: 500, totalMinor: 1250, currency: "HKD", startedMs: 0,
};
const paid: Reply = { kind: "paid", amountMinor: 1250, currency: "HKD", transactionId: "42" };
const reply = (kind: string) => (kind === "paid" ? paid : { kind, code: "X" } as unknown as Reply);

/** The reply of the real codec to a signed answer with this code or state. */
function decoded(of: AnswerOf, code: string): Reply {
  const isState = of === "state" || of === "refundState";
  const own: Record<string, string> = of === "state" ? { trade_state: code, total_fee: "1250", fee_type: "HKD", transaction_id: "42", out_trade_no: "P0001A1" }
    : { out_trade_no: "P0001A1", out_refund_no_0: "P0001A2", refund_fee_0: "500", refund_status_0: code };
  const fields: Record<string, string> = {
    return_code: "SUCCESS", appid: "wx1", mch_id: "19", nonce_str: "x",
    ...(isState ? { result_code: "SUCCESS", ...own } : { result_code: "FAIL", err_code: code }),
  };
  fields.sign = sign(fields, merchant.apiKey, "HMAC-SHA256");
  return codec.decode(callOf(of), { kind: "answer", status: 200, body: buildXml(fields) });
}

function callOf(of: AnswerOf): GatewayCall {
  switch (of) {
    case "pay": return { kind: "pay", order: quick, authCode: "1", host: 0 };
    case "order": return { kind: "order", order: native, payer: "", host: 0 };
    case "refund": return { kind: "refund", refund, host: 0 };
    case "refundQuery":
    case "refundState": return { kind: "refundQuery", refund, host: 0 };
    case "close": return { kind: "close", order: native, host: 0 };
    case "reverse": return { kind: "reverse", order: quick, host: 0 };
    default: return { kind: "query", order: quick, host: 0 };
  }
}

/** An attempt or a refund that waits for an answer of this kind. */
function waiting(of: AnswerOf): Attempt | RefundJob {
  const answer = (attempt: Attempt, kind: string) => attemptAnswered(attempt, reply(kind), policy).attempt;
  const fire = (attempt: Attempt, timer: "earliest" | "giveUp" | "poll" | "again") => attemptTimerFired(attempt, timer).attempt;
  switch (of) {
    case "pay": return openAttempt(quick, "134567890123456789", policy).attempt;
    case "order": return openAttempt(native, "", policy).attempt;
    case "query":
    case "state": return fire(answer(openAttempt(quick, "134567890123456789", policy).attempt, "pending"), "poll");
    case "reverse":
      return answer(fire(fire(answer(openAttempt(quick, "134567890123456789", policy).attempt, "pending"), "earliest"), "giveUp"), "unpaid");
    case "close": return answer(fire(answer(openAttempt(native, "", policy).attempt, "unknown"), "again"), "declined");
    case "refund": return openRefund(refund).job;
    default: return refundTimerFired(refundAnswered(openRefund(refund).job, reply("unknown"), policy).job).job;
  }
}

function told(state: Attempt | RefundJob, heard: Reply): Attempt | RefundJob {
  return "refund" in state ? refundAnswered(state, heard, policy).job : attemptAnswered(state, heard, policy).attempt;
}

const wordOf = (state: Attempt | RefundJob) => "refund" in state ? refundVerdictOf(state) : verdictOf(state);

/** Screen, paper and voice say this word, and what to do next. */
function assertSaid(state: Attempt | RefundJob, word: string): void {
  const verdict = wordOf(state);
  assert.is(textOf("en", verdict.word), word);
  for (const language of ["en", "zh"] as const) {
    const reason = "refund" in state ? refundReasonText(language, state.reason) : reasonText(language, state.reason);
    const bare = reason === "" || reason === fill(textOf(language, "why"), "code", state.reason);
    assert.ok(verdict.sentence !== "" || !bare, `nothing is said about what to do after ${state.reason}`);
    if (verdict.sentence !== "") assert.ok(textOf(language, verdict.sentence), verdict.sentence);
  }
  const till = newTill("HKD", "en", policy);
  till.sale = "refund" in state ? { kind: "refundFinished", job: state } : { kind: "finished", attempt: state };
  assert.ok(screenOf(till, "en", 40).some((line) => line.big && line.text === word), "screen");
  const shop = { name: "Shop", terminal: "P1", zoneMinutes: 480 };
  const effect = "refund" in state ? { type: "printRefund" as const, job: state, duplicate: false }
    : { type: "print" as const, attempt: state, duplicate: false };
  const paper = documentOf(effect, shop, "en", 32, "HKD");
  assert.ok(paper.some((item) => item.kind === "text" && item.big && item.text === word), "paper");
  assert.is(soundOf(verdict.word), verdict.word === "checking" ? "attention" : verdict.word);
}

for (const [of, codes] of Object.entries(WORDS) as [AnswerOf, Record<string, string>][]) {
  for (const [code, expected] of Object.entries(codes)) {
    test(`${of} ${code}: ${expected}`, () => {
      if (code === NEW) assert.is(replyKindOf(of, code), "");
      else assert.is.not(replyKindOf(of, code), "", "not in the table");
      const [word, confirmation] = expected.split(" after ") as [string, string | undefined];
      let state = told(waiting(of), decoded(of, code));
      if (confirmation !== undefined) {
        assertSaid(state, "CHECKING");
        if (!state.asking && !("refund" in state)) state = attemptTimerFired(state, "again").attempt;
        if (code === "PAYERROR") state = told(attemptTimerFired(state as Attempt, "earliest").attempt, reply("reversed"));
        state = told(state, reply(confirmation));
        if (confirmation === "absent" && of !== "pay") {
          assertSaid(state, "CHECKING");
          state = told(told(state, decoded(of, code)), reply("absent"));
        }
      }
      assertSaid(state, word);
    });
  }

  const unknowns: UnknownWhy[] = ["timeout", "closed", "truncated", "tooLong", "status", "xml", "signature", "foreign", "code"];
  for (const why of unknowns) {
    test(`${of}, unknown because of ${why}: CHECKING`, () => {
      assertSaid(told(waiting(of), { kind: "unknown", why, code: "" }), "CHECKING");
    });
  }

  test(`${of}, refused without a signature: CHECKING`, () => {
    assertSaid(told(waiting(of), { kind: "refused", code: "RETURN_FAIL" }), "CHECKING");
  });
}

/** The calls by their section of the protocol reference. */
const SECTIONS: [heading: string, of: AnswerOf[]][] = [
  ["### 3.1 ", ["pay"]], ["### 3.2 ", ["order"]], ["### 3.3 ", ["query", "state"]], ["### 3.4 ", ["close"]],
  ["### 3.5 ", ["reverse"]], ["### 3.6 ", ["refund"]], ["### 3.7 ", ["refundQuery", "refundState"]],
];
const reference = readFileSync("docs/reference/wechat-pay-v2.md", "utf8");
const NOT_CODES = new Set(["SUCCESS", "FAIL", "NATIVE", "JSAPI", "APP", "MWEB", "CASH", "NO_CASH"]);

/** Codes in the first column of a section's tables, and in the sentence that begins with "Errors". */
function documentedCodes(section: string): string[] {
  const rows = [...section.matchAll(/^\| ([A-Z][A-Z0-9_ ,()a-z…]*?) \|/gm)].map((match) => match[1]!);
  const sentences = [...section.matchAll(/^Errors: ([^]*?)\n\n/gm)].map((match) => match[1]!.replace(/\([^)]*\)/g, ""));
  return [...rows, ...sentences].flatMap((text) => text.match(/\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*\b/g) ?? [])
    .filter((code) => code.length > 4);
}

test("the list holds every code that the protocol reference documents", () => {
  const common = reference.slice(reference.indexOf("Errors that any call can give"), reference.indexOf("### 3.1 "));
  const everywhere = [...common.matchAll(/`([A-Z0-9_]+)`/g)].map((match) => match[1]!);
  assert.ok(everywhere.length >= 12);
  let found = 0;
  for (const [heading, of] of SECTIONS) {
    const start = reference.indexOf(heading);
    const section = reference.slice(start, reference.indexOf("\n### ", start + 5));
    const listed = of.flatMap((one) => Object.keys(WORDS[one]));
    for (const code of [...documentedCodes(section), ...everywhere]) {
      if (NOT_CODES.has(code)) continue;
      assert.ok(listed.includes(code), `${heading.trim()} documents ${code}, test/data/answer-words.json lacks it`);
      found++;
    }
  }
  assert.ok(found > 120, `${found} codes found`);
});

test.run();
