import { test } from "uvu";
import * as assert from "uvu/assert";
import { FAULTS, type Fault, type FaultKind } from "../../../sim/gateway/faults";
import type { ServerOutcome } from "../../../sim/network";
import { fromXml, type Message, payment, read, Shop, signature, toXml } from "./client";

/** One micropay under a fault: how it ended, and whether the money moved. */
function submit(fault: Fault): { shop: Shop; outcome: ServerOutcome; paid: boolean } {
  const shop = new Shop();
  const code = shop.gateway.addPayer().showCode();
  shop.gateway.planFaults([fault]);
  const outcome = shop.send("/pay/micropay", toXml(shop.request(payment("T1", code))));
  shop.gateway.planFaults([]);
  const paid = shop.query("T1")["trade_state"] === "SUCCESS";
  assert.is(shop.gateway.merchantBalance(shop.merchant), paid ? 1_250 : 0);
  assert.equal(shop.gateway.verify(), []);
  return { shop, outcome, paid };
}

for (const kind of Object.keys(FAULTS) as FaultKind[]) {
  test(`${kind}: the work is done as the table says, or as the plan says`, () => {
    assert.is(submit({ kind }).paid, FAULTS[kind].processed);
    const other = !FAULTS[kind].processed;
    if (kind !== "lostRequest") assert.is(submit({ kind, processed: other }).paid, other);
  });
}

test("lost requests and answers end in silence or in a closed connection", () => {
  for (const kind of ["lostRequest", "lostAnswer"] as const) {
    assert.is(submit({ kind }).outcome.kind, "silent");
    assert.is(submit({ kind, ending: "close" }).outcome.kind, "close");
  }
});

test("late, half and endless answers are for the transport to act", () => {
  const late = submit({ kind: "lateAnswer", delayMs: 31_000 }).outcome;
  assert.is(late.kind === "answer" && late.delayMs, 31_000);
  const half = submit({ kind: "halfAnswer" }).outcome;
  assert.ok(half.kind === "partial" && half.bytes > 0 && half.bytes < half.response.body.length);
  assert.is(submit({ kind: "endless" }).outcome.kind, "endless");
});

function signed(shop: Shop, answer: Message): boolean {
  return answer["sign"] === signature(answer, shop.merchant.apiKey);
}

test("forgeries without the key cannot be verified", () => {
  const wrong = submit({ kind: "wrongSignature" });
  const answer = read(wrong.outcome);
  assert.is(answer["result_code"], "SUCCESS");
  assert.not.ok(signed(wrong.shop, answer));
  const bare = read(submit({ kind: "unsignedSuccess" }).outcome);
  assert.equal([bare["return_code"], bare["result_code"]], ["SUCCESS", "SUCCESS"]);
  assert.is(bare["out_trade_no"], "T1");
  assert.is(bare["sign"], undefined);
});

const changes: [FaultKind, (answer: Message) => boolean][] = [
  ["otherOrder", (answer) => answer["out_trade_no"] !== "T1"],
  ["otherAmount", (answer) => answer["total_fee"] === "1251"],
  ["unknownField", (answer) => answer["new_field_2030"] === "x"],
  ["unknownCode", (answer) => answer["err_code"] === "NEW_CODE_2030" && !answer["transaction_id"]],
  ["errorCode", (answer) => answer["err_code"] === "SYSTEMERROR"],
];

for (const [kind, isChanged] of changes) {
  test(`${kind}: another answer with a right signature`, () => {
    const { shop, outcome } = submit({ kind });
    assert.ok(isChanged(read(outcome)));
    assert.ok(signed(shop, read(outcome)));
  });
}

test("an unknown code in a query is an unknown state", () => {
  const shop = new Shop();
  shop.micropay("T1", shop.gateway.addPayer().showCode());
  shop.gateway.planFaults([{ kind: "unknownCode", call: "orderquery" }]);
  assert.is(shop.query("T1")["trade_state"], "NEW_STATE_2030");
});

test("a repeated answer is the one before, byte for byte", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  shop.gateway.planFaults([{ kind: "repeatedAnswer", call: "micropay", nth: 2 }]);
  const first = shop.micropay("T1", payer.showCode());
  assert.equal(shop.micropay("T2", payer.showCode(), { total_fee: "1251" }), first);
  assert.is(shop.query("T2")["trade_state"], "SUCCESS");
});

test("pages, empty bodies, DOCTYPE and double elements are what they say", () => {
  const text = (kind: FaultKind, more: Partial<Fault> = {}): string => {
    const outcome = submit({ kind, ...more }).outcome;
    if (outcome.kind !== "answer") return outcome.kind;
    return `${outcome.response.status} ${new TextDecoder().decode(outcome.response.body)}`;
  };
  assert.match(text("html"), /^200 <html>/);
  assert.match(text("httpError"), /^502 <html>/);
  assert.match(text("httpError", { status: 500 }), /^500 /);
  assert.is(text("emptyBody"), "200 ");
  assert.match(text("doctype"), /^200 <!DOCTYPE xml \[/);
  assert.is(text("duplicateElement").split("<return_code>").length, 3);
});

test("a list names call, occurrence and length", () => {
  const shop = new Shop();
  shop.gateway.planFaults([
    { kind: "errorCode", call: "orderquery", nth: 2, times: 2 },
    { kind: "errorCode", call: "micropay", code: "BANKERROR" },
  ]);
  const codes = [1, 2, 3, 4].map(() => shop.query("T1")["err_code"]);
  assert.equal(codes, ["ORDERNOTEXIST", "SYSTEMERROR", "SYSTEMERROR", "ORDERNOTEXIST"]);
  assert.is(shop.micropay("T1", shop.gateway.addPayer().showCode())["err_code"], "BANKERROR");
});

test("a seed gives the same faults every time, at about the rate", () => {
  const run = (seed: string): string => {
    const shop = new Shop();
    const faults: string[] = [];
    shop.gateway.onExchange = (record) => { faults.push(record.fault ?? "-"); };
    shop.gateway.planFaults({ seed, rate: 0.3 });
    for (let n = 0; n < 400; n++) shop.send("/pay/orderquery", toXml(shop.request({ out_trade_no: "T1" })));
    return faults.join();
  };
  const one = run("a");
  assert.is(one, run("a"));
  assert.is.not(one, run("b"));
  const hits = one.split(",").filter((fault) => fault !== "-").length;
  assert.ok(hits > 80 && hits < 160, String(hits));
});

test("a refused request can have its answer spoiled too", () => {
  const shop = new Shop();
  shop.gateway.planFaults([{ kind: "doctype" }]);
  const outcome = shop.send("/pay/micropay", "nonsense");
  if (outcome.kind !== "answer") throw new Error(outcome.kind);
  const text = new TextDecoder().decode(outcome.response.body);
  assert.match(fromXml(text.slice(text.indexOf("<xml>")))["return_msg"]!, /^XML_FORMAT_ERROR/);
});

test.run();
