import { test } from "uvu";
import * as assert from "uvu/assert";
import type { TradeType } from "../../../sim/gateway/order";
import type { ServerOutcome } from "../../../sim/network";
import { type Message, fromXml, payment, read, Shop, signature, toXml } from "./client";

const SHOP_PAGE = { type: "Wap", wap_url: "https://merchant.example", wap_name: "Cafe" };
const CODE = "150000111122223333";

/** What a merchant heard at its address: each body, and whether it took it. */
class Ears {
  readonly heard: Message[] = [];

  constructor(readonly key: () => string) {}

  readonly deliver = (_url: string, body: string, done: (answer: string) => void): void => {
    const fields = fromXml(body);
    this.heard.push(fields);
    done(toXml({ return_code: "SUCCESS", return_msg: "OK" }));
  };

  /** Amount, and whether the signature is right, of everything heard. */
  get told(): [string, boolean][] {
    return this.heard.map((fields) => [fields["total_fee"]!, signature(fields, this.key()) === fields["sign"]]);
  }
}

class Stage extends Shop {
  readonly ears: Ears;

  constructor() {
    const ears = new Ears(() => this.merchant.apiKey);
    super({ deliver: ears.deliver, region: "mainland", closeEarliestMs: 0 }, { acceptance: true });
    this.ears = ears;
  }

  submit(outTradeNo: string, totalFee: number, scene?: string): ServerOutcome {
    const fields = payment(outTradeNo, CODE, { total_fee: String(totalFee), fee_type: "CNY" });
    const headers: Record<string, string> = scene === undefined ? {} : { "wechatpay-negative-test": scene };
    return this.send("/pay/micropay", toXml(this.request(fields)), { headers });
  }

  order(outTradeNo: string, totalFee: number, tradeType: TradeType): Message {
    const { auth_code: _, ...fields } = payment(outTradeNo, "", {
      total_fee: String(totalFee), fee_type: "CNY", trade_type: tradeType, product_id: "1", openid: "oUpF8uMuAJO",
      notify_url: "https://merchant.example/notify",
      scene_info: JSON.stringify({ h5_info: SHOP_PAGE }),
    });
    return this.call("/pay/unifiedorder", fields);
  }

  refundAll(outTradeNo: string, totalFee: number): Message {
    const sum = String(totalFee);
    const numbers = { out_trade_no: outTradeNo, out_refund_no: `R-${outTradeNo}` };
    const fields = { ...numbers, total_fee: sum, refund_fee: sum };
    return this.call("/secapi/pay/refund", fields, this.fingerprint);
  }

  state(outTradeNo: string): string | undefined {
    const answer = this.query(outTradeNo);
    return answer["trade_state"] ?? answer["err_code"];
  }
}

const COUPON_FIELDS = ["cash_fee", "coupon_fee", "coupon_count", "settlement_total_fee"];

function pick(answer: Message, names: readonly string[]): (string | undefined)[] {
  return names.map((name) => answer[name]);
}

const paid: [number, (string | undefined)[]][] = [
  [1, ["1", undefined, undefined, undefined]],
  [2, ["1", "1", "1", undefined]],
  [3, ["0", "3", "2", "1"]],
  [501, ["500", "1", "1", "500"]],
  [502, ["501", "1", "1", "501"]],
];

for (const [totalFee, sums] of paid) {
  test(`Quick Pay of ${totalFee} is paid, with the coupons of its case`, () => {
    const stage = new Stage();
    const answer = read(stage.submit("T1", totalFee));
    assert.equal([answer["result_code"], answer["total_fee"]], ["SUCCESS", String(totalFee)]);
    const found = stage.query("T1");
    assert.equal(pick(found, ["trade_state", ...COUPON_FIELDS]), ["SUCCESS", ...sums]);
    assert.equal(stage.gateway.verify(), []);
  });
}

test("Quick Pay of 30 asks for the password and is paid at the third query, ten seconds apart", () => {
  const stage = new Stage();
  assert.is(read(stage.submit("T1", 30))["err_code"], "USERPAYING");
  const states = [1, 2, 3].map(() => {
    stage.clock.advance(10_000);
    return stage.state("T1");
  });
  assert.equal(states, ["USERPAYING", "USERPAYING", "SUCCESS"]);
});

