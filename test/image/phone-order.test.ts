import { test } from "uvu";
import * as assert from "uvu/assert";
import type { Shop } from "../../sim/shop";
import { decodePixels } from "../support/decode-qr";
import { imagesOf, openShop, words } from "../support/image";

/** What a camera before the panel reads. */
function shownCode(shop: Shop): string {
  const { data, widthPx, heightPx } = shop.panel.pixels();
  return decodePixels(data, widthPx, heightPx);
}

/** The number in the code of the newest slip that has one. */
function slipCode(shop: Shop): string {
  return /\[QR M 6: (.*)\]/.exec(shop.printer.paper().join("\n"))![1]!;
}

function assertHealthy(shop: Shop): void {
  assert.equal(shop.interpreter.uncaught, []);
  assert.equal(shop.panel.complaints, []);
  assert.equal(shop.printer.complaints, []);
  assert.equal(shop.gateway.verify(), []);
}

/** Shows a code, lets a camera read it and a customer pay it, then refunds a part by the code of the slip. */
function payAndRefund(shop: Shop): void {
  shop.gateway.books.recharge(shop.merchant, 100_000);
  shop.press(["1", "2", ".", "5", "0", "ok", "1"]);
  shop.clock.advance(3_000);
  const payer = shop.payer();
  payer.scan(shownCode(shop));
  payer.typePassword();
  shop.clock.advance(8_000);
  assert.match(words(shop), "HKD 12.50 CHARGED");
  shop.press(["ok", "ok", "1"]);
  shop.scan(slipCode(shop));
  shop.clock.advance(2_000);
  assert.match(words(shop), "Paid: HKD 12.50");
  shop.press(["5", "ok"]);
  shop.clock.advance(3_000);
  assert.match(words(shop), "HKD 5.00 REFUND PENDING");
  shop.clock.advance(45 * 60_000);
  assert.match(words(shop), "HKD 5.00 REFUNDED");
  shop.press(["ok", "ok", "3", "ok"]);
  shop.clock.advance(2_000);
  assert.match(shop.printer.paper().join("\n"), "Refunds paid: 1");
}

test("the image shows a code that a camera reads, is paid, and refunds a part by the slip's code", async () => {
  const shop = await openShop();
  payAndRefund(shop);
  assertHealthy(shop);
});

test("no chain of calls is deeper than twenty, codes and refunds included", async () => {
  const shop = await openShop({ image: (await imagesOf()).counting });
  payAndRefund(shop);
  shop.press(["cancel", "1", "ok", "1"]);
  shop.clock.advance(2_000);
  shop.press(["cancel"]);
  shop.clock.advance(400_000);
  const depth = shop.interpreter.run("__deepest") as number;
  assert.ok(depth > 3 && depth <= 20, `${depth}`);
});

test.run();
