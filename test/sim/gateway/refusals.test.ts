import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Message, payment, read, Shop, signature, toXml } from "./client";

const PATH = "/pay/micropay";
const CODE = "150000111122223333";

function unsigned(answer: Message, code: string): void {
  assert.is(answer["return_code"], "FAIL");
  assert.match(answer["return_msg"]!, new RegExp(`^${code} `));
  assert.is(answer["sign"], undefined);
  assert.is(answer["result_code"], undefined);
}

test("what is no message is refused on the communication level", () => {
  const shop = new Shop();
  const good = toXml(shop.request(payment("T1", CODE)));
  const latin = new TextEncoder().encode(good).map((byte) => (byte === 0x48 ? 0xe9 : byte));
  unsigned(read(shop.send(PATH, good, { method: "GET" })), "REQUIRE_POST_METHOD");
  unsigned(read(shop.send(PATH, "")), "POST_DATA_EMPTY");
  unsigned(read(shop.send(PATH, latin)), "NOT_UTF8");
  unsigned(read(shop.send(PATH, good.replace("</xml>", ""))), "XML_FORMAT_ERROR");
  unsigned(read(shop.send(PATH, "<!DOCTYPE xml>" + good)), "XML_FORMAT_ERROR");
  unsigned(read(shop.send(PATH, good.replace("</xml>", "<body>x</body></xml>"))), "XML_FORMAT_ERROR");
});

test("who is not the merchant is refused on the communication level", () => {
  const shop = new Shop();
  const other = shop.gateway.addMerchant();
  const send = (fields: Message): Message => read(shop.send(PATH, toXml(fields)));
  const good = shop.request(payment("T1", CODE));
  unsigned(send({ ...good, mch_id: "1" }), "MCHID_NOT_EXIST");
  unsigned(send({ ...good, appid: "wx1" }), "APPID_NOT_EXIST");
  unsigned(send({ ...good, appid: other.appid }), "APPID_MCHID_NOT_MATCH");
  unsigned(send({ ...good, total_fee: "1" }), "SIGNERROR");
  unsigned(send({ ...good, sign: good["sign"]!.toLowerCase() }), "SIGNERROR");
  unsigned(send({ ...good, sign_type: "SHA1" }), "SIGNERROR");
  unsigned(send(shop.request(payment("T1", CODE), "another key")), "SIGNERROR");
  const { sign: _sign, ...without } = good;
  unsigned(send(without), "LACK_PARAMS");
});

const wrong: [string, Message, string, string][] = [
  ["no body", { body: "" }, "LACK_PARAMS", "body"],
  ["no amount", { total_fee: "" }, "LACK_PARAMS", "total_fee"],
  ["no number", { out_trade_no: "" }, "LACK_PARAMS", "out_trade_no"],
  ["no code", { auth_code: "" }, "LACK_PARAMS", "auth_code"],
  ["amount zero", { total_fee: "0" }, "PARAM_ERROR", "total_fee"],
  ["amount with decimals", { total_fee: "12.50" }, "PARAM_ERROR", "total_fee"],
  ["negative amount", { total_fee: "-1" }, "PARAM_ERROR", "total_fee"],
  ["amount in hexadecimal", { total_fee: "0x10" }, "PARAM_ERROR", "total_fee"],
  ["number too long", { out_trade_no: "1".repeat(33) }, "PARAM_ERROR", "out_trade_no"],
  ["number with a strange mark", { out_trade_no: "T/1" }, "PARAM_ERROR", "out_trade_no"],
  ["a body of 129 bytes in 43 characters", { body: "\u4ed8".repeat(43) }, "PARAM_ERROR", "body"],
  ["detail that is not JSON", { detail: "{" }, "PARAM_ERROR", "detail"],
  ["another version", { version: "2.0" }, "PARAM_ERROR", "version"],
  ["a currency the merchant has not", { fee_type: "USD" }, "PARAM_ERROR", "fee_type"],
  ["a nonce with marks", { nonce_str: "a-b" }, "PARAM_ERROR", "nonce_str"],
];

for (const [what, fields, code, field] of wrong) {
  test(`${what}: ${code} with the field named, signed`, () => {
    const shop = new Shop();
    const answer = shop.micropay("T1", CODE, fields);
    assert.is(answer["err_code"], code);
    assert.ok(answer["err_code_des"]!.endsWith(field));
    assert.is(answer["sign"], signature(answer, shop.merchant.apiKey));
  });
}

test("the English manual wants version and detail", () => {
  const shop = new Shop({ manual: "english" });
  const code = shop.gateway.addPayer().showCode();
  assert.is(shop.micropay("T1", code)["err_code"], "LACK_PARAMS");
  const whole = { version: "1.0", detail: "{\"goods_detail\":[]}" };
  assert.is(shop.micropay("T1", code, whole)["result_code"], "SUCCESS");
});

test("a mainland gateway takes CNY without a word and nothing else", () => {
  const shop = new Shop({ region: "mainland" });
  const payer = shop.gateway.addPayer({ wallet: "mainland" });
  assert.is(shop.micropay("T1", payer.showCode())["err_code"], "PARAM_ERROR");
  assert.is(shop.micropay("T1", payer.showCode(), { fee_type: "" })["fee_type"], "CNY");
});

test("a query or revoke without any number lacks one", () => {
  const shop = new Shop();
  assert.is(shop.call("/pay/orderquery", {})["err_code"], "LACK_PARAMS");
  assert.is(shop.call("/secapi/pay/reverse", {}, shop.fingerprint)["err_code"], "LACK_PARAMS");
});

test("an unknown path and a body too large are pages, not messages", () => {
  const shop = new Shop();
  const status = (path: string, body: string): number => {
    const outcome = shop.send(path, body);
    return outcome.kind === "answer" ? outcome.response.status : 0;
  };
  assert.is(status("/pay/nothing", "x"), 404);
  assert.is(status(PATH, `<xml><a>${"x".repeat(1_000_000)}</a></xml>`), 413);
});

test("the record for people holds no signature, code or payer", () => {
  const shop = new Shop();
  const code = shop.gateway.addPayer().showCode();
  let text = "";
  shop.gateway.onExchange = (record) => { text += JSON.stringify(record); };
  const answer = shop.micropay("T1", code);
  assert.ok(text.includes("T1"));
  const secrets = [code, answer["sign"]!, answer["openid"]!, shop.merchant.apiKey];
  for (const secret of secrets) assert.not.ok(text.includes(secret));
});

test.run();
