import { test } from "uvu";
import * as assert from "uvu/assert";
import { cellsOf } from "../../../sim/devices/gbk";
import { drawShop, PICTURE_COLUMNS } from "../../../sim/node/draw";
import { makeNodeRealm } from "../../../sim/node/realm";
import { Session } from "../../../sim/session/session";
import { clientOf, imagesOf } from "../../support/image";

test("the picture of the shop fits a shell of 80 by 24, whatever happens", async () => {
  const session = new Session({
    image: (await imagesOf()).plain, realm: makeNodeRealm, client: await clientOf(), settings: { language: "zh" },
  });
  const { shop } = session;
  shop.powerOn();
  const payer = shop.payer({ name: "customer", password: "always" });
  const check = (code?: string): void => {
    const rows = drawShop(session, payer, code, 20).split("\n");
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
  assert.match(drawShop(session, payer, code), "paper");
  const room = drawShop(session, payer, code, 20);
  assert.match(room, "4200000000", "of a slip that does not fit what is written on it");
  assert.match(room, /micropay USERPAYING[^]*orderquery SUCCESS/, "what crossed the network");
  shop.network.plugged = false;
  assert.match(drawShop(session, payer, code), "unplugged");
});

test.run();
