import { test } from "uvu";
import * as assert from "uvu/assert";
import { openStation } from "../../../hal/drivers/network/station";
import type { WiFiOptions } from "../../../hal/ports/wifi";
import { VirtualClock } from "../../../sim/clock";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

/** When a radio is asked to join that fails at once each time, milliseconds. */
function attempts(chance: number, count: number): number[] {
  const clock = new VirtualClock(0);
  const asked: number[] = [];
  let told: WiFiOptions | undefined;
  openStation({
    clock: virtualDeviceClock(clock), chance: () => chance,
    open: (options) => {
      told = options;
      return {
        connect() {
          asked.push(clock.nowMs);
          clock.after(0, () => told!.onDisconnected("NO_AP_FOUND"));
        },
        disconnect() { throw new Error("an attempt that has ended is not broken off"); },
      };
    },
  }, { ssid: "shop", password: "" });
  clock.runUntil(() => asked.length === count);
  return asked;
}

test("waits are twice as long each time up to half a minute, and half of each is chance", () => {
  assert.equal(attempts(1, 9), [0, 1, 3, 7, 15, 31, 61, 91, 121].map((seconds) => seconds * 1000));
  assert.equal(attempts(0, 4), [0, 500, 1_500, 3_500]);
});

test("a loss is answered as the first failure after a success", () => {
  const clock = new VirtualClock(0);
  let told: WiFiOptions | undefined;
  let asked = 0;
  const states: string[] = [];
  const network = openStation({
    clock: virtualDeviceClock(clock), chance: () => 1,
    open: (options) => {
      told = options;
      return { connect() { asked++; }, disconnect() {} };
    },
  }, { ssid: "shop", password: "" });
  network.onChange = () => { states.push(network.state); };
  for (let round = 0; round < 3; round++) {
    told!.onConnected();
    told!.onDisconnected("BEACON_TIMEOUT");
    clock.advance(1_000);
  }
  assert.is(asked, 4);
  assert.equal(states, ["online", "joining", "online", "joining", "online", "joining"]);
});

test.run();
