import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { codeOf } from "../../../firmware/qr/code";
import { openILI9341 } from "../../../hal/drivers/display/ili9341";
import { ILI9341_320 } from "../../../hal/drivers/display/models";
import { boardFont } from "../../../scripts/build/font";
import { VirtualClock } from "../../../sim/clock";
import { createILI9341 } from "../../../sim/devices/ili9341";
import { unshrinkText } from "../../../sim/espruino/heatshrink";
import { Net } from "../../../sim/pins";
import { runStandIn } from "../../sim/espruino/support";
import { decodePixels } from "../../support/decode-qr";
import { line } from "../../support/display-line";
import { gbk } from "../../support/gbk";
import { simulatedDigital } from "../../support/simulated-digital";
import { simulatedPixels } from "../../support/simulated-pixels";
import { simulatedSPI } from "../../support/simulated-spi";
import { virtualDeviceClock } from "../../support/virtual-device-clock";
import { bundleScript } from "../io/run-in-interpreter";

const font = boardFont(".", "gbk");

function makePanel() {
  const clock = new VirtualClock();
  const [select, command] = [new Net(), new Net()];
  const panel = createILI9341({ clock, select, command, font });
  return { clock, select, command, panel };
}

function setUp(waitMs = 500) {
  const { clock, select, command, panel } = makePanel();
  const display = openILI9341({
    spi: simulatedSPI({ parts: [panel] }, select).open, command: simulatedDigital(clock, [command]),
    clock: virtualDeviceClock(clock), pixels: simulatedPixels, font, unpack: unshrinkText,
    model: ILI9341_320,
  });
  clock.advance(waitMs);
  return { clock, panel, display };
}

test("says its size in cells", () => {
  const { display } = setUp();
  assert.is(display.columns, 40);
  assert.is(display.rows, 15);
});

test("is dark until its memory is drawn, then shows what was asked for meanwhile", () => {
  const { clock, panel, display } = setUp(0);
  display.show([line("ready")]);
  assert.ok(panel.pixels().data.every((light) => light === 0));
  clock.advance(500);
  assert.is(panel.text(), "ready");
  assert.equal(panel.complaints, []);
});

test("shows small and big, left and centred rows, English and Chinese", () => {
  const { panel, display } = setUp();
  display.show([
    line("Amount: HKD"), line("12.50", true, "center"), line(""), line("请出示付款码", false, "center"),
    line("已收款", true, "center"), line("ok, “done”"),
  ]);
  assert.is(panel.text(), [
    "Amount: HKD",
    " ".repeat(15) + "12.50",
    "",
    "",
    " ".repeat(14) + "请出示付款码",
    " ".repeat(14) + "已收款",
    "",
    "ok, “done”",
  ].join("\n"));
  assert.equal(panel.complaints, []);
});

test("draws only the rows that changed", () => {
  const { panel, display } = setUp();
  display.show([line("one"), line("two", true), line("three")]);
  const before = panel.drawings;
  display.show([line("one"), line("2", true), line("three")]);
  // A row is drawn in two halves.
  assert.is(panel.drawings - before, 2);
  display.show([line("one"), line("2", true), line("three")]);
  assert.is(panel.drawings - before, 2);
  assert.is(panel.text().replace(/ +/g, " "), "one\n2\n\nthree");
});

test("cuts what is too long at the edge, never through a character", () => {
  const { panel, display } = setUp();
  display.show([line("x".repeat(50)), line(`a${"已".repeat(30)}`), line(`b${"已".repeat(30)}`, true), line("end")]);
  assert.is(panel.text(), ["x".repeat(40), `a${"已".repeat(19)}`, `b${"已".repeat(9)}`, "", "end"].join("\n"));
});

test("a character that the font lacks is a frame", () => {
  const { panel, display } = setUp();
  display.show([line("a魑\x01b")]);
  assert.is(panel.text().replace(/ +/, "~"), "a~b");
  const { data, widthPx } = panel.pixels();
  assert.ok(data.subarray(10 * widthPx + 8, 10 * widthPx + 32).some((light) => light > 0));
});

const WORDS = "weixin://wxpay/bizpayurl?pr=aB3dE5gH9";

