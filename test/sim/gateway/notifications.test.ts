import { createDecipheriv, createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { deliverOver } from "../../../sim/gateway/network-deliver";
import { encrypt } from "../../../sim/gateway/notices";
import { REPEATS_MS } from "../../../sim/gateway/notifications";
import { TO_BALANCE_MS } from "../../../sim/gateway/refunds";
import { Network, type ServerOutcome } from "../../../sim/network";
import { fromXml, type Message, Shop, signature, toXml } from "./client";

const YES = toXml({ return_code: "SUCCESS", return_msg: "OK" });
const NO = toXml({ return_code: "FAIL", return_msg: "no such order" });

/** A shop whose back office answers each notification with what `answers` holds, then for ever with the last. */
function listen(answers: (string | undefined)[]): { shop: Shop; heard: { atMs: number; message: Message }[] } {
  const shop = new Shop();
  const heard: { atMs: number; message: Message }[] = [];
  shop.gateway.notifications.deliver = (url, body, done) => {
    assert.is(url, "https://shop.example/paid");
    heard.push({ atMs: shop.clock.nowMs, message: fromXml(body) });
    done(answers.length > 1 ? answers.shift() : answers[0]);
  };
  return { shop, heard };
}

function pay(shop: Shop, fields: Message = {}): void {
  const payer = shop.gateway.addPayer();
  payer.scan(shop.unifiedOrder("N1", fields)["code_url"]!);
  payer.typePassword();
}

test("a payment is told once, signed like its order, and never for Quick Pay", () => {
  for (const type of ["MD5", "HMAC-SHA256"]) {
    const { shop, heard } = listen([YES]);
    pay(shop, { sign_type: type, attach: "x&y" });
    shop.micropay("T1", shop.gateway.addPayer().showCode());
    shop.clock.advance(90_000_000);
    assert.is(heard.length, 1);
    const { message } = heard[0]!;
    assert.is(message["sign"], signature(message, shop.merchant.apiKey));
    assert.is(message["sign"]!.length, type === "MD5" ? 32 : 64);
    assert.equal([message["out_trade_no"], message["total_fee"], message["attach"]], ["N1", "1250", "x&y"]);
    assert.is(message["trade_state"], undefined);
    assert.is(shop.gateway.notifications.log[0]!.outcome, "acknowledged");
  }
});

test("unacknowledged it comes again, byte for byte, on the documented schedule and then no more", () => {
  const { shop, heard } = listen([undefined, NO, "<html>"]);
  const startMs = shop.clock.nowMs;
  pay(shop);
  shop.clock.advance(3 * 86_400_000);
  let atMs = startMs;
  assert.equal(heard.map((one) => one.atMs), [atMs, ...REPEATS_MS.map((ms) => (atMs += ms))]);
  assert.is(REPEATS_MS.reduce((sum, ms) => sum + ms), (24 * 60 + 4) * 60_000);
  for (const { message } of heard) assert.equal(message, heard[0]!.message);
  const outcomes = shop.gateway.notifications.log.map((one) => one.outcome);
  assert.equal(outcomes.slice(0, 3), ["unanswered", "refused", "refused"]);
});

test("a merchant who stays silent is told again after fifteen seconds", () => {
  const { shop, heard } = listen([undefined, YES]);
  let silent = true;
  const { deliver } = shop.gateway.notifications;
  shop.gateway.notifications.deliver = (url, body, done) => deliver!(url, body, (answer) => { if (!silent) done(answer); });
  pay(shop);
  shop.clock.advance(14_999);
  assert.is(heard.length, 1);
  silent = false;
  shop.clock.advance(90_000_000);
  assert.is(heard.length, 2);
});

test("planned: lost, twice, with a bad signature, with another amount, none", () => {
  const run = (prepare: (shop: Shop) => void): { shop: Shop; heard: { message: Message }[] } => {
    const world = listen([YES]);
    const { shop } = world;
    const code = shop.unifiedOrder("N1")["code_url"]!;
    prepare(shop);
    const payer = shop.gateway.addPayer();
    payer.scan(code);
    payer.typePassword();
    shop.clock.advance(60_000);
    return world;
  };
  assert.is(run(({ gateway }) => gateway.notifications.plan(["lost"])).heard.length, 0);
  const twice = run(({ gateway }) => gateway.notifications.plan(["twice"])).heard;
  assert.is(twice.length, 2);
  assert.equal(twice[0]!.message, twice[1]!.message);
  const plan = (notification: "none" | "badSignature" | { totalFee: number }) => run(({ gateway, merchant }) => {
    gateway.order(merchant, "N1")!.notification = notification;
  });
  assert.is(plan("none").heard.length, 0);
  const bad = plan("badSignature");
  const { message } = bad.heard[0]!;
  assert.is.not(message["sign"], signature(message, bad.shop.merchant.apiKey));
  const other = plan({ totalFee: 20_000 });
  const { message: changed } = other.heard[0]!;
  assert.is(changed["total_fee"], "20000");
  assert.is(changed["sign"], signature(changed, other.shop.merchant.apiKey));
});

test("a refund is told when it has ended, encrypted under the key's MD5", () => {
  const { shop, heard } = listen([YES]);
  shop.micropay("T1", shop.gateway.addPayer().showCode());
  shop.refund("T1", "R1", 500, { notify_url: "https://shop.example/paid" });
  shop.clock.advance(TO_BALANCE_MS - 1);
  assert.is(heard.length, 0);
  shop.clock.advance(2);
  const { message } = heard[0]!;
  assert.equal([message["return_code"], message["sign"], message["mch_id"]], ["SUCCESS", undefined, shop.merchant.mchId]);
  const key = createHash("md5").update(shop.merchant.apiKey).digest("hex");
  const decipher = createDecipheriv("aes-256-ecb", key, "");
  const text = decipher.update(message["req_info"]!, "base64", "utf8") + decipher.final("utf8");
  assert.ok(text.startsWith("<root>"));
  const inner = fromXml(text.replace(/(<\/?)root>/g, "$1xml>"));
  assert.equal([inner["out_refund_no"], inner["refund_fee"], inner["refund_status"]], ["R1", "500", "SUCCESS"]);
  assert.is(inner["success_time"], "2026-01-05 10:20:00");
});

test("the published example encrypts to the published text", () => {
  const vectors = JSON.parse(readFileSync("test/data/signature-vectors.json", "utf8"));
  const { plaintext, req_info: expected, key } = vectors.refundNotification;
  assert.is(encrypt(plaintext, key), expected);
});

test("over the simulated network a back office hears and answers, a host that is down does not", () => {
  const shop = new Shop();
  const network = new Network();
  shop.gateway.notifications.deliver = deliverOver(network, shop.clock);
  pay(shop);
  shop.clock.advance(1);
  assert.is(shop.gateway.notifications.log[0]!.outcome, "unanswered");
  const heard: string[] = [];
  network.listen("shop.example", 443, (request, reply) => {
    heard.push(`${request.method} ${request.path}`);
    const response = { status: 200, headers: {}, body: new TextEncoder().encode(YES) };
    reply({ kind: "answer", response, delayMs: 4_000 } satisfies ServerOutcome);
  });
  shop.clock.advance(60_000);
  assert.equal(heard, ["POST /paid"]);
  assert.is(shop.gateway.notifications.log[1]!.outcome, "acknowledged");
});

test.run();
