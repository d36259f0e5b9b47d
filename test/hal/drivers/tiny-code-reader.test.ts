import { test } from "uvu";
import * as assert from "uvu/assert";
import { openTinyCodeReader } from "../../../hal/drivers/scanner/tiny-code-reader";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createTinyCodeReader } from "../../../sim/devices/tiny-code-reader";
import { createI2CBus } from "../../../sim/i2c-bus";
import { simulatedI2C } from "../../support/simulated-i2c";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const CODE = "134567890123456789";
const OTHER = "134567890123456780";

function setUp(enabled = true) {
  const clock = new VirtualClock();
  const bus = createI2CBus();
  const part = createTinyCodeReader({ bus, clock });
  const codes: string[] = [];
  const scanner = openTinyCodeReader(
    { open: simulatedI2C(bus), clock: virtualDeviceClock(clock) }, { onCode: (code) => codes.push(code) },
  );
  if (enabled) scanner.configure({ enabled: true });
  return { clock, bus, part, codes, scanner };
}

test("is dark and left alone until a code is wanted", () => {
  const { clock, part, bus, codes, scanner } = setUp(false);
  part.hold(CODE);
  const before = bus.transfers;
  clock.advance(10_000);
  assert.is(bus.transfers, before);
  assert.not(part.lampOn);
  scanner.configure({ enabled: true });
  assert.ok(part.lampOn);
  clock.advance(500);
  assert.equal(codes, [CODE]);
  scanner.configure({ enabled: false });
  assert.not(part.lampOn);
  assert.is(clock.nextMs(), undefined);
});

test("asks five times a second and no more", () => {
  const { clock, part } = setUp();
  clock.advance(10_050);
  assert.is(part.reads, 50);
});

test("reports a showing once, however long it is held, and the next one again", () => {
  const { clock, part, codes } = setUp();
  part.hold(CODE);
  clock.advance(9000);
  part.hold(OTHER);
  clock.advance(1000);
  part.hold(undefined);
  clock.advance(3000);
  part.hold(OTHER);
  clock.advance(1000);
  assert.equal(codes, [CODE, OTHER, OTHER]);
});

for (const [name, record] of Object.entries({
  "a length beyond the record": "\xff\x00abc",
  "a length of two bytes": "\x00\x01abc",
  "nothing but 0xFF": "\xff".repeat(256),
  "control bytes alone": "\x03\x00\x00\x01\x02",
  "an empty record": "\x00\x00",
})) {
  test(`drops ${name}, and reads on`, () => {
    const { clock, part, codes } = setUp();
    part.spoil(fromBytes(record));
    clock.advance(300);
    assert.equal(codes, []);
    part.hold(CODE);
    clock.advance(500);
    assert.equal(codes, [CODE]);
  });
}

test("keeps the longest content, 254 bytes", () => {
  const { clock, part, codes } = setUp();
  part.hold("a".repeat(254));
  clock.advance(500);
  assert.equal(codes.map((code) => code.length), [254]);
});

test("is silent without its part, rarely asks, and lights it up again when it is back", () => {
  const { clock, bus, part, codes, scanner } = setUp();
  clock.advance(1000);
  assert.is(scanner.health!(), "ready");
  part.plug(false);
  clock.advance(300);
  assert.is(scanner.health!(), "silent");
  const before = bus.transfers;
  clock.advance(20_000);
  assert.ok(bus.transfers - before <= 4);
  part.plug(true);
  part.hold(CODE);
  clock.advance(6000);
  assert.is(scanner.health!(), "ready");
  assert.equal(codes, [CODE]);
});

test("a stuck bus does not keep it from being opened, enabled and closed", () => {
  const clock = new VirtualClock();
  const bus = createI2CBus();
  bus.stuck = true;
  const scanner = openTinyCodeReader({ open: simulatedI2C(bus), clock: virtualDeviceClock(clock) }, { onCode() {} });
  scanner.configure({ enabled: true });
  clock.advance(20_000);
  assert.is(scanner.health!(), "silent");
  scanner.close();
  scanner.close();
  assert.is(clock.nextMs(), undefined);
  assert.throws(() => scanner.configure({ enabled: true }), (error: { kind: string }) => error.kind === "closed");
});

test.run();