const silent: [string, number, string | undefined, string][] = [
  ["31", 31, undefined, "SUCCESS"],
  ["32", 32, undefined, "PAYERROR"],
  ["33", 33, undefined, "SYSTEMERROR"],
  ["34", 34, undefined, "SYSTEMERROR"],
  ["any amount with MICROPAY_TIMEOUT", 8_000, "MICROPAY_TIMEOUT", "SUCCESS"],
];

for (const [what, totalFee, scene, state] of silent) {
  test(`Quick Pay of ${what} gets no answer; a query says ${state}`, () => {
    const stage = new Stage();
    assert.is(stage.submit("T1", totalFee, scene).kind, "silent");
    assert.is(stage.state("T1"), state);
  });
}

test("Quick Pay of 33 can be found out by nobody, and is revoked with the money given back", () => {
  const stage = new Stage();
  stage.submit("T1", 33);
  for (let query = 0; query < 3; query++) {
    stage.clock.advance(5_000);
    assert.is(stage.state("T1"), "SYSTEMERROR");
  }
  assert.is(stage.gateway.merchantBalance(stage.merchant), 33);
  assert.equal(pick(stage.reverse("T1"), ["result_code", "recall"]), ["SUCCESS", "N"]);
  assert.is(stage.state("T1"), "REVOKED");
  assert.is(stage.gateway.merchantBalance(stage.merchant), 0);
});

test("Quick Pay of 34: the number after the revoke is paid with a coupon, the next is lost again", () => {
  const stage = new Stage();
  stage.submit("T1", 34);
  stage.clock.advance(15_000);
  assert.is(stage.reverse("T1")["recall"], "N");
  assert.is(stage.reverse("T1")["recall"], "N");
  const answer = read(stage.submit("T2", 34));
  assert.equal(pick(answer, ["result_code", "coupon_fee", "cash_fee"]), ["SUCCESS", "1", "33"]);
  assert.is(stage.submit("T3", 34).kind, "silent");
});

test("Quick Pay of 79 is refused and nobody's query finds it, but the bill does", () => {
  const stage = new Stage();
  assert.is(read(stage.submit("T1", 79))["result_code"], "FAIL");
  assert.is(stage.state("T1"), "PAYERROR");
  assert.is(stage.gateway.merchantBalance(stage.merchant), 79);
  stage.clock.advance(86_400_000);
  const outcome = stage.send("/pay/downloadbill", toXml(stage.request({ bill_date: "20260105" })));
  assert.ok(outcome.kind === "answer" && Buffer.from(outcome.response.body).includes("`T1,`"));
});

test("the headers of the newer sandbox choose a scene for Quick Pay of any amount", () => {
  const stage = new Stage();
  assert.is(read(stage.submit("T1", 8_000, "MICROPAY_USERPAYING"))["err_code"], "USERPAYING");
  assert.is(read(stage.submit("T2", 8_001, "MICROPAY_PAYERROR"))["result_code"], "FAIL");
  assert.is(stage.state("T2"), "PAYERROR");
  assert.is(stage.submit("T3", 8_002, "MICROPAY_PAY_QUERY_TIMEOUT").kind, "silent");
  assert.is(stage.send("/pay/orderquery", toXml(stage.request({ out_trade_no: "T3" }))).kind, "silent");
  assert.is(read(stage.submit("T4", 8_003))["return_code"], "FAIL");
});

const METHODS: [TradeType, number][] = [["NATIVE", 300], ["JSAPI", 100], ["APP", 200], ["MWEB", 300]];
const unified: [number, string, [number, boolean][]][] = [
  [1, "SUCCESS", [[1, true]]],
  [2, "SUCCESS", [[2, true]]],
  [30, "SUCCESS", []],
  [31, "PAYERROR", []],
  [32, "SUCCESS", [[32, true], [32, true]]],
  [33, "SUCCESS", [[33, false]]],
  [34, "SUCCESS", [[NaN, true]]],
  [79, "NOTPAY", []],
];

for (const [tradeType, base] of METHODS) {
  for (const [pattern, state, told] of unified) {
    test(`${tradeType} of ${base + pattern}: a query says ${state}, ${told.length} notifications`, () => {
      const stage = new Stage();
      assert.is(stage.order("T1", base + pattern, tradeType)["result_code"], "SUCCESS");
      assert.is(stage.state("T1"), "NOTPAY");
      stage.clock.advance(10_000);
      assert.is(stage.state("T1"), state);
      // The case of another amount tells 20000, all others their own.
      const expected = told.map(([part, right]) => [String(Number.isNaN(part) ? 20_000 : base + part), right]);
      assert.equal(stage.ears.told, expected);
      assert.equal(stage.gateway.verify(), []);
    });
  }
}

