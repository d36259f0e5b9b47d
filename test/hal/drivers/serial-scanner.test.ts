import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { PLAIN_SCANNER } from "../../../hal/drivers/scanner/models";
import { openSerialScanner } from "../../../hal/drivers/scanner/serial-scanner";
import type { Scanner } from "../../../hal/ports/scanner";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createScanner } from "../../../sim/devices/scanner";
import { createWire } from "../../../sim/wire";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const CODE = "100000000000000001";
const OTHER = "100000000000000002";

function setUp(enabled = true, eventBytes = 32, onCode?: (scanner: Scanner) => void) {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const serial = simulatedSerial(clock, wire.terminal, eventBytes);
  const part = createScanner({ wire: wire.part, clock });
  const codes: string[] = [];
  const scanner = openSerialScanner(
    { open: serial.open, clock: virtualDeviceClock(clock), model: PLAIN_SCANNER },
    { onCode(code) { codes.push(code); onCode?.(scanner); } },
  );
  if (enabled) scanner.configure({ enabled: true });
  return { clock, wire, serial, part, codes, scanner };
}

for (const [name, options] of Object.entries({
  "a carriage return": {},
  "a line feed": { terminator: "\n" },
  "both": { terminator: "\r\n" },
  "silence": { terminator: "" },
  "bytes that come one by one": { split: 1 },
  "pieces and both ends": { split: 7, terminator: "\r\n" },
  "the symbology Code 128": { prefix: "]C0" },
  "the symbology QR and pieces": { prefix: "]Q1", split: 2 },
  "a code typed three times": { repeat: 3 },
  "a code typed three times in pieces": { repeat: 3, split: 5 },
})) {
  test(`reports one code: ${name}`, () => {
    const { clock, part, codes } = setUp();
    part.scan(CODE, options);
    clock.advance(1000);
    assert.equal(codes, [CODE]);
  });
}

test("reports a code with its terminator at once, without waiting for silence", () => {
  const { clock, part, codes } = setUp();
  part.scan(CODE);
  clock.advance(3);
  assert.equal(codes, [CODE]);
});

test("waits 50 ms of silence, and no more than 75, for a code without a terminator", () => {
  const { clock, part, codes } = setUp(true, 512);
  part.scan(CODE, { terminator: "", split: 9, gapMs: 40 });
  clock.advance(40 + 50);
  assert.equal(codes, []);
  clock.advance(28);
  assert.equal(codes, [CODE]);
});

test("drops control bytes and bytes beyond ASCII, and spaces around a code", () => {
  const { clock, part, codes } = setUp();
  part.noise(fromBytes(`\x00\x02 ${CODE.slice(0, 5)}\x7f\xff${CODE.slice(5)}\x03 \r`));
  clock.advance(100);
  assert.equal(codes, [CODE]);
});

test("reports other text than digits", () => {
  const { clock, part, codes } = setUp();
  part.scan("https://example.com/a?b=[c]&d=~");
  clock.advance(100);
  assert.equal(codes, ["https://example.com/a?b=[c]&d=~"]);
});

test("reports two codes that arrive together", () => {
  const { clock, part, codes } = setUp(true, 512);
  part.noise(fromBytes(`${CODE}\r${OTHER}\r`));
  clock.advance(100);
  assert.equal(codes, [CODE, OTHER]);
});

test("takes 512 bytes, drops 513 to their end, and reads the next code", () => {
  for (const eventBytes of [1, 32, 1024]) {
    const { clock, part, codes } = setUp(true, eventBytes);
    part.scan("a".repeat(512), { prefix: "]Q1" });
    part.scan("b".repeat(513));
    part.scan("c".repeat(5000));
    part.scan(CODE);
    clock.advance(3000);
    assert.equal(codes.map((code) => code.length), [512, 18]);
  }
});

test("holds no more of a line than a code may have, its noise included", () => {
  const { clock, part, codes } = setUp();
  part.noise(fromBytes(`${"\x00".repeat(600)}${CODE}\r`));
  clock.advance(500);
  assert.equal(codes, []);
});

test("may be closed by the code it reports, and leaves no timer", () => {
  const { clock, wire, codes } = setUp(true, 512, (scanner) => scanner.close());
  wire.part.write(fromBytes(`${CODE}\r${OTHER}\r12`));
  clock.advance(50);
  assert.equal(codes, [CODE]);
  assert.is(clock.nextMs(), undefined);
});

