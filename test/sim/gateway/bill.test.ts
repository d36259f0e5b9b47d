import { gunzipSync } from "node:zlib";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { MerchantOptions } from "../../../sim/gateway/merchants";
import { fromXml, type Message, Shop, toXml } from "./client";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

type Line = Record<string, string>;

interface Bill {
  columns: string[];
  lines: Line[];
  totals: Line;
}

/** Asks for a bill; a refusal is XML, unsigned. */
function download(shop: Shop, fields: Message = {}): Buffer | Message {
  const asked = shop.request({ bill_date: "20260105", ...fields });
  const outcome = shop.send("/pay/downloadbill", toXml(asked));
  if (outcome.kind !== "answer") throw new Error(outcome.kind);
  const body = Buffer.from(outcome.response.body);
  return body[0] === 0x3c ? fromXml(body.toString()) : body;
}

/** Reads a bill as a merchant's program does: by the names in its header. */
function parse(text: string): Bill {
  const lines = text.replace(/^\uFEFF/, "").split(/\r?\n/).filter((line) => line !== "");
  const values = (line: string): string[] => line.slice(1).split(",`");
  const columns = lines[0]!.split(",");
  const record = (names: string[], line: string): Line => {
    const given = values(line);
    assert.is(given.length, names.length, line);
    return Object.fromEntries(names.map((name, at) => [name, given[at]!]));
  };
  return {
    columns,
    lines: lines.slice(1, -2).map((line) => record(columns, line)),
    totals: record(lines.at(-2)!.split(","), lines.at(-1)!),
  };
}

function bill(shop: Shop, fields: Message = {}): Bill {
  const body = download(shop, fields);
  if (!Buffer.isBuffer(body)) throw new Error(JSON.stringify(body));
  return parse(body.toString());
}

/** A day with a plain payment, one with coupons, a refund in part, a revoked one and one that was not paid. */
function day(options: MerchantOptions = {}): Shop {
  const shop = new Shop({}, { feeRate: 60, ...options });
  const { gateway, merchant, clock } = shop;
  const plain = gateway.addPayer();
  shop.micropay("T1", plain.showCode(), { total_fee: "10000", attach: "a, b,`c", body: "Two\nlines", device_info: "D1" });
  const thrifty = gateway.addPayer();
  gateway.books.coupons.grant(thrifty.id, merchant, { type: "CASH", fee: 100 });
  gateway.books.coupons.grant(thrifty.id, merchant, { type: "NO_CASH", fee: 200 });
  shop.micropay("T2", thrifty.showCode(), { total_fee: "5000" });
  shop.micropay("T3", plain.showCode(), { total_fee: "700" });
  shop.micropay("T4", gateway.addPayer({ balance: 1 }).showCode(), { total_fee: "700" });
  clock.advance(20_000);
  shop.reverse("T3");
  const asked = { out_trade_no: "T2", out_refund_no: "R2", total_fee: "5000", refund_fee: "2500" };
  assert.is(shop.call("/secapi/pay/refund", asked, shop.fingerprint)["result_code"], "SUCCESS");
  clock.advance(DAY_MS);
  return shop;
}

test("the bill of 27 columns has every payment, refund and revoke, and no order that was not paid", () => {
  const { columns, lines, totals } = bill(day());
  assert.is(columns.length, 27);
  assert.equal(lines.map((line) => [line["商户订单号"], line["交易状态"]]), [
    ["T1", "SUCCESS"], ["T2", "SUCCESS"], ["T3", "SUCCESS"], ["T3", "REVOKED"], ["T2", "REFUND"],
  ]);
  const [first, second, , revoked, refunded] = lines as [Line, Line, Line, Line, Line];
  assert.equal([first["订单金额"], first["手续费"], first["费率"]], ["100.00", "0.60000", "0.60%"]);
  assert.equal([first["商户数据包"], first["商品名称"], first["设备号"]], ["a, b,'c", "Two lines", "D1"]);
  assert.is(first["交易时间"], "2026-01-05 10:00:00");
  assert.equal([second["应结订单金额"], second["代金券金额"], second["手续费"]], ["48.00", "3.00", "0.29000"]);
  assert.equal([revoked["应结订单金额"], revoked["退款金额"], revoked["手续费"]], ["0.00", "7.00", "-0.04000"]);
  assert.equal([refunded["申请退款金额"], refunded["退款金额"], refunded["充值券退款金额"]], ["25.00", "24.50", "1.00"]);
  assert.equal([refunded["商户退款单号"], refunded["退款状态"], refunded["退款类型"]], ["R2", "SUCCESS", "ORIGINAL"]);
  assert.equal(totals, {
    总交易单数: "5", 应结订单总金额: "155.00", 退款总金额: "31.50", 充值券退款总金额: "1.00",
    手续费总金额: "0.75000", 订单总金额: "157.00", 申请退款总金额: "32.00",
  });
});

test("the bill of 24 columns tells whole amounts", () => {
  const { columns, lines, totals } = bill(day({ report: { billColumns: 24 } }));
  assert.is(columns.length, 24);
  assert.equal([lines[1]!["总金额"], lines[1]!["代金券或立减优惠金额"]], ["50.00", "3.00"]);
  assert.equal([lines[4]!["退款金额"], lines[4]!["代金券或立减优惠退款金额"]], ["25.00", "1.50"]);
  assert.equal(totals, {
    总交易单数: "5", 总交易额: "157.00", 总退款金额: "32.00", 总代金券或立减优惠退款金额: "1.50", 手续费总金额: "0.75000",
  });
});

