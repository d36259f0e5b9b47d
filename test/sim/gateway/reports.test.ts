import { test } from "uvu";
import * as assert from "uvu/assert";
import { CURRENCIES } from "../../../sim/gateway/currencies";
import { type Message, read, Shop, signature, toXml } from "./client";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

function settlements(shop: Shop, fields: Message): Message {
  return shop.call("/pay/settlementquery", { offset: "0", limit: "10", ...fields });
}

const ALL_DAYS = { usetag: "1", date_start: "20260101", date_end: "20260201" };

test("what was sold today waits, what was sold yesterday is settled, less fees and refunds", () => {
  const shop = new Shop({}, { feeRate: 100 });
  const payer = shop.gateway.addPayer();
  shop.micropay("T1", payer.showCode(), { total_fee: "10000" });
  const refund = { out_trade_no: "T1", out_refund_no: "R1", total_fee: "10000", refund_fee: "4000" };
  shop.call("/secapi/pay/refund", refund, shop.fingerprint);
  const waiting = settlements(shop, { usetag: "2" });
  assert.equal([waiting["record_num"], waiting["unsettlement_fee_0"], waiting["settlement_fee_0"]], ["1", "5940", "0"]);
  assert.is(settlements(shop, ALL_DAYS)["record_num"], "0");
  shop.clock.advance(DAY_MS);
  assert.is(settlements(shop, { usetag: "2" })["record_num"], "0");
  const { sign: _, nonce_str: __, ...settled } = settlements(shop, ALL_DAYS);
  assert.equal(settled, {
    return_code: "SUCCESS", return_msg: "OK", appid: shop.merchant.appid, mch_id: shop.merchant.mchId,
    result_code: "SUCCESS", record_num: "1", fbatchno_0: "202601060000", date_settlement_0: "20260106",
    date_start_0: "20260105", date_end_0: "20260105", settlement_fee_0: "5940", unsettlement_fee_0: "0",
    settlementfee_type_0: "HKD", pay_fee_0: "10000", refund_fee_0: "-4000", pay_net_fee_0: "6000", poundage_fee_0: "60",
  });
});

test("records are paged and chosen by the day they were settled on", () => {
  const shop = new Shop();
  const payer = shop.gateway.addPayer();
  for (let day = 0; day < 12; day++) {
    shop.micropay(`T${day}`, payer.showCode(), { total_fee: String(1_000 + day) });
    shop.clock.advance(DAY_MS);
  }
  const fees = (answer: Message): string[] => {
    return [...Array(Number(answer["record_num"])).keys()].map((at) => answer[`settlement_fee_${at}`]!);
  };
  assert.is(fees(settlements(shop, ALL_DAYS)).length, 10);
  assert.equal(fees(settlements(shop, { ...ALL_DAYS, offset: "10" })), ["1010", "1011"]);
  assert.equal(fees(settlements(shop, { ...ALL_DAYS, offset: "1", limit: "2" })), ["1001", "1002"]);
  const some = settlements(shop, { ...ALL_DAYS, date_start: "20260107", date_end: "20260108" });
  assert.equal(fees(some), ["1001", "1002"]);
  assert.is(shop.gateway.merchantBalance(shop.merchant), 12_066);
  assert.equal(shop.gateway.verify(), []);
});

test("records come as groups for a merchant who has it so, and the merchant's number may be called mchid", () => {
  const shop = new Shop({}, { report: { settlement: "groups" } });
  shop.micropay("T1", shop.gateway.addPayer().showCode());
  const { mch_id: mchid, sign: _, ...rest } = shop.request({ usetag: "2", offset: "0", limit: "1", query_split: "Y" });
  const asked = { ...rest, mchid: mchid! };
  const body = toXml({ ...asked, sign: signature(asked, shop.merchant.apiKey) });
  const answer = read(shop.send("/pay/settlementquery", body)) as unknown as Record<string, Message>;
  assert.is(answer["setteinfo_0"]!["unsettlement_fee"], "1250");
  assert.is(answer["setteinfo_0"]!["split_settlement_fee"], "0");
});

