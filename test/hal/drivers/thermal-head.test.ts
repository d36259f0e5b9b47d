import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { codeOf } from "../../../firmware/qr/code";
import { CSN_A2, HEAD_58 } from "../../../hal/drivers/printer/models";
import { openThermalHead } from "../../../hal/drivers/printer/thermal-head";
import type { PaperItem, PrinterFault } from "../../../hal/ports/printer";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import type { PaperRow } from "../../../sim/devices/esc-pos-paper";
import { createThermalHead, CSN_A2_HEAD, QR204 } from "../../../sim/devices/thermal-head";
import { createWire } from "../../../sim/wire";
import { decodeRows } from "../../support/decode-qr";
import { gbk } from "../../support/gbk";
import { simulatedSerial } from "../../support/simulated-serial";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

const HEADS = {
  QR204: { model: HEAD_58, make: QR204 },
  "CSN-A2": { model: CSN_A2, make: CSN_A2_HEAD },
  // The speed and the codes of today behind the smallest buffer there is.
  "QR204 with 256 bytes": { model: HEAD_58, make: { ...QR204, bufferBytes: 256 } },
};
const NUMBER = "T1000000120250101123456789";

function row(text: string, big = false): PaperItem {
  return { kind: "text", text: gbk(text), align: "left", big };
}

const LINES = Array.from({ length: 20 }, (_, index) => `${index}: ${"x".repeat(28)}`);
const RECEIPT: PaperItem[] = [
  row("小店", true), { kind: "rule" }, { kind: "pair", left: gbk("合计"), right: "12.50", big: false },
  ...LINES.map((line) => row(line)), { kind: "feed", rows: 1 }, { kind: "cut" },
];
const PAPER = ["小店  <big>", "-".repeat(32), `合计${" ".repeat(23)}12.50`, ...LINES, "", "", "", "", ""];

/** What each kind of status can tell. */
const FAULTS = { realTime: ["paperOut", "coverOpen", "hot"], sensor: ["paperOut", "hot"] } as const;

type Head = (typeof HEADS)[keyof typeof HEADS];

function setUp({ model, make }: Head) {
  const clock = new VirtualClock();
  const wire = createWire(clock, model.baud);
  const serial = simulatedSerial(clock, wire.terminal);
  const part = createThermalHead({ wire: wire.part, clock, make });
  const printer = openThermalHead({ open: serial.open, clock: virtualDeviceClock(clock), model });
  const outcomes: (PrinterFault | null)[] = [];
  const write = (document: PaperItem[]) => printer.write(document, (fault) => outcomes.push(fault));
  return { clock, wire, serial, part, printer, outcomes, write };
}

