import ReceiptPrinterEncoder from "@point-of-sale/receipt-printer-encoder";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createThermalHead, CSN_A2_HEAD, type HeadMake, QR204 } from "../../../sim/devices/thermal-head";
import { createWire } from "../../../sim/wire";

function setUp(make: HeadMake) {
  const clock = new VirtualClock();
  const wire = createWire(clock, 9600);
  const head = createThermalHead({ wire: wire.part, clock, make });
  const answers: number[] = [];
  wire.terminal.onData = (bytes) => answers.push(...bytes);
  const send = (bytes: string | Uint8Array, waitMs = 5000) => {
    wire.terminal.write(typeof bytes === "string" ? fromBytes(bytes) : bytes);
    clock.advance(waitMs);
  };
  return { clock, head, answers, send };
}

test("draws the picture that another encoder of the language sends", () => {
  const size = 16;
  const data = new Uint8ClampedArray(size * size * 4);
  const isBlack = (x: number, y: number) => x < y;
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) data.set(isBlack(x, y) ? [0, 0, 0, 255] : [255, 255, 255, 255], (y * size + x) * 4);
  }
  const encoder = new ReceiptPrinterEncoder({ language: "esc-pos", columns: 32, imageMode: "raster" });
  const picture = { data, width: size, height: size } as unknown as Parameters<ReceiptPrinterEncoder["image"]>[0];
  const { head, send } = setUp(CSN_A2_HEAD);
  send(encoder.initialize().align("center").image(picture, size, size, "threshold", 128).encode() as Uint8Array);
  assert.equal(head.complaints, []);
  const printed = head.rows().find((row) => row.dots !== undefined)!;
  assert.is(printed.align, "center");
  assert.equal(printed.dots, Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => (isBlack(x, y) ? "1" : "0")).join("")));
});

test("complains about what its make does not know", () => {
  const old = setUp(CSN_A2_HEAD);
  old.send("\x1d(k\x03\x001Q0");
  assert.ok(old.head.complaints.length > 0);
  const today = setUp(QR204);
  today.send("\x1b7\x0b\x78\x28");
  assert.is(today.head.complaints[0], "1b 37");
  for (const { head, send } of [old, today]) {
    head.complaints.length = 0;
    send("\x1dVB\x00\x1bB\x02\x02");
    assert.is(head.complaints[0], "1d 56");
    assert.equal(head.sounds(), []);
  }
});

test("takes the time for a row that heat and motor need", () => {
  const { clock, head, send } = setUp(CSN_A2_HEAD);
  send("\x1b7\x0b\x78\x28a\nb\nc\n", 0);
  // 32 rows of dots, each 1.5 ms of motor and four times 1.6 ms of heat.
  clock.advance(15 + 240);
  assert.is(head.rows().length, 1);
  clock.advance(20);
  assert.is(head.rows().length, 2);
});

test("answers ESC v when all before it is printed, and at once when it cannot print", () => {
  const { clock, head, answers, send } = setUp(CSN_A2_HEAD);
  send("a\nb\n\x1bv\x00", 200);
  assert.equal(answers, []);
  clock.advance(400);
  assert.equal(answers.splice(0), [0]);
  head.hot = true;
  send("c\n\x1bv\x00", 20);
  assert.equal(answers.splice(0), [0x40]);
  head.recover();
  clock.advance(500);
  assert.equal(head.paper(), ["a", "b", "c"]);
});

test("answers DLE EOT at once, and keeps what came before it", () => {
  const { clock, head, answers, send } = setUp(QR204);
  send("a\nb\nc\n\x10\x04\x03\x10\x04\x04", 30);
  assert.equal(answers, [0x12, 0x12]);
  assert.is(head.rows().length, 1);
  clock.advance(500);
  assert.equal(head.paper(), ["a", "b", "c"]);
  assert.equal(head.complaints, []);
});

test.run();
