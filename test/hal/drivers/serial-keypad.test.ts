import { test } from "uvu";
import * as assert from "uvu/assert";
import { ASCII_KEYPAD, type KeypadModel } from "../../../hal/drivers/keypad/models";
import { openSerialKeypad } from "../../../hal/drivers/keypad/serial-keypad";
import type { Key } from "../../../hal/ports/keypad";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createKeypad } from "../../../sim/devices/keypad";
import { createWire } from "../../../sim/wire";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

function setUp(model: KeypadModel = ASCII_KEYPAD) {
  const clock = new VirtualClock();
  const wire = createWire(clock, 9600);
  const serial = simulatedSerial(clock, wire.terminal);
  const part = createKeypad({ wire: wire.part, clock, model });
  const keys: Key[] = [];
  const keypad = openSerialKeypad(
    { open: serial.open, clock: virtualDeviceClock(clock), model },
    { onKey: (key) => keys.push(key) },
  );
  return { clock, wire, serial, part, keys, keypad };
}

const ASCII_BYTES = "0123456789.\r\x08\x7f\x1b*/";
const ASCII_KEYS = "0 1 2 3 4 5 6 7 8 9 . ok clear clear cancel reprint language".split(" ");

test("gives every key its meaning", () => {
  const { clock, wire, keys } = setUp(ASCII_KEYPAD);
  wire.part.write(fromBytes(ASCII_BYTES));
  clock.advance(100);
  assert.equal(keys, ASCII_KEYS);
});

test("tells an amount as it is typed, doubles included", () => {
  const { clock, part, keys } = setUp();
  for (const key of ["1", "0", "0", ".", "5", "0", "ok"] as const) {
    part.press(key);
    clock.advance(90);
  }
  assert.equal(keys, ["1", "0", "0", ".", "5", "0", "ok"]);
});

test("counts a held key once, however long it is held", () => {
  const { clock, part, keys } = setUp();
  part.hold("5", 3000, 79);
  clock.advance(4000);
  part.press("5");
  clock.advance(10);
  assert.equal(keys, ["5", "5"]);
});

test("counts the same key again behind another one, however fast", () => {
  const { clock, part, keys } = setUp();
  for (const key of ["1", "2", "1"] as const) part.press(key);
  clock.advance(100);
  assert.equal(keys, ["1", "2", "1"]);
});

test("ignores noise, and a held key stays held through it", () => {
  const { clock, part, keys } = setUp();
  part.press("7");
  part.noise(fromBytes("\x00\xff\n~"));
  part.press("7");
  clock.advance(100);
  assert.equal(keys, ["7"]);
});

test("says nothing after close, even when closed by the key itself, and close may come twice", () => {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const serial = simulatedSerial(clock, wire.terminal);
  const keys: Key[] = [];
  const keypad = openSerialKeypad(
    { open: serial.open, clock: virtualDeviceClock(clock), model: ASCII_KEYPAD },
    { onKey(key) { keys.push(key); keypad.close(); keypad.close(); } },
  );
  wire.part.write(fromBytes("12"));
  clock.advance(100);
  wire.part.write(fromBytes("3"));
  clock.advance(100);
  assert.equal(keys, ["1"]);
  assert.is(serial.baud, undefined);
});

test.run();