const layouts: [24 | 27, string, number, string[]][] = [
  [24, "SUCCESS", 18, ["SUCCESS", "SUCCESS", "SUCCESS"]],
  [24, "REFUND", 26, ["REVOKED", "REFUND"]],
  [27, "SUCCESS", 20, ["SUCCESS", "SUCCESS", "SUCCESS"]],
  [27, "REFUND", 29, ["REVOKED", "REFUND"]],
];

for (const [billColumns, type, count, states] of layouts) {
  test(`bill type ${type} of the layout with ${billColumns} columns`, () => {
    const { columns, lines } = bill(day({ report: { billColumns } }), { bill_type: type });
    assert.is(columns.length, count);
    assert.equal(lines.map((line) => line["交易状态"]), states);
    if (type === "REFUND") assert.is(lines[1]!["退款申请时间"], "2026-01-05 10:00:20");
  });
}

test("a refund from money paid in for it is in a bill of its own", () => {
  const shop = day();
  shop.gateway.books.recharge(shop.merchant, 1_000);
  const asked = {
    out_trade_no: "T1", out_refund_no: "R1", total_fee: "10000", refund_fee: "1000",
    refund_account: "REFUND_SOURCE_RECHARGE_FUNDS",
  };
  assert.is(shop.call("/secapi/pay/refund", asked, shop.fingerprint)["result_code"], "SUCCESS");
  shop.clock.advance(DAY_MS);
  const { lines } = bill(shop, { bill_date: "20260106", bill_type: "RECHARGE_REFUND" });
  assert.equal(lines.map((line) => line["商户退款单号"]), ["R1"]);
  assert.is((download(shop, { bill_date: "20260106" }) as Message)["return_msg"], "No Bill Exist");
});

test("gzip holds the very same text, the same every time; mark and line ends are the merchant's choice", () => {
  const shop = day();
  const plain = download(shop) as Buffer;
  const packed = download(shop, { tar_type: "GZIP" }) as Buffer;
  assert.is(plain.subarray(0, 3).toString("hex"), "efbbbf");
  assert.ok(plain.includes("\r\n"));
  assert.is(packed.subarray(0, 2).toString("hex"), "1f8b");
  assert.ok(gunzipSync(packed).equals(plain));
  assert.ok(packed.equals(download(shop, { tar_type: "GZIP" }) as Buffer));
  shop.merchant.report = { ...shop.merchant.report, billMark: false, billNewline: "\n" };
  const bare = download(shop) as Buffer;
  assert.is(bare.toString(), plain.toString().replace("\uFEFF", "").replace(/\r\n/g, "\n"));
});

test("a bill is there from ten o'clock of the next day, for three months", () => {
  const shop = new Shop();
  shop.micropay("T1", shop.gateway.addPayer().showCode());
  const message = (fields?: Message): string => {
    const answer = download(shop, fields);
    return Buffer.isBuffer(answer) ? "a bill" : `${answer["return_code"]} ${answer["return_msg"]}`;
  };
  assert.is(message(), "FAIL No Bill Exist");
  shop.clock.advance(15 * HOUR_MS);
  assert.is(message(), "FAIL Bill Creating");
  shop.clock.advance(9 * HOUR_MS);
  assert.is(message(), "a bill");
  assert.is(message({ bill_date: "20260104" }), "FAIL No Bill Exist");
  shop.clock.advance(89 * DAY_MS);
  assert.is(message(), "a bill");
  shop.clock.advance(DAY_MS);
  assert.is(message(), "FAIL No Bill Exist");
});

const refused: [string, Message, string][] = [
  ["no date", { bill_date: "" }, "missing parameter"],
  ["a date that does not exist", { bill_date: "20260230" }, "data format error"],
  ["an unknown type", { bill_type: "EVERYTHING" }, "invalid bill_type"],
  ["an unknown packing", { tar_type: "ZIP" }, "data format error"],
  ["a wrong signature", { sign: "A".repeat(64) }, "SIGN ERROR"],
  ["no nonce", { nonce_str: "" }, "missing parameter"],
];

for (const [what, fields, message] of refused) {
  test(`a bill is refused for ${what}, unsigned`, () => {
    const answer = download(day(), fields) as Message;
    assert.equal([answer["return_code"], answer["return_msg"], answer["sign"]], ["FAIL", message, undefined]);
  });
}

test("a day without trade says so with its number", () => {
  const answer = download(new Shop(), { bill_date: "20260101" }) as Message;
  assert.equal([answer["return_msg"], answer["error_code"]], ["No Bill Exist", "20002"]);
});

test("a line goes on to print the rate that its payment was charged at", () => {
  const shop = new Shop({}, { feeRate: 60 });
  shop.micropay("T1", shop.gateway.addPayer().showCode());
  shop.clock.advance(2 * DAY_MS);
  const before = download(shop);
  shop.merchant.feeRate = 200;
  assert.equal(download(shop), before);
  assert.match(before.toString(), "`0.60%");
});

test.run();