test("a code takes the rest of the panel, a camera reads it, and it leaves nothing behind", () => {
  const { panel, display } = setUp();
  const withCode = [line("HKD 12.50", false, "center"), { ...line(""), qr: codeOf(WORDS) }, line("never shown")];
  display.show(withCode);
  const { data, widthPx, heightPx } = panel.pixels();
  assert.is(decodePixels(data, widthPx, heightPx), WORDS);
  assert.is(panel.text().trim(), "HKD 12.50");
  const { drawings } = panel;
  display.show(withCode);
  assert.is(panel.drawings, drawings);
  display.show([line("b")]);
  assert.is(panel.text(), "b");
  assert.is(panel.pixels().data.subarray(16 * 320).findIndex((light) => light > 0), -1);
  assert.equal(panel.complaints, []);
});

for (const qr of [undefined, codeOf(WORDS)]) {
  test(`a panel that lost its power${qr ? " with a code on it" : ""} is as before within half a minute, and one that did not shows nothing of it`, () => {
    const { clock, panel, display } = setUp();
    display.show([line("HKD 12.50", true), line(""), { ...line("已收款", false, "center"), ...(qr && { qr }) }]);
    const before = Buffer.from(panel.pixels().data);
    const { changes } = panel;
    for (const end = clock.nowMs + 70_000; clock.nowMs < end && clock.step();) {
      assert.ok(Buffer.from(panel.pixels().data).equals(before));
    }
    assert.is(panel.changes, changes, "not even for a moment");
    assert.equal(panel.complaints, []);
    for (const moment of [0, 28_110, 28_200, 17_000]) {
      clock.advance(moment);
      panel.restart();
      clock.advance(10);
      assert.ok(panel.pixels().data.every((light) => light === 0));
      clock.advance(62_000);
      assert.ok(Buffer.from(panel.pixels().data).equals(before), `${moment}`);
    }
  });
}

test("what is shown while it is told everything anew is shown at once", () => {
  const { clock, panel, display } = setUp();
  display.show([line("one", true), line(""), line("three")]);
  clock.advance(29_000);
  for (let count = 0; count < 50; count++) {
    display.show([line(`${count}`, count % 2 === 0), line(""), line(`${count % 3}`)]);
    assert.is(panel.text().replace(/\s+/g, " "), `${count} ${count % 3}`);
    clock.advance(35);
  }
  assert.equal(panel.complaints, []);
});

test("throws after close, which may come twice, and draws no more", () => {
  const { clock, panel, display } = setUp(0);
  display.close();
  display.close();
  clock.advance(1_000);
  assert.is(panel.drawings, 0);
  assert.throws(() => display.show([]), (error: { kind: string }) => error.kind === "closed");
});

test("shows the last screen of any sequence exactly as a fresh panel shows it", () => {
  const text = fc.constantFrom("", "a", "HKD 1.00", "已收款", "请交付商品, ok");
  const screen = fc.array(fc.record({
    text: text.map(gbk), big: fc.boolean(), align: fc.constantFrom("left" as const, "center" as const),
  }), { maxLength: 6 });
  fc.assert(fc.property(fc.array(screen, { minLength: 1, maxLength: 3 }), (screens) => {
    const [used, fresh] = [setUp(), setUp()];
    for (const one of screens) used.display.show(one);
    fresh.display.show(screens.at(-1)!);
    assert.equal(used.panel.pixels().data, fresh.panel.pixels().data);
    assert.equal(used.panel.complaints, []);
  }), { numRuns: 10 });
});

test("in the stand-in: adapters, native pixels and all", async () => {
  const { clock, select, command, panel } = makePanel();
  const script = await bundleScript(`
    import { openClock } from "./clock";
    import { pins } from "./digital";
    import { openPixels } from "./pixels";
    import { spi } from "./spi";
    import { unpack } from "./unpack";
    import { openILI9341 } from "../../drivers/display/ili9341";
    import { ILI9341_320 } from "../../drivers/display/models";`, `
    var font = ${JSON.stringify(font)};
    var display = openILI9341({
      spi: spi(SPI1, { clock: D14, data: D13, select: D26 }), command: pins([D27]), clock: openClock(),
      pixels: openPixels(), font: font, unpack: unpack, model: ILI9341_320,
    });
    display.show([{ text: "ok", big: false, align: "left" }, { text: ${JSON.stringify(gbk("已收款"))}, big: true, align: "left" },
      { text: "", big: false, align: "left", qr: ${JSON.stringify(codeOf(WORDS))} }]);`);
  const { interpreter } = runStandIn(script, { clock, pins: { 26: select, 27: command }, spi: { SPI1: { parts: [panel] } } });
  assert.equal(interpreter.uncaught, []);
  const { data, widthPx, heightPx } = panel.pixels();
  assert.is(decodePixels(data, widthPx, heightPx), WORDS);
  assert.is(panel.text(), "ok\n已收款");
  assert.equal(panel.complaints, []);
});

test.run();
