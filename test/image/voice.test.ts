import { test } from "uvu";
import * as assert from "uvu/assert";
import { boardFont } from "../../scripts/build/font";
import { buildImage } from "../../scripts/build/image";
import { twinOf } from "../../sim/boards/boards";
import { CLIP_WORDS } from "../../sim/devices/clip-words";
import type { Shop } from "../../sim/shop";
import { openShop, words } from "../support/image";

const font = boardFont(".", "gbk");

/** What came out of the module's loudspeaker, to its end. */
function heard(shop: Shop): string {
  return shop.board.voice!.heard.filter(({ endMs }) => endMs !== undefined).map(({ clip }) => CLIP_WORDS.get(clip)!).join(" ");
}

function sell(shop: Shop): void {
  shop.clock.advance(2_000);
  shop.press(["1", "2", ".", "5", "0", "ok"]);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(15_000);
}

for (const board of ["esp32s3", "linux"]) {
  const image = await buildImage({ board });
  const make = (await twinOf(board))(font);
  const open = (settings: Record<string, string>) => openShop({ board: make, image, settings });

  for (const [language, word, sentence] of [
    ["en", "CHARGED", "charged Hong Kong dollars twelve point five zero"], ["zh", "已收款", "已收款 十 二 点 五 港元"],
  ] as const) {
    test(`${board}: a sale is told aloud, ${sentence}, and nothing else sounds`, async () => {
      const shop = await open({ voice: "24", language });
      sell(shop);
      assert.match(words(shop), word);
      assert.is(shop.taken("HKD"), 1250);
      assert.is(heard(shop), sentence);
      assert.is(shop.board.voice!.volume, 24);
      assert.equal(shop.board.voice!.complaints, []);
      assert.is(shop.board.sounds(), shop.board.voice!.heard.length);
      assert.equal(shop.interpreter.uncaught, []);
      for (const net of Object.values(shop.board.interpreter.pins ?? {})) assert.not(net.shorted);
    });
  }

  test(`${board}: one whose module is unplugged rings as a terminal without one`, async () => {
    const shop = await open({ voice: "24" });
    shop.board.voice!.off = true;
    sell(shop);
    assert.match(words(shop), "CHARGED");
    assert.is(heard(shop), "");
    assert.is(shop.board.sounds(), 1);
    assert.equal(shop.interpreter.uncaught, []);
  });

  test(`${board}: a module that nobody chose says nothing`, async () => {
    const shop = await open({});
    sell(shop);
    assert.is(heard(shop), "");
    assert.is(shop.board.sounds(), 1);
  });
}

test.run();
