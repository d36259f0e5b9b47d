import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Key } from "../../hal/ports/keypad";
import type { Shop } from "../../sim/shop";
import { openShop, words } from "../support/image";

const AMOUNT: Key[] = ["1", "2", ".", "5", "0", "ok"];

/** The hands at the adapters of a Linux computer: pulls one, gives what plugs it in again. */
function unplug(shop: Shop, part: string): () => void {
  const { serial, files } = shop.board.interpreter;
  const path = `/dev/${part}`;
  const wire = serial[path]!;
  files!.delete(path);
  delete serial[path];
  shop.clock.advance(1_000);
  return () => {
    files!.set(path, new Uint8Array(0));
    serial[path] = wire;
    shop.clock.advance(1_000);
  };
}

function sell(shop: Shop): void {
  shop.press(AMOUNT);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(15_000);
}

test("a printer that is pulled costs the slip, not the sale; back again the slip comes", async () => {
  const shop = await openShop();
  const plug = unplug(shop, "printer");
  sell(shop);
  assert.match(words(shop), "CHARGED");
  assert.is(shop.taken("HKD"), 1250);
  assert.equal(shop.printer.paper(), []);
  plug();
  shop.press(["ok", "reprint"]);
  shop.clock.advance(10_000);
  assert.match(shop.printer.paper().join("\n"), "CHARGED");
  assert.equal(shop.interpreter.uncaught, []);
});

test("a display that is pulled shows the screen of now when it is back", async () => {
  const shop = await openShop();
  const plug = unplug(shop, "display");
  shop.press(["1", "2"]);
  shop.clock.advance(1_000);
  assert.not.match(words(shop), "12");
  plug();
  assert.match(words(shop), "12");
  shop.press([".", "5", "0", "ok"]);
  shop.clock.advance(1_000);
  assert.match(words(shop), "12.50");
  assert.equal(shop.panel.complaints, []);
});

test("keys and codes of parts that are pulled do nothing, and work when they are back", async () => {
  const shop = await openShop();
  const plugKeypad = unplug(shop, "keypad");
  shop.press(AMOUNT);
  assert.match(words(shop), "Enter the amount");
  plugKeypad();
  const plugScanner = unplug(shop, "scanner");
  shop.press(AMOUNT);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(5_000);
  assert.is(shop.taken("HKD"), 0);
  plugScanner();
  shop.scan(shop.payer().showCode());
  shop.clock.advance(15_000);
  assert.match(words(shop), "CHARGED");
  assert.is(shop.taken("HKD"), 1250);
});

test("a terminal that starts before its parts are plugged in sells once they are", async () => {
  const shop = await openShop();
  shop.powerOff();
  const plugs = ["printer", "display", "keypad", "scanner"].map((part) => unplug(shop, part));
  shop.powerOn();
  shop.clock.advance(5_000);
  for (const plug of plugs) plug();
  sell(shop);
  assert.match(words(shop), "CHARGED");
  assert.match(shop.printer.paper().join("\n"), "CHARGED");
  assert.equal(shop.interpreter.uncaught, []);
});

test.run();
