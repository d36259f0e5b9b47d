import { test } from "uvu";
import * as assert from "uvu/assert";
import { openGM65 } from "../../../hal/drivers/scanner/gm65";
import { GM65 } from "../../../hal/drivers/scanner/models";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createGM65, type SimulatedGM65 } from "../../../sim/devices/gm65";
import { createWire } from "../../../sim/wire";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const CODE = "134567890123456789";
const OTHER = "134567890123456780";
const ANSWER = "\x02\x00\x00\x01\x00\x33\x31";
/** What the part needs to start and the driver to set it up. */
const SET_UP_MS = 4000;

function setUp(prepare?: (part: SimulatedGM65) => void) {
  const clock = new VirtualClock();
  const wire = createWire(clock, GM65.baud);
  const serial = simulatedSerial(clock, wire.terminal);
  const part = createGM65({ wire: wire.part, clock });
  prepare?.(part);
  const codes: string[] = [];
  const scanner = openGM65(
    { open: serial.open, clock: virtualDeviceClock(clock), model: GM65 }, { onCode: (code) => codes.push(code) },
  );
  return { clock, wire, serial, part, codes, scanner };
}

function ready(prepare?: (part: SimulatedGM65) => void) {
  const all = setUp(prepare);
  all.clock.advance(SET_UP_MS);
  return all;
}

test("sets a part up that comes as delivered, and saves once", () => {
  const { clock, part, serial, scanner } = setUp();
  assert.is(scanner.health!(), "starting");
  clock.advance(SET_UP_MS);
  assert.is(scanner.health!(), "ready");
  for (const { address, mask, wanted } of GM65.settings) {
    assert.is(part.zone(address.charCodeAt(1)) & mask, wanted, `zone ${address.charCodeAt(1).toString(16)}`);
  }
  assert.is(part.saves, 1);
  assert.is(serial.baud, 9600);
  assert.is(clock.nextMs(), undefined, "at rest nothing is sent");
});

test("never writes to a part that is right, start after start", () => {
  const { clock, part, wire } = ready();
  for (let start = 0; start < 5; start++) {
    part.powerOff();
    part.powerOn();
    const serial = simulatedSerial(clock, wire.terminal);
    const scanner = openGM65({ open: serial.open, clock: virtualDeviceClock(clock), model: GM65 }, { onCode() {} });
    clock.advance(SET_UP_MS);
    assert.is(scanner.health!(), "ready");
    assert.not(serial.writes.some((bytes) => bytes[2] === "\x08"));
    scanner.close();
  }
  assert.is(part.saves, 1);
});

test("keeps the bits of a setting that are not its own", () => {
  const { part } = ready((part) => part.setZone(0x0d, 0x0a | 1));
  assert.is(part.zone(0x0d), 0x08);
});

test("has light and aim on only while a code is wanted, and reads then", () => {
  const { clock, part, codes, scanner } = ready();
  part.hold(CODE);
  clock.advance(3000);
  assert.not(part.looking);
  assert.equal(codes, []);
  scanner.configure({ enabled: true });
  clock.advance(30);
  assert.ok(part.looking);
  clock.advance(200);
  assert.equal(codes, [CODE]);
  scanner.configure({ enabled: false });
  clock.advance(30);
  assert.not(part.looking);
  clock.advance(3000);
  assert.equal(codes, [CODE]);
});

test("looks again after a code that was not the wanted one, and reports one showing once", () => {
  const { clock, part, codes, scanner } = ready();
  scanner.configure({ enabled: true });
  part.hold(OTHER);
  clock.advance(10_000);
  assert.equal(codes, [OTHER]);
  part.hold(CODE, "code128");
  clock.advance(2000);
  assert.equal(codes, [OTHER, CODE]);
});

test("asked for a code while it is still set up, looks when that is done", () => {
  const { clock, part, codes, scanner } = setUp();
  scanner.configure({ enabled: true });
  part.hold(CODE);
  clock.advance(SET_UP_MS);
  assert.equal(codes, [CODE]);
});

test("a part that is unplugged is silent; back again it is set up and looks without being told", () => {
  const { clock, part, codes, scanner } = ready();
  scanner.configure({ enabled: true });
  clock.advance(1000);
  part.powerOff();
  clock.advance(4000);
  assert.is(scanner.health!(), "silent");
  part.powerOn();
  clock.advance(8000);
  assert.is(scanner.health!(), "ready");
  assert.ok(part.looking);
  part.hold(CODE);
  clock.advance(500);
  assert.equal(codes, [CODE]);
});