for (const [name, head] of Object.entries(HEADS)) {
  test(`${name}: a long receipt comes out whole, and never fills the head`, () => {
    const { clock, part, outcomes, write } = setUp(head);
    write(RECEIPT);
    clock.advance(30_000);
    assert.equal(outcomes, [null]);
    assert.equal(part.paper(), PAPER);
    assert.equal(part.complaints, []);
    assert.is(part.lost(), 0);
    assert.ok(part.fullest() < 256, `${part.fullest()} bytes in the head`);
    assert.is(clock.nextMs(), undefined);
  });

  test(`${name}: done means printed, not sent`, () => {
    const { clock, part, printer } = setUp(head);
    let rows = -1;
    printer.write(RECEIPT, () => { rows = part.rows().length; });
    clock.advance(30_000);
    assert.is(rows, PAPER.length);
  });

  test(`${name}: a document without items asks for the state and prints nothing`, () => {
    const { clock, serial, part, outcomes, write } = setUp(head);
    write([]);
    clock.advance(200);
    part.paperOut = true;
    write([]);
    clock.advance(200);
    assert.equal(outcomes, [null, "paperOut"]);
    assert.equal(serial.writes, [head.model.status.request, head.model.status.request]);
    assert.equal(part.paper(), []);
  });

  for (const fault of FAULTS[head.make.status]) {
    test(`${name}: says ${fault} before it prints, and sends nothing`, () => {
      const { clock, serial, part, outcomes, write } = setUp(head);
      part[fault] = true;
      write(RECEIPT);
      clock.advance(5000);
      assert.equal(outcomes, [fault]);
      assert.is(serial.writes.length, 1);
      part.recover();
      clock.advance(1000);
      assert.equal(part.paper(), [], "nothing comes by itself");
      write(RECEIPT);
      clock.advance(30_000);
      assert.equal(part.paper(), PAPER);
    });
  }

  for (const fault of FAULTS[head.make.status]) {
    test(`${name}: ${fault} anywhere in a slip is told, and the document comes out anew from its start`, () => {
      for (let endsMs = 50; endsMs < 12_000; endsMs += fault === "paperOut" ? 330 : 790) {
        const { clock, part, outcomes, write } = setUp(head);
        write(RECEIPT);
        clock.advance(endsMs);
        if (outcomes.length > 0) return assert.ok(endsMs > 2000);
        part[fault] = true;
        clock.advance(5000);
        assert.equal(outcomes, [fault], `after ${endsMs} ms`);
        part.recover();
        clock.advance(3000);
        assert.is(part.lost(), 0);
        part.tear();
        write(RECEIPT);
        clock.advance(30_000);
        assert.equal(outcomes, [fault, null]);
        assert.equal(part.paper(), PAPER);
        assert.equal(part.complaints, []);
      }
    });
  }

  test(`${name}: a head that loses its power is silent; back again it prints anew`, () => {
    const { clock, part, outcomes, write } = setUp(head);
    write(RECEIPT);
    clock.advance(700);
    part.silent = true;
    clock.advance(8000);
    assert.equal(outcomes, ["silent"]);
    part.silent = false;
    part.tear();
    write(RECEIPT);
    clock.advance(30_000);
    assert.equal(outcomes, ["silent", null]);
    assert.equal(part.paper().slice(-5), PAPER.slice(-5));
  });

  test(`${name}: a code on paper can be read`, () => {
    for (const text of [NUMBER, `weixin://wxpay/bizpayurl?pr=${"a".repeat(140)}`]) {
      const { clock, part, outcomes, write } = setUp(head);
      write([{ kind: "qr", text, draw: codeOf }, row("below")]);
      clock.advance(60_000);
      assert.equal(outcomes, [null]);
      assert.equal(part.complaints, []);
      assert.is(part.lost(), 0);
      const [code, below] = part.rows().filter((one) => one.text !== "");
      assert.is(code!.align, "center");
      if (head.model.makesCodes) assert.is(code!.text, `[QR M 6: ${text}]`);
      else assert.is(readPicture(code!), text);
      assert.is(below!.text, "below");
      assert.is(below!.align, "left");
    }
  });

  test(`${name}: prints any document as it is meant, in any order`, () => {
    const item: fc.Arbitrary<PaperItem> = fc.oneof(
      fc.record({
        kind: fc.constant("text" as const), text: fc.constantFrom("a", "0".repeat(50), gbk("收款元")), big: fc.boolean(),
        align: fc.constantFrom("left" as const, "center" as const, "right" as const),
      }),
      fc.record({ kind: fc.constant("feed" as const), rows: fc.integer({ min: 0, max: 9 }) }),
      fc.constant({ kind: "qr" as const, text: "abc", draw: codeOf }),
      fc.constant({ kind: "rule" as const }),
    );
    fc.assert(fc.property(fc.array(item, { minLength: 1, maxLength: 8 }), (document) => {
      const { clock, part, outcomes, write } = setUp(head);
      write(document);
      clock.advance(120_000);
      assert.equal(outcomes, [null]);
      assert.equal(part.complaints, []);
      assert.is(part.lost(), 0);
      const letters = part.rows().map((one) => one.text.replace(/\[.*/, "#")).join("");
      assert.is(letters, document.map(lettersOf).join(""));
    }), { numRuns: 40 });
  });
}

test("the event loop is never held up by more than a command, at 9600 baud", () => {
  const { clock, serial, write } = setUp(HEADS["CSN-A2"]);
  write([...RECEIPT, { kind: "qr", text: NUMBER, draw: codeOf }]);
  clock.advance(60_000);
  assert.ok(serial.writes.length > 50);
  assert.ok(Math.max(...serial.writes.map((bytes) => bytes.length)) <= 100);
});

test("sets the heat of a head that wants it, at each document", () => {
  const { clock, serial, write } = setUp(HEADS["CSN-A2"]);
  for (let count = 0; count < 2; count++) {
    write([row("a")]);
    clock.advance(3000);
  }
  const starts = serial.writes.filter((bytes) => bytes.startsWith("\x1b@"));
  assert.equal(starts, [CSN_A2, CSN_A2].map((model) => `\x1b@${model.setUp}`));
});

test("refuses a second document while one is under way, and takes one from onDone", () => {
  const { clock, part, printer, outcomes, write } = setUp(HEADS.QR204);
  printer.write([row("one")], (fault) => {
    outcomes.push(fault);
    write([row("three")]);
  });
  write([row("two")]);
  clock.advance(3000);
  assert.equal(outcomes, ["busy", null, null]);
  assert.equal(part.paper(), ["one", "three"]);
});

test("a wire that breaks in a document is silence, and one that takes none makes it throw", () => {
  const { clock, serial, outcomes, write } = setUp(HEADS.QR204);
  write(RECEIPT);
  clock.advance(300);
  serial.broken = true;
  clock.advance(5000);
  assert.equal(outcomes, ["silent"]);
  assert.throws(() => write(RECEIPT));
  serial.broken = false;
  clock.advance(5000);
  write(RECEIPT);
  clock.advance(30_000);
  assert.equal(outcomes, ["silent", null]);
});

test("takes noise and old answers for nothing", () => {
  const { clock, wire, part, outcomes, write } = setUp(HEADS.QR204);
  wire.part.write(Uint8Array.of(0x12, 0x72, 0x72));
  clock.advance(10);
  part.silent = true;
  write(RECEIPT);
  clock.advance(1000);
  wire.part.write(Uint8Array.of(0x11, 0x13, 0x00, 0xff, 0x80));
  clock.advance(1000);
  assert.equal(outcomes, []);
  clock.advance(1100);
  assert.equal(outcomes, ["silent"]);
});

test("asks again when a byte of an answer is lost", () => {
  const { clock, wire, part, outcomes, write } = setUp(HEADS.QR204);
  const hear = wire.terminal.onData!;
  let answers = 0;
  wire.terminal.onData = (bytes) => { if (++answers !== 2) hear(bytes); };
  write(RECEIPT);
  clock.advance(30_000);
  assert.equal(outcomes, [null]);
  assert.equal(part.paper(), PAPER);
});

test("a head that answers with half of what it should is silent", () => {
  const { clock, wire, outcomes, write } = setUp(HEADS.QR204);
  const hear = wire.terminal.onData!;
  wire.terminal.onData = (bytes) => hear(bytes.map((byte) => byte ^ 0x80));
  write(RECEIPT);
  clock.advance(10_000);
  assert.equal(outcomes, ["silent"]);
});

test("calls nothing after close, which may come twice", () => {
  const { clock, printer, outcomes, write } = setUp(HEADS.QR204);
  write(RECEIPT);
  clock.advance(300);
  write(RECEIPT);
  printer.close();
  printer.close();
  clock.advance(9000);
  assert.equal(outcomes, []);
  assert.throws(() => write(RECEIPT), (error: { kind: string }) => error.kind === "closed");
});

test("a head that is given all at once loses bytes: the twin is no paper without end", () => {
  const clock = new VirtualClock();
  const wire = createWire(clock, 9600);
  const part = createThermalHead({ wire: wire.part, clock, make: CSN_A2_HEAD });
  wire.terminal.write(fromBytes(Array.from({ length: 60 }, (_, index) => `${index}\n`.padStart(30, "x")).join("")));
  clock.advance(60_000);
  assert.ok(part.lost() > 100);
});

function lettersOf(item: PaperItem): string {
  if (item.kind === "rule") return "-".repeat(32);
  if (item.kind === "qr") return "#";
  return item.kind === "text" ? new TextDecoder("gbk").decode(fromBytes(item.text)) : "";
}

/** The text of the QR code in a picture, with a decoder that is none of ours. */
function readPicture(picture: PaperRow): string {
  const dots = picture.dots!;
  const size = dots.length;
  const module = [8, 4].find((one) => size % one === 0 && size / one % 4 === 1)!;
  const rows = dots.filter((_, y) => y % module === 0)
    .map((line) => [...line].filter((_, x) => x % module === 0).join("").slice(0, size / module));
  dots.forEach((line, y) => assert.is(line.slice(0, size), [...rows[Math.floor(y / module)]!].map((one) => one.repeat(module)).join("")));
  return decodeRows(rows);
}

test.run();
