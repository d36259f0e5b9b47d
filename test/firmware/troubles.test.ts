import { test } from "uvu";
import * as assert from "uvu/assert";
import { openWallClock } from "../../hal/drivers/clock/wall-clock";
import type { Network, NetworkState } from "../../hal/ports/network";
import { Shop } from "../support/shop";
import { virtualDeviceClock } from "../support/virtual-device-clock";

const SCANNER = "The scanner does not answer";
const KEYPAD = "The keypad does not answer";

test("names a part that does not answer, whatever is on the screen, until it is back", () => {
  const shop = new Shop();
  shop.clock.advance(1000);
  assert.not.match(shop.words(), SCANNER);
  shop.counter.silent.add("scanner");
  shop.clock.advance(6000);
  assert.match(shop.words(), SCANNER);
  shop.counter.silent.add("keypad");
  shop.keys(["5", "ok"]);
  shop.clock.advance(6000);
  assert.match(shop.words(), SCANNER);
  assert.match(shop.words(), KEYPAD);
  shop.counter.silent.clear();
  shop.clock.advance(6000);
  assert.not.match(shop.words(), "does not answer");
});

test("a sale goes on beside it: the money is not affected", () => {
  const shop = new Shop();
  shop.counter.silent.add("keypad");
  shop.clock.advance(6000);
  shop.sell(shop.payer());
  shop.clock.advance(2000);
  assert.match(shop.words(), "CHARGED");
  assert.match(shop.words(), KEYPAD);
});

const STATES: [NetworkState, string][] = [
  ["joining", "is being joined"], ["notFound", "is not heard"], ["refused", "does not take the password"],
  ["noAddress", "gives no address"], ["notSet", "No WiFi is set"],
];
for (const [state, words] of STATES) {
  test(`says at once that the network is ${state}, and that it is back`, () => {
    const shop = new Shop({ start: false });
    const network: { state: NetworkState; onChange: Network["onChange"] } = { state: "online", onChange: undefined };
    shop.powerOn({ network });
    shop.clock.advance(100);
    assert.not.match(shop.words(), "WiFi");
    network.state = state;
    network.onChange!();
    shop.clock.advance(100);
    assert.match(shop.words(), words);
    network.state = "online";
    network.onChange!();
    shop.clock.advance(100);
    assert.not.match(shop.words(), "WiFi");
  });
}

test("the first receipt after the power came has the right time, also when the clock had lost it", () => {
  const shop = new Shop({ start: false });
  const network: { state: NetworkState; onChange: Network["onChange"] } = { state: "joining", onChange: undefined };
  const behind = 40 * 86_400_000;
  shop.powerOn({ network, clock: openWallClock(virtualDeviceClock(shop.clock, -behind)) });
  network.state = "online";
  network.onChange!();
  shop.clock.advance(2_000);
  shop.sell(shop.payer());
  shop.clock.advance(3_000);
  assert.match(shop.paperText(), "2026-01-05 10:00");
});

test("asks for the charger while the battery is low", () => {
  const shop = new Shop({ start: false });
  let low = false;
  shop.powerOn({ battery: { percent: () => 50, isLow: () => low } });
  shop.clock.advance(6_000);
  assert.not.match(shop.words(), "battery");
  low = true;
  shop.clock.advance(6_000);
  assert.match(shop.words(), "The battery is low");
});

test.run();