test("nothing at the end of the wire is silent, and is asked again for ever, a few bytes each time", () => {
  const { clock, wire, serial, scanner } = setUp();
  wire.plugged = false;
  clock.advance(60_000);
  assert.is(scanner.health!(), "silent");
  assert.ok(serial.writes.length < 40);
  wire.plugged = true;
  clock.advance(10_000);
  assert.is(scanner.health!(), "ready");
});

test("a part that keeps a setting to itself is unset, and reads all the same", () => {
  const { clock, part, codes, scanner } = ready((part) => {
    part.setZone(0x60, 0x60);
    part.fixed.add(0x60);
  });
  assert.is(scanner.health!(), "unset");
  scanner.configure({ enabled: true });
  part.hold(CODE);
  clock.advance(500);
  assert.equal(codes, [CODE], "the silence behind the code ends it");
});

test("takes codes of a part that does not understand its commands", () => {
  const { clock, wire, codes, scanner } = setUp((part) => part.powerOff());
  scanner.configure({ enabled: true });
  clock.advance(3000);
  wire.part.write(fromBytes(`${CODE}\r`));
  clock.advance(100);
  assert.equal(codes, [CODE]);
  assert.is(scanner.health!(), "silent");
});

for (const [name, bytes, read] of [
  ["an answer before a code", `${ANSWER}${CODE}\r`, [CODE]],
  ["an answer in the middle of a code", `${CODE.slice(0, 9)}${ANSWER}${CODE.slice(9)}\r`, [CODE]],
  ["answers around two codes in one burst", `${ANSWER}${CODE}\r${ANSWER}${OTHER}\r${ANSWER}`, [CODE, OTHER]],
  ["an answer that lost its end, and a whole code later", `${ANSWER.slice(0, 5)}\r${CODE}\r`, [CODE]],
  ["control bytes around a code", `\x02${CODE}\x03\r\n`, [CODE]],
  ["nothing of a code beyond 512 bytes", `${"7".repeat(513)}\r${CODE}\r`, [CODE]],
  ["an answer with a wrong checksum as noise", `${ANSWER.slice(0, 5)}\x00\x00\r${CODE}\r`, [CODE]],
] as const) {
  test(`reports ${name}, in pieces of any size`, () => {
    for (const pieceBytes of [1, 5, 32, 600]) {
      const { clock, wire, part, codes, scanner } = ready();
      scanner.configure({ enabled: true });
      clock.advance(100);
      part.powerOff();
      for (let at = 0; at < bytes.length; at += pieceBytes) wire.part.write(fromBytes(bytes.slice(at, at + pieceBytes)));
      clock.advance(900);
      assert.equal(codes, [...read], `pieces of ${pieceBytes}`);
    }
  });
}

test("a part at another speed, which answers in garbage, is silent and never set up", () => {
  const { clock, wire, serial, codes, scanner } = setUp();
  const hear = wire.terminal.onData!;
  wire.terminal.onData = (bytes) => hear(bytes.map((byte) => (byte * 37) | 0x80));
  scanner.configure({ enabled: true });
  clock.advance(30_000);
  assert.is(scanner.health!(), "silent");
  assert.equal(codes, []);
  assert.not(serial.writes.some((bytes) => bytes[2] !== "\x07"));
});

test("an answer that comes late is not taken for the next one", () => {
  const { clock, wire, part, serial, scanner } = setUp();
  part.powerOff();
  const late = (value: string) => wire.part.write(fromBytes(`\x02\x00\x00\x01${value}\x00\x00`));
  clock.advance(600);
  assert.is(serial.writes.length, 2, "asked twice");
  late("\xd5");
  late("\xd5");
  clock.advance(100);
  assert.is(serial.writes.length, 2);
  clock.advance(500);
  assert.is(serial.writes[2], "\x7e\x00\x07\x01\x00\x06\x01\xab\xcd");
  scanner.close();
});

test("lives on a wire that throws, and says silent", () => {
  const { clock, serial, scanner } = ready();
  serial.broken = true;
  scanner.configure({ enabled: true });
  clock.advance(5000);
  assert.is(scanner.health!(), "silent");
});

test("reports and sends nothing after close, which may come twice", () => {
  const { clock, wire, serial, codes, scanner } = ready();
  scanner.configure({ enabled: true });
  scanner.close();
  scanner.close();
  const sent = serial.writes.length;
  wire.part.write(fromBytes(`${CODE}\r`));
  clock.advance(10_000);
  assert.equal(codes, []);
  assert.is(serial.writes.length, sent);
  assert.throws(() => scanner.configure({ enabled: true }), (error: { kind: string }) => error.kind === "closed");
});

test.run();
