import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createThermalPrinter } from "../../../sim/devices/thermal-printer";
import { createWire } from "../../../sim/wire";
import { gbk } from "../../support/gbk";

function setUp() {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const printer = createThermalPrinter({ wire: wire.part });
  const answers: number[] = [];
  wire.terminal.onData = (bytes) => answers.push(...bytes);
  const send = (bytes: string | Uint8Array) => {
    wire.terminal.write(typeof bytes === "string" ? fromBytes(bytes) : bytes);
    clock.advance(1000);
  };
  return { printer, answers, send };
}

test("draws what another encoder of the language says", () => {
  const encoder = new ReceiptPrinterEncoder({ language: "esc-pos", columns: 32 });
  const bytes: Uint8Array = encoder
    .initialize()
    .size(2).line("HKD 12.50").size(1)
    .bold(true).line("Paid").bold(false)
    .line("a line that is longer than the paper is wide")
    .newline(2)
    .cut("full")
    .encode();
  const { printer, send } = setUp();
  send(bytes);
  assert.equal(printer.complaints, []);
  const paper = printer.paper().filter((row) => row !== "");
  assert.equal(paper, [
    "HKD 12.50  <big>", "Paid  <bold>", "a line that is longer than the", "paper is wide",
    `= = = cut ${"= ".repeat(11)}`,
  ]);
});

test("draws the QR code that another encoder of the language asks for", () => {
  const encoder = new ReceiptPrinterEncoder({ language: "esc-pos", columns: 32 });
  const { printer, send } = setUp();
  send(encoder.initialize().align("center").qrcode("weixin://x", { model: 2, size: 6, errorlevel: "m" }).encode() as Uint8Array);
  assert.equal(printer.complaints, []);
  assert.match(printer.paper().join("\n"), "[QR M 6: weixin://x]  <center>");
});

test("complains about a code of another kind, and waits for one that is cut", () => {
  const { printer, send } = setUp();
  send("\x1d(k\x03\x000Q0");
  assert.is(printer.complaints.length, 1);
  send("\x1d(k\x04\x001A2");
  send("\x00\x1d(k\x04\x001P0x\x1d(k\x03\x001Q0");
  assert.match(printer.paper().join("\n"), "[QR L 3: x]");
});

test("prints the same from one byte at a time as from one piece", () => {
  const bytes = `\x1b@\x1c&\x1ba\x01\x1d!\x11${gbk("收款")}\n\x1dVB\x00\x1bB\x02\x03end\n`;
  const whole = setUp();
  whole.send(bytes);
  const split = setUp();
  for (const byte of bytes) split.send(byte);
  assert.equal(split.printer.paper(), whole.printer.paper());
  assert.is(split.printer.paper()[0], `${" ".repeat(12)}收款  <big center>`);
  assert.equal(split.printer.sounds(), [{ times: 2, ms: 150 }]);
});

test("wraps at the edge without cutting a character in two", () => {
  const { printer, send } = setUp();
  send(`x${gbk("字".repeat(16))}\n`);
  assert.equal(printer.paper(), ["x" + "字".repeat(15), "字"]);
});

test("complains of what it does not know, and goes on", () => {
  const { printer, send } = setUp();
  send("\x1bQ\x07\x1d!\x77\x1bB\x0a\x01abc\x1ba\x01\n");
  assert.equal(printer.complaints, ["1b 51", "07", "1d 21 77", "1b 42 0a 01", "1b 61 01"]);
  assert.equal(printer.paper(), ["abc"]);
});

test("answers status requests in real time, also while the document waits", () => {
  const { printer, answers, send } = setUp();
  const ask = "\x10\x04\x01\x10\x04\x02\x10\x04\x03\x10\x04\x04";
  send(ask);
  assert.equal(answers.splice(0), [0x12, 0x12, 0x12, 0x12]);
  printer.paperOut = true;
  send(`abc\n${ask}`);
  assert.equal(answers.splice(0), [0x1a, 0x32, 0x12, 0x7e]);
  printer.coverOpen = true;
  printer.paperOut = false;
  send(ask);
  assert.equal(answers.splice(0), [0x1a, 0x16, 0x12, 0x12]);
  assert.equal(printer.paper(), []);
  printer.recover();
  assert.equal(printer.paper(), ["abc"]);
  assert.equal(printer.complaints, []);
});

test("takes and answers nothing while it is off", () => {
  const { printer, answers, send } = setUp();
  printer.silent = true;
  send("abc\n\x10\x04\x01");
  printer.silent = false;
  send("def\n");
  assert.equal([printer.paper(), answers], [["def"], []]);
});

test("gives a clean paper when it is torn off", () => {
  const { printer, send } = setUp();
  send("abc\n");
  printer.tear();
  send("def\n");
  assert.equal(printer.paper(), ["def"]);
});

test.run();
