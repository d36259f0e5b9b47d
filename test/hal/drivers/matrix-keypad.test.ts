import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { openExpanderKeypad } from "../../../hal/drivers/keypad/expander-keypad";
import { openMatrixKeypad } from "../../../hal/drivers/keypad/matrix-keypad";
import { MATRIX_4X4 } from "../../../hal/drivers/keypad/models";
import type { Key } from "../../../hal/ports/keypad";
import { VirtualClock } from "../../../sim/clock";
import { createKeyMatrix } from "../../../sim/devices/key-matrix";
import { createPCF8574 } from "../../../sim/devices/pcf8574";
import { createI2CBus } from "../../../sim/i2c-bus";
import type { Net } from "../../../sim/pins";
import { runStandIn } from "../../sim/espruino/support";
import { simulatedDigital } from "../../support/simulated-digital";
import { simulatedI2C } from "../../support/simulated-i2c";
import { virtualDeviceClock } from "../../support/virtual-device-clock";
import { bundleScript, told } from "../io/run-in-interpreter";

const model = MATRIX_4X4;
const ADDRESS = 0x20;

function onPins() {
  const clock = new VirtualClock();
  const part = createKeyMatrix({ clock, model });
  const keys: Key[] = [];
  const keypad = openMatrixKeypad({
    rows: simulatedDigital(clock, part.rows), columns: simulatedDigital(clock, part.columns),
    clock: virtualDeviceClock(clock), model,
  }, { onKey: (key) => keys.push(key) });
  return { clock, part, keys, keypad };
}

function onExpander(withInterrupt: boolean) {
  const clock = new VirtualClock();
  const part = createKeyMatrix({ clock, model });
  const chip = createPCF8574();
  const bus = createI2CBus();
  bus.parts.set(ADDRESS, chip);
  part.rows.forEach((row, at) => row.join(chip.pins[7 - at]!));
  part.columns.forEach((column, at) => column.join(chip.pins[3 - at]!));
  const keys: Key[] = [];
  const keypad = openExpanderKeypad({
    bus: simulatedI2C(bus), address: ADDRESS, clock: virtualDeviceClock(clock), model,
    interrupt: withInterrupt ? simulatedDigital(clock, [chip.interrupt]) : undefined,
  }, { onKey: (key) => keys.push(key) });
  return { clock, part, keys, keypad, chip, bus };
}

const WIRINGS = {
  "on pins": onPins,
  "on an expander that is polled": () => onExpander(false),
  "on an expander with its interrupt": () => onExpander(true),
};

for (const [name, setUp] of Object.entries(WIRINGS)) {
  test(`${name}: every key has its meaning, once per press, bounces and all`, () => {
    const { clock, part, keys } = setUp();
    for (const key of model.keys) {
      part.press(key);
      clock.advance(150);
    }
    assert.equal(keys, model.keys);
  });

  test(`${name}: the same key twice, as quick as a hand is, and held for long`, () => {
    const { clock, part, keys } = setUp();
    for (const holdMs of [45, 45, 10_000]) {
      part.press("0", holdMs);
      clock.advance(holdMs + 45);
    }
    assert.equal(keys, ["0", "0", "0"]);
  });

  test(`${name}: a second key goes down before the first goes up`, () => {
    const { clock, part, keys } = setUp();
    for (const key of ["1", "2", "5", "ok"] as const) {
      part.press(key, 120);
      clock.advance(70);
    }
    clock.advance(200);
    assert.equal(keys, ["1", "2", "5", "ok"]);
  });

  test(`${name}: three corners of a rectangle give no fourth key, and lose none`, () => {
    const { clock, part, keys } = setUp();
    for (const key of ["1", "2"] as const) {
      part.push(key);
      clock.advance(60);
    }
    part.push("4");
    clock.advance(200);
    assert.equal(keys, ["1", "2"]);
    part.release("1");
    clock.advance(60);
    assert.equal(keys, ["1", "2", "4"]);
    for (const key of ["2", "4"] as const) part.release(key);
    clock.advance(100);
    part.press("5");
    clock.advance(200);
    assert.equal(keys, ["1", "2", "4", "5"]);
  });

  test(`${name}: a touch that is no press is none`, () => {
    const { clock, part, keys } = setUp();
    part.press("7", 3);
    clock.advance(200);
    assert.equal(keys, []);
  });

  test(`${name}: a key that is held while the terminal starts is one press`, () => {
    const { clock, part, keys } = setUp();
    part.press("3", 500);
    clock.advance(700);
    assert.equal(keys, ["3"]);
  });

  test(`${name}: says nothing after close, not even the keys of the same moment`, () => {
    const world = setUp();
    world.part.bounceMs = 0;
    world.keys.push = (key) => {
      world.keypad.close();
      return Array.prototype.push.call(world.keys, key);
    };
    for (const key of ["1", "5", "9"] as const) world.part.press(key);
    world.clock.advance(300);
    world.part.press("2");
    world.clock.advance(300);
    assert.equal(world.keys, ["1"]);
    assert.is(world.clock.nextMs(), undefined);
  });
}