test("stops skipping a line without an end after a silence", () => {
  const { clock, part, codes } = setUp();
  part.scan("c".repeat(5000), { terminator: "" });
  clock.advance(1000);
  part.scan(CODE);
  clock.advance(100);
  assert.equal(codes, [CODE]);
});

test("does not report the same code again within 2 s of its last reading", () => {
  const { clock, part, codes } = setUp();
  for (const pauseMs of [1500, 1900, 1900]) {
    part.scan(CODE);
    clock.advance(pauseMs);
  }
  assert.equal(codes, [CODE]);
  clock.advance(200);
  part.scan(CODE);
  clock.advance(100);
  assert.equal(codes, [CODE, CODE]);
});

test("reports another code at once, and the first one again behind it", () => {
  const { clock, part, codes } = setUp();
  for (const code of [CODE, OTHER, CODE]) part.scan(code);
  clock.advance(100);
  assert.equal(codes, [CODE, OTHER, CODE]);
});

test("drops what arrives while disabled, and does not hold it against a later reading", () => {
  const { clock, part, codes, scanner } = setUp(false);
  part.scan(CODE);
  clock.advance(100);
  scanner.configure({ enabled: true });
  clock.advance(100);
  assert.equal(codes, []);
  part.scan(CODE);
  clock.advance(100);
  assert.equal(codes, [CODE]);
});

test("never reports half a code when it is switched in the middle of one", () => {
  for (const terminator of ["\r", ""]) {
    const on = setUp(false);
    on.part.scan(CODE, { split: 9, gapMs: 20, terminator });
    on.clock.advance(10);
    on.scanner.configure({ enabled: true });
    on.clock.advance(500);
    assert.equal(on.codes, []);

    const off = setUp();
    off.part.scan(CODE, { split: 6, gapMs: 20, terminator });
    off.clock.advance(10);
    off.scanner.configure({ enabled: false });
    off.scanner.configure({ enabled: true });
    off.clock.advance(500);
    assert.equal(off.codes, []);
    off.part.scan(OTHER);
    off.clock.advance(500);
    assert.equal(off.codes, [OTHER]);
  }
});

test("drops a second code of the same arrival when the first disables it", () => {
  const { clock, wire, codes } = setUp(true, 512, (scanner) => scanner.configure({ enabled: false }));
  wire.part.write(fromBytes(`${CODE}\r${OTHER}\r123`));
  clock.advance(500);
  assert.equal(codes, [CODE]);
});

test("reports nothing after close, which may come twice, and leaves no timer", () => {
  const { clock, part, codes, scanner, serial } = setUp();
  part.scan("123", { terminator: "" });
  clock.advance(10);
  part.scan(CODE);
  scanner.close();
  scanner.close();
  clock.advance(1000);
  assert.equal(codes, []);
  assert.is(serial.baud, undefined);
  assert.is(clock.nextMs(), undefined);
  const isClosed = (error: { kind: string }) => error.kind === "closed";
  assert.throws(() => scanner.configure({ enabled: true }), isClosed);
});

test("survives any bytes in any pieces: what it reports is what stands between the ends", () => {
  const byte = fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code));
  const piece = fc.oneof(
    fc.constantFrom("\r", "\n", "\r\n", "]C0", "\x00", "\xff", " ", "5", "7".repeat(300)),
    fc.string({ unit: byte, maxLength: 20 }),
  );
  const arrivals = fc.array(piece, { maxLength: 12 });
  fc.assert(fc.property(arrivals, fc.integer({ min: 1, max: 64 }), (pieces, eventBytes) => {
    const text = `${pieces.join("")}\r`;
    const { clock, part, codes } = setUp(true, eventBytes);
    part.noise(fromBytes(text));
    clock.advance(1000);
    assert.equal(codes, expectedCodes(text));
  }), { numRuns: 500 });
});

/** What a reader of the contract expects of bytes that arrive without a pause. */
function expectedCodes(text: string): string[] {
  const codes: string[] = [];
  for (const line of text.split(/[\r\n]/)) {
    let code = line.replace(/[^ -~]/g, "").trim();
    if (code.length > 3 && code.startsWith("]")) code = code.slice(3);
    // A line that is too long only with its noise may be dropped or not; the pieces decide.
    if (line.length > 515 || code.length > 512 || code === "") continue;
    if (codes.at(-1) !== code) codes.push(code);
  }
  return codes;
}

test.run();
