import { test } from "uvu";
import * as assert from "uvu/assert";
import { rehearse } from "../../../firmware/runtime/rehearsal";
import { settingsOf } from "../../../firmware/runtime/settings";
import type { Device } from "../../../hal/device";
import { Shop } from "../../support/shop";

interface Rehearsal {
  shop: Shop;
  healthy: boolean | undefined;
}

function run(change: (device: Device) => Partial<Device> = () => ({}), waitMs = 30_000, settings: Record<string, string> = {}): Rehearsal {
  const shop = new Shop({ start: false });
  Object.assign(shop.settings, settings);
  shop.powerOn();
  shop.clock.advance(100);
  const device = shop.counter.device;
  const rehearsal: Rehearsal = { shop, healthy: undefined };
  const written = shop.storage.written;
  const screen = shop.screenText();
  try {
    rehearse({ ...device, ...change(device) }, settingsOf(device.setting), (healthy) => { rehearsal.healthy = healthy; });
  } catch {
    // The interpreter prints it and goes on with the timers.
  }
  shop.clock.advance(waitMs);
  assert.is(shop.storage.written, written, "nothing is journaled");
  assert.is(shop.exchanges.length, 0, "nothing is sent");
  assert.is(shop.counter.paper.length, 0, "nothing is printed");
  assert.is(shop.counter.sounds.length, 0, "nothing is played");
  assert.is(shop.screenText(), screen, "nothing is shown");
  return rehearsal;
}

test("a healthy image sells to nobody and says so within seconds, reaching nothing outside", () => {
  assert.is(run(undefined, 2000).healthy, true);
});

test("a shop that sells for very little rehearses as well", () => {
  assert.is(run(undefined, 2000, { amountMaxMinor: "50" }).healthy, true);
});

test("an image that cannot hash is not healthy", () => {
  const { healthy } = run((device) => ({ hash: { ...device.hash, sha256: (data) => device.hash.sha256(data + "!") } }));
  assert.is(healthy, false);
});

test("an image whose sale takes for ever is not healthy", () => {
  let calls = 0;
  const { healthy } = run((device) => ({
    clock: { ...device.clock, start: (delayMs, fired) => (delayMs === 100 && ++calls > 2 ? 0 : device.clock.start(delayMs, fired)) },
  }));
  assert.is(healthy, false);
});

test("an image that breaks at its start is not healthy", () => {
  const { healthy } = run((device) => ({ clock: { ...device.clock, now: () => { throw new Error("no clock"); } } }));
  assert.is(healthy, false);
});

test.run();
