import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { CUTTER_58 } from "../../../hal/drivers/printer/models";
import { openThermalPrinter } from "../../../hal/drivers/printer/thermal-printer";
import { openPrinterBuzzer } from "../../../hal/drivers/speaker/printer-buzzer";
import type { PaperItem, PrinterFault } from "../../../hal/ports/printer";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createThermalPrinter } from "../../../sim/devices/thermal-printer";
import { createWire } from "../../../sim/wire";
import { gbk } from "../../support/gbk";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const RECEIPT: PaperItem[] = [
  { kind: "text", text: gbk("小店 Shop"), align: "center", big: true },
  { kind: "rule" },
  { kind: "pair", left: gbk("合计 Total"), right: "HKD 12.50", big: false },
  { kind: "text", text: "thank you", align: "right", big: false },
  { kind: "feed", rows: 1 },
  { kind: "cut" },
];

const PAPER = [
  "       小店 Shop  <big center>",
  "-".repeat(32),
  `合计 Total${" ".repeat(13)}HKD 12.50`,
  `${" ".repeat(23)}thank you  <right>`,
  "",
  `= = = cut ${"= ".repeat(11)}`,
];

function setUp(model = CUTTER_58) {
  const clock = new VirtualClock();
  const wire = createWire(clock, model.baud);
  const serial = simulatedSerial(clock, wire.terminal);
  const part = createThermalPrinter({ wire: wire.part });
  const printer = openThermalPrinter({ open: serial.open, clock: virtualDeviceClock(clock), model });
  const speaker = openPrinterBuzzer({ serial: printer.serial });
  const outcomes: (PrinterFault | null)[] = [];
  const write = (document: PaperItem[]) => printer.write(document, (fault) => outcomes.push(fault));
  return { clock, wire, serial, part, printer, speaker, outcomes, write };
}

test("prints a document in one write and says so when the printer has it", () => {
  const { clock, serial, part, outcomes, write } = setUp();
  write(RECEIPT);
  assert.equal(outcomes, []);
  clock.advance(200);
  assert.equal(outcomes, [null]);
  assert.equal(part.paper(), PAPER);
  assert.equal(part.complaints, []);
  assert.is(serial.writes.length, 1);
  assert.is(clock.nextMs(), undefined);
});

for (const [fault, break_] of Object.entries({
  paperOut: { paperOut: true },
  coverOpen: { coverOpen: true, paperOut: true },
  hot: { hot: true },
  fault: { jammed: true },
})) {
  test(`says ${fault}, and what waits comes out when it is mended`, () => {
    const { clock, part, outcomes, write } = setUp();
    Object.assign(part, break_);
    write(RECEIPT);
    clock.advance(5000);
    assert.equal(outcomes, [fault]);
    assert.equal(part.paper(), []);
    part.recover();
    assert.equal(part.paper(), PAPER);
  });
}

test("says silent 3 s after the last byte, and works again when the printer is back", () => {
  const { clock, part, outcomes, write } = setUp();
  part.silent = true;
  write(RECEIPT);
  clock.advance(2999);
  assert.equal(outcomes, []);
  clock.advance(20);
  assert.equal(outcomes, ["silent"]);
  part.silent = false;
  write(RECEIPT);
  clock.advance(200);
  assert.equal(outcomes, ["silent", null]);
});

test("judges each document by its own answers", () => {
  const { clock, part, outcomes, write } = setUp();
  for (const coverOpen of [false, true, false]) {
    part.coverOpen = coverOpen;
    write([{ kind: "rule" }]);
    clock.advance(100);
  }
  assert.equal(outcomes, [null, "coverOpen", null]);
});

test("says silent when the wire is cut", () => {
  const { clock, wire, outcomes, write } = setUp();
  wire.plugged = false;
  write(RECEIPT);
  clock.advance(4000);
  assert.equal(outcomes, ["silent"]);
});

test("gives a slow wire the time its bytes take", () => {
  const { clock, outcomes, write } = setUp({ ...CUTTER_58, baud: 9600 });
  const long: PaperItem[] = Array.from({ length: 150 }, () => ({ kind: "rule" }));
  write(long);
  clock.advance(3100);
  assert.equal(outcomes, []);
  clock.advance(3000);
  assert.equal(outcomes, [null]);
});

test("refuses a second document while one is under way, and takes it afterwards", () => {
  const { clock, part, outcomes, write } = setUp();
  write([{ kind: "text", text: "one", align: "left", big: false }]);
  write([{ kind: "text", text: "two", align: "left", big: false }]);
  assert.equal(outcomes, []);
  clock.advance(100);
  assert.equal(outcomes, ["busy", null]);
  assert.equal(part.paper(), ["one"]);
  write([{ kind: "text", text: "three", align: "left", big: false }]);
  clock.advance(100);
  assert.equal(outcomes, ["busy", null, null]);
  assert.equal(part.paper(), ["one", "three"]);
});