const refused: [Message, string, string][] = [
  [{ usetag: "3" }, "PARAM_ERROR", "usetag"],
  [{ usetag: "2", limit: "11" }, "PARAM_ERROR", "limit"],
  [{ usetag: "1" }, "LACK_PARAMS", "date_start"],
  [{ usetag: "1", date_start: "20260101", date_end: "20260199" }, "PARAM_ERROR", "date_end"],
];

for (const [fields, code, field] of refused) {
  test(`a settlement query with ${JSON.stringify(fields)} is refused`, () => {
    const answer = settlements(new Shop(), fields);
    assert.is(answer["err_code"], code);
    assert.ok(answer["err_code_des"]!.includes(field));
  });
}

function rate(shop: Shop, feeType: string, date: string): Message {
  const { nonce_str: _, sign: __, ...fields } = shop.request({ fee_type: feeType, date });
  const body = toXml({ ...fields, sign: signature(fields, shop.merchant.apiKey) });
  return read(shop.send("/pay/queryexchagerate", body));
}

test("rates are asked without a nonce, change by the day at ten, and stay near the one of payments", () => {
  const shop = new Shop();
  const monday = rate(shop, "USD", "20260105");
  assert.equal([monday["result_code"], monday["rate_time"]], ["SUCCESS", "20260105"]);
  assert.is(signature({ ...monday, sign_type: "" }, shop.merchant.apiKey), monday["sign"]);
  shop.clock.advance(23 * HOUR_MS);
  assert.is(rate(shop, "USD", "20260106")["rate_time"], "20260105");
  shop.clock.advance(HOUR_MS);
  const tuesday = rate(shop, "USD", "20260106");
  assert.is(tuesday["rate_time"], "20260106");
  assert.is.not(tuesday["rate"], monday["rate"]);
  assert.is(rate(shop, "USD", "20260105")["rate"], monday["rate"]);
  const ratio = Number(tuesday["rate"]) / CURRENCIES["USD"]!.rate;
  assert.ok(ratio > 0.995 && ratio < 1.005);
  assert.is(rate(shop, "XYZ", "20260105")["err_code"], "PARAM_ERROR");
  assert.is(rate(shop, "USD", "20270101")["err_code"], "PARAM_ERROR");
});

const sale = {
  interface_url: "https://api.mch.weixin.qq.com/pay/micropay/total", execute_time: "900", return_code: "SUCCESS",
  result_code: "SUCCESS", user_ip: "203.0.113.7", out_trade_no: "T1",
};
const batch = {
  interface_url: "https://api.mch.weixin.qq.com/pay/batchreport/micropay/total", user_ip: "203.0.113.7",
  trades: JSON.stringify([{ out_trade_no: "T1", begin_time: "1", end_time: "2", state: "OK", err_msg: "" }]),
};
const reports: [string, Message, "SUCCESS" | "FAIL"][] = [
  ["of one sale", sale, "SUCCESS"],
  ["of a batch", batch, "SUCCESS"],
  ["without its time", { ...sale, execute_time: "" }, "FAIL"],
  ["with trades that are no list", { ...batch, trades: "{}" }, "FAIL"],
  ["with trades that are too long", { ...batch, trades: `[${" ".repeat(1_023)}]` }, "FAIL"],
  ["with a wrong signature", { ...sale, sign: "A".repeat(64) }, "FAIL"],
];

for (const [what, fields, code] of reports) {
  test(`a report ${what} is answered with ${code}, unsigned`, () => {
    const answer = new Shop().call("/payitil/report", fields);
    assert.equal([answer["return_code"], answer["sign"]], [code, undefined]);
  });
}

test("nothing stays unsettled of what is settled in another currency, however the fee rounds", () => {
  const shop = new Shop({}, { feeRate: 60 });
  const payer = shop.gateway.addPayer({ wallet: "mainland", password: "never" });
  for (const fee of ["213", "248", "283", "318", "374"]) {
    shop.micropay(`T${fee}`, payer.showCode(), { total_fee: fee, fee_type: "CNY" });
    shop.clock.advance(DAY_MS);
  }
  const answer = settlements(shop, ALL_DAYS);
  for (let at = 0; at < 5; at++) {
    assert.is(answer[`unsettlement_fee_${at}`], "0");
    assert.is(Number(answer[`settlement_fee_${at}`]), Number(answer[`pay_net_fee_${at}`]) - Number(answer[`poundage_fee_${at}`]));
  }
});

test.run();
