import { test } from "uvu";
import * as assert from "uvu/assert";
import { type Message, payment, read, Shop, signature, toXml } from "./client";

const CODE = "150000111122223333";

function askKey(shop: Shop, path = "/sandboxnew/pay/getsignkey", key = shop.merchant.apiKey): Message {
  const fields = { mch_id: shop.merchant.mchId, nonce_str: "n1" };
  return read(shop.send(path, toXml({ ...fields, sign: signature(fields, key) })));
}

function call(shop: Shop, path: string, fields: Message, key: string): Message {
  return read(shop.send(path, toXml(shop.request(fields, key))));
}

for (const path of ["/sandboxnew/pay/getsignkey", "/xdc/apiv2getsignkey/sign/getsignkey"]) {
  test(`the sandbox key is given at ${path} to whom has the true one, and stays`, () => {
    const shop = new Shop();
    const answer = askKey(shop, path);
    assert.equal([answer["return_code"], answer["sandbox_signkey"]!.length, answer["sign"]], ["SUCCESS", 32, undefined]);
    assert.is.not(answer["sandbox_signkey"], shop.merchant.apiKey);
    assert.is(askKey(shop)["sandbox_signkey"], answer["sandbox_signkey"]);
    assert.is(askKey(shop, path, "x".repeat(32))["return_code"], "FAIL");
  });
}

for (const prefix of ["/sandboxnew", "/xdc/apiv2sandbox"]) {
  test(`the acceptance cases play under ${prefix}, with the sandbox key alone and without a certificate`, () => {
    const shop = new Shop();
    const key = askKey(shop)["sandbox_signkey"]!;
    const sale = payment("T1", CODE, { total_fee: "1" });
    assert.is(call(shop, `${prefix}/pay/micropay`, sale, shop.merchant.apiKey)["return_code"], "FAIL");
    const paid = call(shop, `${prefix}/pay/micropay`, sale, key);
    assert.is(paid["result_code"], "SUCCESS");
    assert.is(signature(paid, key), paid["sign"]);
    const asked = { out_trade_no: "T1" };
    assert.is(call(shop, `${prefix}/pay/orderquery`, asked, key)["trade_state"], "SUCCESS");
    shop.clock.advance(15_000);
    assert.is(call(shop, `${prefix}/pay/reverse`, asked, key)["recall"], "N");
    assert.is(call(shop, `${prefix}/secapi/pay/reverse`, asked, key)["recall"], "N");
    assert.equal(shop.gateway.verify(), []);
  });
}

test("what happens in the sandbox is nothing to the merchant's own books and numbers", () => {
  const shop = new Shop();
  const key = askKey(shop)["sandbox_signkey"]!;
  call(shop, "/sandboxnew/pay/micropay", payment("T1", CODE, { total_fee: "1" }), key);
  assert.is(shop.query("T1")["err_code"], "ORDERNOTEXIST");
  assert.is(shop.gateway.merchantBalance(shop.merchant), 0);
  assert.is(shop.micropay("T1", shop.gateway.addPayer().showCode())["result_code"], "SUCCESS");
  assert.is(shop.gateway.merchantBalance(shop.merchant), 1_250);
});

test("what changes about a merchant holds in the sandbox too, but for what the sandbox has of its own", () => {
  const shop = new Shop();
  const key = askKey(shop)["sandbox_signkey"]!;
  shop.merchant.products = ["NATIVE"];
  const answer = call(shop, "/sandboxnew/pay/micropay", payment("T1", CODE, { total_fee: "1" }), key);
  assert.is(answer["err_code"], "NOAUTH");
});

test.run();
