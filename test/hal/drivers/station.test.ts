import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openStation } from "../../../hal/drivers/network/station";
import type { Network } from "../../../hal/ports/network";
import type { WiFi, WiFiOptions } from "../../../hal/ports/wifi";
import { VirtualClock } from "../../../sim/clock";
import { type AccessPoint, createAccessPoint } from "../../../sim/devices/access-point";
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

interface World {
  clock: VirtualClock;
  point: AccessPoint;
  network: Network;
  /** The radio has an address. */
  online(): boolean;
  /** The interpreter stands still for so long, as it does while it connects: then timers that are due come first. */
  standStill(ms: number): void;
}

/** A station on a radio that does what the interpreter's does (sim/espruino/wifi.ts), its events late where it stands still. */
function openWorld(): World {
  const clock = new VirtualClock(0);
  const point = createAccessPoint(clock, { ssid: "shop", password: "right" });
  let [stands, isOnline, isJoined, triesLeft] = [false, false, false, 0];
  const timers: (() => void)[] = [];
  const events: (() => void)[] = [];
  const soon = (run: () => void, late: (() => void)[]) => { if (stands) late.push(run); else run(); };
  const deviceClock = virtualDeviceClock(clock);
  const stops = new Map<number, () => void>();
  const open = (told: WiFiOptions): WiFi => {
    const lost = (reason: string): void => {
      isOnline = false;
      if (--triesLeft > 0) return attempt();
      isJoined = false;
      clock.after(0, () => soon(() => told.onDisconnected(reason), events));
    };
    const attempt = (): void => point.join("shop", "right", {
      onAssociated() {
        isJoined = true;
        soon(told.onAssociated, events);
      },
      onAddress() {
        isOnline = true;
        soon(told.onConnected, events);
      },
      onLost: lost,
    });
    const leave = (): void => {
      point.leave();
      if (isJoined) lost("ASSOC_LEAVE");
    };
    return {
      connect() {
        triesLeft = 3;
        if (isJoined) leave();
        else attempt();
      },
      disconnect() {
        triesLeft = 0;
        leave();
      },
    };
  };
  const network = openStation({
    open, chance: () => 0.5,
    clock: {
      now: deviceClock.now,
      start(delayMs, onFired) {
        let stopped = false;
        const id = deviceClock.start(delayMs, () => soon(() => { if (!stopped) onFired(); }, timers));
        stops.set(id, () => { stopped = true; });
        return id;
      },
      stop(id) {
        deviceClock.stop(id);
        stops.get(id)?.();
      },
    },
  }, { ssid: "shop", password: "right" });
  return {
    clock, point, network, online: () => isOnline,
    standStill(ms) {
      stands = true;
      clock.advance(ms);
      stands = false;
      for (const late of [timers, events]) while (late.length > 0) late.shift()!();
    },
  };
}

test("a limit that comes with the address, just before it is told, is not the end of it", () => {
  const { clock, point, network, online, standStill } = openWorld();
  point.addressMs = 39_000;
  clock.advance(1_000);
  standStill(60_000);
  assert.is(network.state, "noAddress");
  point.addressMs = 200;
  clock.advance(10_000);
  assert.is(network.state, "online");
  assert.ok(online());
});

test("a router that comes back without addresses is no way out", () => {
  const { clock, point, network, online } = openWorld();
  clock.advance(5_000);
  assert.is(network.state, "online");
  point.addressMs = undefined;
  point.drop();
  clock.advance(60_000);
  assert.not(online());
  assert.is(network.state, "noAddress");
});

test("whatever the router does, and however long the program stands still, the state is right in the end", () => {
  const waitMs = fc.constantFrom(0, 1, 300, 500, 2_700, 39_500, 39_700, 40_000, 40_300, 60_000);
  const step = fc.record({
    waitMs, stands: fc.boolean(), drops: fc.boolean(), inRange: fc.boolean(),
    password: fc.constantFrom("right", "right", "wrong"),
    addressMs: fc.constantFrom(200, 200, 39_700, 39_699, 39_400, 60_000, undefined),
  });
  fc.assert(fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
    const world = openWorld();
    const { clock, point, network } = world;
    for (const { waitMs: ms, stands, drops, ...router } of steps) {
      Object.assign(point, router);
      if (drops) point.drop();
      if (stands) world.standStill(ms);
      else clock.advance(ms);
      if (network.state === "online" && !stands) {
        // What the radio lost is not told before its tries are over: it is known then at the latest.
        clock.advance(15_000);
        assert.ok(network.state !== "online" || world.online());
      }
    }
    Object.assign(point, { inRange: true, password: "right", addressMs: 200 });
    clock.advance(90_000);
    assert.is(network.state, "online");
    assert.ok(world.online());
    Object.assign(point, { inRange: false });
    point.drop();
    clock.advance(60_000);
    assert.is(network.state, "notFound");
  }), { numRuns: 400 });
});

test.run();
