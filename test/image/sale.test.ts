import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Key } from "../../hal/ports/keypad";
import type { FlashImage } from "../../sim/installing";
import { Shop } from "../../sim/shop";
import parts from "../../scripts/build/parts.json";
import { clientOf, cutPower, imagesOf, openShop, words } from "../support/image";
import { makeNodeRealm } from "../../sim/node/realm";

const AMOUNT: Key[] = ["1", "2", ".", "5", "0", "ok"];

/** Nothing in the image threw, no part was told what it does not understand, the books balance. */
function assertHealthy(shop: Shop): void {
  assert.equal(shop.interpreter.uncaught, []);
  assert.equal(shop.panel.complaints, []);
  assert.equal(shop.printer.complaints, []);
  assert.equal(shop.gateway.verify(), []);
}

test("the image sells: keys, code, CHARGED, beep, receipt, one charge", async () => {
  const shop = await openShop();
  assert.match(words(shop), "Enter the amount");
  shop.press(AMOUNT);
  assert.match(words(shop), "Scan the customer's payment code HKD 12.50");
  shop.scan(shop.payer().showCode());
  shop.clock.advance(3_000);
  assert.match(words(shop), "HKD 12.50 CHARGED");
  assert.match(shop.printer.paper().join("\n"), "CHARGED");
  assert.is(shop.board.sounds(), 1);
  assert.is(shop.taken("HKD"), 1250);
  assertHealthy(shop);
});

test("the image waits for the password", async () => {
  const shop = await openShop();
  const payer = shop.payer({ password: "always" });
  shop.press(AMOUNT);
  shop.scan(payer.showCode());
  shop.clock.advance(8_000);
  assert.match(words(shop), "The customer is asked for the password");
  payer.typePassword();
  shop.clock.advance(8_000);
  assert.match(words(shop), "CHARGED");
  assert.is(shop.taken("HKD"), 1250);
  assertHealthy(shop);
});

test("the image reverses over mutual TLS what stays unknown", async () => {
  const shop = await openShop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }, { call: "orderquery", kind: "errorCode", times: 20 }]);
  shop.press(AMOUNT);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(60_000);
  shop.gateway.planFaults([]);
  shop.clock.advance(60_000);
  assert.match(words(shop), "NOT CHARGED");
  assert.ok(shop.exchanges.some((one) => one.path === "/secapi/pay/reverse" && one.outcome === "answer"));
  assert.is(shop.taken("HKD"), 0);
  assertHealthy(shop);
});

test("a power cut at any moment of a sale ends with the verdict of the books", async () => {
  const options = { image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf() };
  for (let cutMs = 0; cutMs <= 600; cutMs += 6) {
    const shop = new Shop(options);
    shop.powerOn();
    shop.press(AMOUNT);
    shop.scan(shop.payer().showCode());
    shop.clock.advance(cutMs);
    const told = cutPower(shop);
    const taken = shop.taken("HKD");
    assert.ok(taken === 0 || taken === 1250);
    assert.is(told.replaceAll("NOT CHARGED", "").includes("CHARGED"), taken === 1250, `cut after ${cutMs} ms: ${told}`);
    assert.not.match(words(shop), "being checked");
    // The cut may end an instruction to the panel or a line to the printer half-way: that alone may be complained of.
    assert.ok(shop.panel.complaints.length <= 1 && shop.printer.complaints.length <= 1);
    assert.equal(shop.interpreter.uncaught, []);
    assert.equal(shop.gateway.verify(), []);
  }
});

test("the image speaks Chinese on screen and paper", async () => {
  const shop = await openShop({ settings: { language: "zh" } });
  assert.match(words(shop), "请输入金额");
  shop.press(AMOUNT);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(3_000);
  assert.match(words(shop), "已收款");
  assert.match(shop.printer.paper().join("\n"), "微信订单号");
  shop.press(["language"]);
  assert.match(words(shop), "CHARGED");
  assertHealthy(shop);
});

test("a terminal that is not set up, or has no journal, takes no money and says why", async () => {
  const shop = await openShop({ settings: { apiKey: "" } });
  assert.match(words(shop), "the setting \"apiKey\" is missing");
  shop.press(AMOUNT);
  assert.match(words(shop), "No sale can be made");
});

test("memory that ran out restarts the terminal into recovery", async () => {
  const shop = await openShop();
  shop.gateway.planFaults([{ call: "micropay", kind: "lostAnswer" }]);
  shop.press(AMOUNT);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(1_000);
  shop.interpreter.raiseErrorFlag("MEMORY");
  shop.clock.advance(5_000);
  assert.match(words(shop), "The earlier order of HKD 12.50 was CHARGED");
  assert.is(shop.taken("HKD"), 1250);
});

test("a scanner that splits a code, repeats it or adds noise makes one sale", async () => {
  for (const options of [{ split: 1 }, { split: 7 }, { repeat: 3 }]) {
    const shop = await openShop();
    shop.press(AMOUNT);
    shop.scan(shop.payer().showCode(), options as never);
    shop.clock.advance(3_000);
    assert.is(shop.taken("HKD"), 1250);
    assert.is(shop.exchanges.filter((one) => one.path === "/pay/micropay").length, 1);
    assertHealthy(shop);
  }
});

test("a plain sale loads what a sale needs, before the code comes, and nothing else", async () => {
  const shop = await openShop();
  const names = Object.keys(parts).filter((name) => name !== "");
  shop.interpreter.run("var loaded=[];(function(make){$$k=function(part,text){loaded.push(part);return make(part,text)}})($$k)");
  shop.press(AMOUNT);
  assert.ok((shop.interpreter.run("loaded.join()") as string).split(",").includes(String(names.indexOf("sale"))));
  shop.scan(shop.payer().showCode());
  shop.clock.advance(3_000);
  assert.match(words(shop), "CHARGED");
  const loaded = shop.interpreter.run("loaded.join()") as string;
  assert.equal([...new Set(loaded.split(",").map((index) => names[Number(index)]))], ["keys", "screen", "sale", "answer", "paper", "date"]);
});

test("no chain of calls is deeper than twenty", async () => {
  const depths: Record<string, number> = {};
  const record = (name: string, shop: Shop): void => { depths[name] = shop.interpreter.run("__deepest") as number; };
  const counting = { image: (await imagesOf()).counting };
  const sale = await openShop(counting);
  sale.press(AMOUNT);
  sale.scan(sale.payer().showCode());
  sale.clock.advance(3_000);
  sale.press(["reprint", "language"]);
  record("sale", sale);
  const reversed = await openShop(counting);
  reversed.press(AMOUNT);
  reversed.scan(reversed.payer({ password: "always" }).showCode());
  reversed.clock.advance(90_000);
  record("reversed", reversed);
  record("refused", await refused(counting));
  for (const [name, depth] of Object.entries(depths)) assert.ok(depth > 3 && depth <= 20, `${name}: ${depth}`);
});

async function refused(counting: { image: FlashImage }): Promise<Shop> {
  const shop = await openShop(counting);
  shop.press(AMOUNT);
  shop.scan(shop.payer({ balance: 1 }).showCode());
  shop.clock.advance(60_000);
  return shop;
}

test.run();
