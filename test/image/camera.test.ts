// The terminal whose scanner is a camera: a phone held before the lens, read by the firmware's own readers.
import { test } from "uvu";
import * as assert from "uvu/assert";
import { boardFont } from "../../scripts/build/font";
import { buildImage } from "../../scripts/build/image";
import type { Key } from "../../hal/ports/keypad";
import { twin } from "../../sim/boards/esp32s3cam";
import type { EspressifTerminal } from "../../sim/boards/espressif";
import type { Pose } from "../../sim/camera/pose";
import type { Shop } from "../../sim/shop";
import { openShop, words } from "../support/image";

const AMOUNT: Key[] = ["1", "2", ".", "5", "0", "ok"];

type CameraShop = Shop & { board: EspressifTerminal & Required<Pick<EspressifTerminal, "lens" | "camera" | "sensorBus">> };

const image = await buildImage({ board: "esp32s3cam" });
const make = twin(boardFont(".", "gbk"));

async function open(): Promise<CameraShop> {
  const shop = await openShop({ board: make, image });
  shop.clock.advance(2_000);
  return shop as CameraShop;
}

function assertHealthy(shop: CameraShop): void {
  assert.equal(shop.interpreter.uncaught, []);
  assert.equal(shop.panel.complaints, []);
  assert.equal(shop.printer.complaints, []);
  assert.equal(shop.board.camera.complaints, []);
  assert.not(shop.board.interpreter.spi!.SPI1!.shorted);
  assert.equal(shop.gateway.verify(), []);
}

/** Types an amount and holds a phone before the lens for two seconds. */
function sell(shop: CameraShop, pose: Partial<Pose> = {}): void {
  shop.press(AMOUNT);
  // The camera is set up with the first code that is wanted.
  shop.clock.advance(2_000);
  shop.board.lens.pose = pose;
  shop.scan(shop.payer().showCode());
  shop.clock.advance(15_000);
}

const POSES: [name: string, pose: Partial<Pose>][] = [
  ["held well", {}],
  ["with its QR code before the lens", { aim: 1 }],
  ["tilted and turned", { tilt: 10, swing: 6, turn: 8 }],
  ["with a lamp on its glass", { glare: 0.5, slope: 0.3, light: 0.2 }],
  ["upside down", { turn: 180 }],
];
for (const [name, pose] of POSES) {
  test(`a phone ${name} is read by the firmware itself: CHARGED`, async () => {
    const shop = await open();
    sell(shop, pose);
    assert.match(words(shop), "CHARGED");
    assert.match(shop.printer.paper().join("\n"), "CHARGED");
    assert.is(shop.taken("HKD"), 1250);
    assertHealthy(shop);
  });
}

test("a phone that cannot be read charges nobody; held better it is read, and CANCEL ends the wait", async () => {
  const shop = await open();
  sell(shop, { tilt: 70, blur: 4 });
  assert.match(words(shop), "Scan the customer's payment code");
  assert.is(shop.taken("HKD"), 0);
  assert.ok(shop.board.looking);
  shop.press(["cancel"]);
  const { taken } = shop.board.lens;
  shop.clock.advance(10_000);
  assert.match(words(shop), "Enter the amount");
  assert.not(shop.board.looking);
  assert.ok(shop.board.lens.taken - taken <= 1);
  sell(shop);
  assert.match(words(shop), "CHARGED");
  assert.is(shop.taken("HKD"), 1250);
  assertHealthy(shop);
});

test("without its camera the terminal starts, and reads again once it is plugged in", async () => {
  const shop = await open();
  shop.board.camera.plug(false);
  sell(shop);
  assert.is(shop.taken("HKD"), 0);
  assert.match(words(shop), "Scan the customer's payment code");
  shop.board.camera.plug(true);
  shop.clock.advance(7_000);
  shop.scan(shop.payer().showCode());
  shop.clock.advance(15_000);
  assert.match(words(shop), "CHARGED");
  assertHealthy(shop);
});

test("the display is drawn while a picture is read over the same wires", async () => {
  const shop = await open();
  shop.press(AMOUNT);
  while (shop.board.camera.reads < 5) shop.clock.step();
  shop.press(["cancel"]);
  shop.clock.advance(1_000);
  assert.match(words(shop), "Enter the amount");
  assertHealthy(shop);
});

test.run();