test("takes noise, flow control and old answers for nothing", () => {
  const { clock, wire, part, outcomes, write } = setUp();
  wire.part.write(Uint8Array.of(0x12, 0x12, 0x12));
  clock.advance(10);
  part.silent = true;
  write(RECEIPT);
  clock.advance(1000);
  wire.part.write(Uint8Array.of(0x11, 0x13, 0x00, 0xff));
  clock.advance(1000);
  assert.equal(outcomes, []);
  wire.part.write(Uint8Array.of(0x12, 0x12, 0x13, 0x72));
  clock.advance(10);
  assert.equal(outcomes, ["paperOut"]);
});

test("throws when the wire does not take the document, and then reports nothing", () => {
  const { clock, serial, outcomes, write } = setUp();
  serial.broken = true;
  assert.throws(() => write(RECEIPT));
  clock.advance(5000);
  assert.equal(outcomes, []);
  serial.broken = false;
  write(RECEIPT);
  clock.advance(200);
  assert.equal(outcomes, [null]);
});

test("calls nothing after close, which may come twice", () => {
  const { clock, serial, printer, outcomes, write } = setUp();
  write(RECEIPT);
  write(RECEIPT);
  printer.close();
  printer.close();
  clock.advance(5000);
  assert.equal(outcomes, []);
  assert.is(serial.baud, undefined);
  assert.throws(() => write(RECEIPT), (error: { kind: string }) => error.kind === "closed");
});

test("lets a document start the next one from its onDone", () => {
  const { clock, part, printer } = setUp();
  const outcomes: (PrinterFault | null)[] = [];
  printer.write([{ kind: "rule" }], (first) => {
    outcomes.push(first);
    printer.write([{ kind: "rule" }], (second) => outcomes.push(second));
  });
  clock.advance(200);
  assert.equal(outcomes, [null, null]);
  assert.is(part.paper().length, 2);
});

test("plays three different sounds, also beside a document", () => {
  const { clock, part, speaker, outcomes, write } = setUp();
  speaker.play("charged");
  write(RECEIPT);
  speaker.play("notCharged");
  speaker.play("attention");
  clock.advance(200);
  assert.equal(part.sounds(), [{ times: 2, ms: 100 }, { times: 1, ms: 450 }, { times: 3, ms: 50 }]);
  assert.equal(outcomes, [null]);
  assert.equal(part.paper(), PAPER);
  assert.equal(part.complaints, []);
});

test("takes no sound for no error, and plays none after close, which may come twice", () => {
  const { clock, serial, part, printer, speaker } = setUp();
  serial.broken = true;
  speaker.play("charged");
  serial.broken = false;
  speaker.close();
  speaker.close();
  speaker.play("charged");
  const other = openPrinterBuzzer({ serial: printer.serial });
  printer.close();
  other.play("charged");
  clock.advance(100);
  assert.equal(part.sounds(), []);
});

test("prints any document as it is meant, without a complaint", () => {
  const letter = fc.constantFrom("a", "Z", "7", " ", "元", "\\", "\x1b", "\x10", "@");
  const words = fc.string({ unit: letter, maxLength: 16 }).map(gbk);
  const item: fc.Arbitrary<PaperItem> = fc.oneof(
    fc.record({
      kind: fc.constant("text" as const), text: words, big: fc.boolean(),
      align: fc.constantFrom("left" as const, "center" as const, "right" as const),
    }),
    fc.record({ kind: fc.constant("pair" as const), left: words, right: words, big: fc.boolean() }),
    fc.record({ kind: fc.constant("feed" as const), rows: fc.integer({ min: 1, max: 5 }) }),
    fc.constant({ kind: "rule" as const }),
    fc.constant({ kind: "cut" as const }),
  );
  fc.assert(fc.property(fc.array(item, { maxLength: 8 }), (document) => {
    const { clock, part, outcomes, write } = setUp();
    write(document);
    clock.advance(1000);
    assert.equal(outcomes, [null]);
    assert.equal(part.complaints, []);
    const printed = part.rows().map((row) => row.text.replace(/ /g, "")).join("");
    assert.is(printed, document.map(lettersOf).join(""));
    const cuts = document.filter((one) => one.kind === "cut");
    assert.is(part.rows().filter((row) => row.cut).length, cuts.length);
  }), { numRuns: 200 });
});

function lettersOf(item: PaperItem): string {
  if (item.kind === "rule") return "-".repeat(32);
  const bytes = item.kind === "text" ? item.text : item.kind === "pair" ? item.left + item.right : "";
  return new TextDecoder("gbk").decode(fromBytes(bytes)).replace(/[\x00-\x20]/g, "");
}

test.run();
