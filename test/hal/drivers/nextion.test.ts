import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { NX3224 } from "../../../hal/drivers/display/models";
import { openNextion } from "../../../hal/drivers/display/nextion";
import { codeOf } from "../../../firmware/qr/code";
import { fromBytes } from "../../../sim/bytes";
import { VirtualClock } from "../../../sim/clock";
import { createNextionPanel } from "../../../sim/devices/nextion-panel";
import { createWire } from "../../../sim/wire";
import { decodePixels } from "../../support/decode-qr";
import { line } from "../../support/display-line";
import { gbk } from "../../support/gbk";
import { simulatedSerial } from "../../support/simulated-serial";

function setUp() {
  const clock = new VirtualClock();
  const wire = createWire(clock);
  const serial = simulatedSerial(clock, wire.terminal);
  const panel = createNextionPanel({ wire: wire.part });
  const display = openNextion({ open: serial.open, model: NX3224 });
  return { clock, wire, serial, panel, display };
}

test("says its size in cells", () => {
  const { display } = setUp();
  assert.is(display.columns, 40);
  assert.is(display.rows, 15);
});

test("shows small and big, left and centred rows, English and Chinese", () => {
  const { clock, panel, display } = setUp();
  display.show([
    line("Amount"), line("12.50", true, "center"), line(""), line("请出示付款码", false, "center"), line("ok"),
  ]);
  clock.advance(100);
  assert.is(panel.text(), [
    "Amount",
    " ".repeat(15) + "12.50",
    "",
    "",
    " ".repeat(14) + "请出示付款码",
    "ok",
  ].join("\n"));
  assert.equal(panel.drawn().map(({ font, x, y }) => [font, x, y]), [
    [0, 0, 0], [1, 120, 16], [0, 112, 64], [0, 0, 80],
  ]);
  assert.equal(panel.complaints, []);
});

const WORDS = "weixin://wxpay/bizpayurl?pr=aB3dE5gH9";

test("a code takes the rest of the panel, and a camera reads it", () => {
  const { clock, panel, display } = setUp();
  display.show([line("HKD 12.50", false, "center"), { ...line(""), qr: codeOf(WORDS) }, line("never shown")]);
  clock.advance(2_000);
  const { data, widthPx, heightPx } = panel.pixels();
  assert.is(decodePixels(data, widthPx, heightPx), WORDS);
  assert.is(panel.text().trim(), "HKD 12.50");
  // 37 modules with the quiet zone, 6 pixels each: more than the 200 that the gateway asks for.
  assert.is(data.filter((pixel) => pixel === 255).length > 111 * 111, true);
  assert.equal(panel.complaints, []);
});

test("a code that stays is not drawn again, one that goes leaves nothing behind", () => {
  const { clock, serial, panel, display } = setUp();
  const withCode = [line("a"), { ...line(""), qr: codeOf(WORDS) }];
  display.show(withCode);
  display.show(withCode);
  assert.is(serial.writes.length, 1);
  display.show([line("b")]);
  clock.advance(2_000);
  assert.is(panel.text(), "b");
  assert.ok(panel.pixels().data.every((pixel) => pixel === 0));
  display.show(withCode);
  display.show([line("a"), { ...line(""), qr: codeOf("x") }]);
  clock.advance(4_000);
  const { data, widthPx, heightPx } = panel.pixels();
  assert.is(decodePixels(data, widthPx, heightPx), "x");
});

test("a panel that restarts gets its code again", () => {
  const { clock, panel, display } = setUp();
  display.show([line("a"), { ...line(""), qr: codeOf(WORDS) }]);
  clock.advance(2_000);
  panel.restart();
  clock.advance(2_000);
  const { data, widthPx, heightPx } = panel.pixels();
  assert.is(decodePixels(data, widthPx, heightPx), WORDS);
});

test("sends the exact bytes of the instruction set", () => {
  const { serial, display } = setUp();
  display.show([line("a"), line("b", true, "center")]);
  assert.equal(serial.writes, [
    "bkcmd=2\xff\xff\xffcls 0\xff\xff\xff" +
    "xstr 0,0,320,16,0,65535,0,0,1,1,\"a\"\xff\xff\xff" +
    "xstr 0,16,320,32,1,65535,0,1,1,1,\"b\"\xff\xff\xff",
  ]);
});

test("sends only the rows that changed, in one write, and nothing when nothing changed", () => {
  const { clock, serial, panel, display } = setUp();
  display.show([line("one"), line("two"), line("three")]);
  serial.writes.length = 0;
  display.show([line("one"), line("2"), line("three")]);
  display.show([line("one"), line("2"), line("three")]);
  display.show([line("one"), line("2")]);
  assert.equal(serial.writes, [
    "xstr 0,16,320,16,0,65535,0,0,1,1,\"2\"\xff\xff\xff",
    "fill 0,32,320,16,0\xff\xff\xff",
  ]);
  clock.advance(100);
  assert.is(panel.text(), "one\n2");
});

