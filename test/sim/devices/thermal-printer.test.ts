import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createThermalPrinter } from "../../../sim/devices/thermal-printer";
import { readBars } from "../../../sim/phone/lens";
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

/** Paper with these dots on it, white around them. */
function read(dots: readonly string[]): string | undefined {
  const white = 40;
  const widthPx = dots[0]!.length + 2 * white;
  const data = new Uint8ClampedArray(widthPx * dots.length).fill(255);
  dots.forEach((row, y) => [...row].forEach((dot, x) => { if (dot === "1") data[y * widthPx + white + x] = 0; }));
  return readBars({ widthPx, heightPx: dots.length, data });
}

const BAR_CODES: Record<string, [bytes: string, reads: string]> = {
  "UPC-A": ["\x1dk\x0003600029145\x00", "036000291452"],
  "EAN13, its check digit sent": ["\x1dkC\x0d4006381333931", "4006381333931"],
  "EAN8": ["\x1dk\x039638507\x00", "96385074"],
  "CODE39 with its stars": ["\x1dw\x02\x1dk\x04*TILL-1*\x00", "TILL-1"],
  "ITF": ["\x1dkF\x0a0123456789", "0123456789"],
  "CODABAR": ["\x1dkG\x07A40156B", "A40156B"],
  "CODE93": ["\x1dkH\x05TILL7", "TILL7"],
  "CODE128 in sets B and C": ["\x1dkI\x0a{BNo.{C\x0c\x22\x38", "No.123456"],
  "CODE128 from set C to B": ["\x1dkI\x08{C\x2a\x07{Baz", "4207az"],
  "CODE128 with a shift": ["\x1dkI\x07{AX{SyZ", "XyZ"],
};

for (const [name, [bytes, reads]] of Object.entries(BAR_CODES)) {
  test(`draws ${name} so that another reader reads it`, () => {
    const { printer, send } = setUp();
    send(`\x1dw\x02\x1dh\x28${bytes}`);
    assert.equal(printer.complaints, []);
    const [row] = printer.rows();
    assert.is(row!.dots!.length, 40);
    assert.is(read(row!.dots!), reads);
  });
}

test("draws UPC-E, which the reader at hand does not read, as its standard has it", () => {
  const { printer, send } = setUp();
  send("\x1dw\x02\x1dkB\x0801234565");
  const digits = ["0110011", "0010011", "0111101", "0011101", "0111001", "0101111"].join("");
  assert.is(printer.rows()[0]!.dots![0], `101${digits}010101`.replace(/./g, "$&$&"));
});

test("draws the bar code that another encoder of the language asks for, its letters below it", () => {
  const encoder = new ReceiptPrinterEncoder({ language: "esc-pos", columns: 32 });
  const { printer, send } = setUp();
  send(encoder.initialize().align("center").barcode("4006381333931", "ean13", { height: 60, text: true }).encode() as Uint8Array);
  assert.equal(printer.complaints, []);
  const paper = printer.paper().filter((row) => row !== "");
  assert.equal(paper.map((row) => row.trim()), ["[EAN13 4006381333931]  <center>", "4006381333931  <center>"]);
});

test("prints no bar code that its kind cannot say or the paper is too narrow for", () => {
  const { printer, send } = setUp();
  send("\x1dkC\x0c40063813339X\x1dkI\x03abc\x1dk\x09");
  send(`\x1dw\x06\x1dkI\x22{B${"x".repeat(32)}ok\n`);
  assert.equal(printer.complaints, ["1d 6b 43", "1d 6b 49", "1d 6b 09", "1d 6b 49"]);
  assert.equal(printer.paper(), ["ok"]);
});

test("forgets the settings of codes when it is initialised", () => {
  const { printer, send } = setUp();
  send("\x1dh\x05\x1b@\x1dkC\x0c400638133393");
  assert.is(printer.rows()[0]!.dots!.length, 162);
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