test("on pins: nothing is done while no key is touched, and no two outputs ever fight", () => {
  const { clock, part } = onPins();
  assert.is(clock.nextMs(), undefined);
  for (const key of ["1", "4", "7", "0"] as const) part.press(key);
  clock.advance(500);
  assert.is(clock.nextMs(), undefined);
  assert.not([...part.rows, ...part.columns].some((net: Net) => net.shorted));
});

test("on an expander with its interrupt: the bus is quiet while no key is touched", () => {
  const { clock, part, bus } = onExpander(true);
  part.press("5");
  clock.advance(500);
  const { transfers } = bus;
  clock.advance(10_000);
  assert.is(bus.transfers, transfers);
});

test("on an expander: an unplugged one is asked once a second, and works when it comes back", () => {
  const { clock, part, keys, bus, chip, keypad } = onExpander(false);
  assert.is(keypad.health?.(), "ready");
  bus.parts.delete(ADDRESS);
  clock.advance(2_000);
  const { transfers } = bus;
  clock.advance(10_000);
  assert.ok(bus.transfers - transfers <= 11);
  assert.is(keypad.health?.(), "silent");
  chip.restart();
  bus.parts.set(ADDRESS, chip);
  clock.advance(1_000);
  part.press("8");
  clock.advance(200);
  assert.equal(keys, ["8"]);
  assert.is(keypad.health?.(), "ready");
});

test("any fingers: what is reported was pressed, and each lone press is reported", () => {
  const touch = fc.record({ key: fc.constantFrom(...model.keys), holdMs: fc.integer({ min: 40, max: 400 }), pauseMs: fc.integer({ min: 1, max: 300 }) });
  fc.assert(fc.property(fc.array(touch, { minLength: 1, maxLength: 12 }), (touches) => {
    const { clock, part, keys } = onPins();
    const pressed: Key[] = [];
    for (const { key, holdMs, pauseMs } of touches) {
      // A finger cannot push what another one holds.
      if (!pressed.includes(key)) part.press(key, holdMs);
      pressed.push(key);
      clock.advance(pauseMs);
    }
    clock.advance(1_000);
    for (const key of keys) assert.ok(pressed.includes(key));
    assert.equal(new Set(keys).size, keys.length);
    keys.length = 0;
    part.press("6");
    clock.advance(500);
    assert.equal(keys, ["6"]);
  }), { numRuns: 150 });
});

test("in the stand-in: the adapter's pins and watches carry a press", async () => {
  const clock = new VirtualClock();
  const part = createKeyMatrix({ clock, model });
  const [r, c] = [part.rows, part.columns];
  const script = await bundleScript(`
    import { openClock } from "./clock";
    import { pins } from "./digital";
    import { openMatrixKeypad } from "../../drivers/keypad/matrix-keypad";
    import { MATRIX_4X4 } from "../../drivers/keypad/models";`, `
    openMatrixKeypad({
      rows: pins([D13, D14, D16, D17]), columns: pins([D18, D19, D21, D22]), clock: openClock(), model: MATRIX_4X4,
    }, { onKey: function (key) { tell(key); } });`);
  clock.after(1_000, () => part.press("1"));
  clock.after(1_200, () => part.press("ok"));
  const pins = { 13: r[0]!, 14: r[1]!, 16: r[2]!, 17: r[3]!, 18: c[0]!, 19: c[1]!, 21: c[2]!, 22: c[3]! };
  const { lines, interpreter } = runStandIn(script, { clock, pins });
  assert.equal(told(lines.join("\n")), ["1", "ok"]);
  assert.equal(interpreter.uncaught, []);
});

test.run();
