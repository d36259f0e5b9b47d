import { test } from "uvu";
import * as assert from "uvu/assert";
import { cellsOf } from "../../../sim/devices/gbk";
import { drawShop, PICTURE_COLUMNS } from "../../../sim/node/draw";
import { openShop } from "../../support/image";

test("the picture of the shop fits a shell of 80 by 24, whatever happens", async () => {
  const shop = await openShop({ settings: { language: "zh" } });
  const payer = shop.payer({ name: "customer", password: "always" });
  const check = (code?: string): void => {
    const rows = drawShop(shop, payer, code, 20).split("\n");
    assert.ok(rows.length <= 20, `${rows.length} rows`);
    for (const row of rows) assert.ok(cellsOf(row) <= PICTURE_COLUMNS, row);
  };
  check();
  shop.press(["1", "2", "ok"]);
  const code = payer.showCode();
  shop.scan(code);
  shop.clock.advance(3_000);
  check(code);
  payer.typePassword();
  shop.clock.advance(6_000);
  check(code);
  assert.match(drawShop(shop, payer, code), "paper");
  shop.network.plugged = false;
  assert.match(drawShop(shop, payer, code), "unplugged");
});

test.run();