test("NATIVE of 302 is paid with one coupon of each kind", () => {
  const stage = new Stage();
  stage.order("T1", 302, "NATIVE");
  stage.clock.advance(10_000);
  assert.equal(pick(stage.query("T1"), COUPON_FIELDS), ["299", "3", "2", "300"]);
});

test("JSAPI in small change plays the older manual's cases", () => {
  const stage = new Stage();
  for (const totalFee of [7, 8, 9, 10, 11, 12, 13]) stage.order(`T${totalFee}`, totalFee, "JSAPI");
  stage.clock.advance(10_000);
  const states = [7, 8, 9, 10, 11, 12, 13].map((totalFee) => stage.state(`T${totalFee}`));
  assert.equal(states, ["SUCCESS", "SUCCESS", "NOTPAY", "SUCCESS", "SUCCESS", "NOTPAY", "NOTPAY"]);
  assert.equal(stage.ears.told.map(([fee]) => fee).sort(), ["10", "10", "11", "7"]);
  assert.is(stage.call("/pay/closeorder", { out_trade_no: "T9" })["result_code"], "SUCCESS");
});

const coupons: [string, number, TradeType | undefined, string][] = [
  ["1002", 502, undefined, "501"],
  ["1004", 552, "NATIVE", "551"],
];

for (const [name, totalFee, tradeType, cash] of coupons) {
  test(`coupon case ${name}: pay, query, refund and its query agree`, () => {
    const stage = new Stage();
    if (tradeType === undefined) stage.submit("T1", totalFee);
    else stage.order("T1", totalFee, tradeType);
    stage.clock.advance(60_000);
    const found = stage.query("T1");
    assert.equal(pick(found, ["total_fee", "settlement_total_fee", "cash_fee"]), [String(totalFee), cash, cash]);
    const accepted = stage.refundAll("T1", totalFee);
    const names = ["refund_fee", "settlement_refund_fee", "cash_refund_fee", "coupon_refund_fee"];
    assert.equal(pick(accepted, names), [String(totalFee), cash, cash, "1"]);
    stage.clock.advance(3_600_000);
    const after = stage.call("/pay/refundquery", { out_trade_no: "T1" });
    const numbered = ["refund_status_0", "refund_fee_0", "settlement_refund_fee_0", "coupon_refund_fee_0"];
    assert.equal(pick(after, numbered), ["SUCCESS", String(totalFee), cash, "1"]);
    assert.equal(stage.gateway.verify(), []);
  });
}

test("NATIVE of 551 is the coupon case 1003", () => {
  const stage = new Stage();
  stage.order("T1", 551, "NATIVE");
  stage.clock.advance(10_000);
  assert.equal(pick(stage.query("T1"), ["cash_fee", "coupon_fee"]), ["550", "1"]);
});

test("any other amount is refused, unsigned; a code of somebody else's scheme as always", () => {
  const stage = new Stage();
  const answer = read(stage.submit("T1", 1_250));
  assert.equal([answer["return_code"], answer["sign"]], ["FAIL", undefined]);
  assert.ok(answer["return_msg"]!.includes("1250"));
  assert.is(stage.state("T1"), "ORDERNOTEXIST");
  const fields = payment("T2", "280000111122223333", { total_fee: "1", fee_type: "CNY" });
  assert.is(stage.call("/pay/micropay", fields)["err_code"], "AUTH_CODE_INVALID");
});

test("the same request again is the same order", () => {
  const stage = new Stage();
  read(stage.submit("T1", 1));
  assert.is(read(stage.submit("T1", 1))["err_code"], "ORDERPAID");
  assert.is(read(stage.submit("T2", 30))["err_code"], "USERPAYING");
  assert.is(read(stage.submit("T2", 30))["err_code"], "USERPAYING");
  stage.order("T3", 112, "JSAPI");
  stage.order("T3", 101, "JSAPI");
  assert.is(stage.order("T3", 101, "JSAPI")["result_code"], "SUCCESS");
});

test("a merchant that is not in acceptance mode pays any amount, whatever headers say", () => {
  const shop = new Shop();
  const body = toXml(shop.request(payment("T1", shop.gateway.addPayer().showCode(), { total_fee: "33" })));
  const outcome = shop.send("/pay/micropay", body, { headers: { "wechatpay-negative-test": "MICROPAY_TIMEOUT" } });
  assert.is(read(outcome)["result_code"], "SUCCESS");
});

test.run();