test("shows quotes and backslashes as they are, and never lets a text end its instruction", () => {
  const { clock, panel, display } = setUp();
  display.show([
    line("say \"hi\" \\ \\r \\"), { text: "a\xff\xff\xffcls 0\xff\xff\xff", big: false, align: "left" },
  ]);
  clock.advance(100);
  assert.is(panel.text(), "say \"hi\" \\ \\r \\\na???cls 0???");
  assert.equal(panel.complaints, []);
});

test("cuts what is too long at the edge, never through a character", () => {
  const { clock, panel, display } = setUp();
  display.show([
    line("x".repeat(50)), line("a" + "字".repeat(30)), line("b" + "字".repeat(30), true), line("end"),
  ]);
  clock.advance(100);
  assert.equal(panel.drawn().map((drawn) => drawn.text), [
    "x".repeat(40), "a" + "字".repeat(19), "b" + "字".repeat(9), "end",
  ]);
  assert.equal(panel.complaints, []);
});

test("drops the rows that have no place", () => {
  const { clock, panel, display } = setUp();
  const rows = Array.from({ length: 14 }, (_, row) => line(`row ${row}`));
  display.show([...rows, line("big", true), line("more")]);
  clock.advance(200);
  assert.is(panel.text().split("\n").length, 14);
});

test("draws everything again when the panel restarts", () => {
  const { clock, panel, display } = setUp();
  display.show([line("one"), line("two", true)]);
  clock.advance(100);
  panel.restart();
  assert.is(panel.text(), "");
  clock.advance(100);
  assert.is(panel.text(), "one\ntwo");
});

test("draws everything again at either start-up message alone, in pieces and behind noise", () => {
  for (const message of ["\x00\x00\x00\xff\xff\xff", "\x88\xff\xff\xff", "\x1e\xe0\x88\xff\xff\xff"]) {
    const { clock, wire, serial, display } = setUp();
    display.show([line("one")]);
    const first = serial.writes.join("");
    for (const byte of fromBytes(message)) wire.part.write(Uint8Array.of(byte));
    clock.advance(100);
    assert.equal(serial.writes, [first, first]);
  }
});

test("does not answer a complaint at once, but sends everything with the next show", () => {
  const { clock, wire, serial, display } = setUp();
  display.show([line("one")]);
  wire.part.write(fromBytes("\x1a\xff\xff\xff\x00\xff\xff\xff"));
  clock.advance(100);
  assert.is(serial.writes.length, 1);
  display.show([line("one")]);
  assert.is(serial.writes.length, 2);
  assert.is(serial.writes[1], serial.writes[0]);
});

test("shows everything when the panel is plugged in late, or the wire was cut", () => {
  const { clock, wire, panel, display } = setUp();
  wire.plugged = false;
  display.show([line("one")]);
  clock.advance(100);
  assert.is(panel.text(), "");
  wire.plugged = true;
  panel.restart();
  clock.advance(100);
  assert.is(panel.text(), "one");
});

test("throws when the wire does not take the bytes, and sends everything the next time", () => {
  const { clock, serial, panel, display } = setUp();
  display.show([line("one"), line("two")]);
  serial.broken = true;
  assert.throws(() => display.show([line("1"), line("two")]));
  serial.broken = false;
  display.show([line("1"), line("two")]);
  clock.advance(100);
  assert.is(panel.text(), "1\ntwo");
  assert.ok(serial.writes[1]!.includes("cls"));
});

test("is silent after close, which may come twice", () => {
  const { clock, serial, panel, display } = setUp();
  display.show([line("one")]);
  clock.advance(100);
  display.close();
  display.close();
  panel.restart();
  clock.advance(100);
  assert.is(panel.text(), "");
  assert.is(serial.baud, undefined);
  assert.throws(() => display.show([]), (error: { kind: string }) => error.kind === "closed");
});

test("shows the last screen of any sequence exactly as a fresh panel shows it", () => {
  const text = fc.oneof(fc.constantFrom("", "a", "b", "已收款", "\"\\"), fc.string({ maxLength: 24 }));
  const screen = fc.array(
    fc.record({
      text: text.map(gbk), big: fc.boolean(), align: fc.constantFrom("left" as const, "center" as const),
    }),
    { maxLength: 12 },
  );
  fc.assert(fc.property(fc.array(screen, { minLength: 1, maxLength: 6 }), (screens) => {
    const used = setUp();
    for (const one of screens) used.display.show(one);
    used.clock.advance(2000);
    const fresh = setUp();
    fresh.display.show(screens.at(-1)!);
    fresh.clock.advance(2000);
    assert.equal(used.panel.drawn(), fresh.panel.drawn());
    assert.equal(used.panel.complaints, []);
  }), { numRuns: 200 });
});

test.run();
