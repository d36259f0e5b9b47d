import * as fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { codeOf } from "../../../firmware/qr/code";
import { LCD12864_BLUE, LCD12864_GREEN } from "../../../hal/drivers/display/models";
import { openST7920 } from "../../../hal/drivers/display/st7920";
import type { DisplayLine } from "../../../hal/ports/display";
import { VirtualClock } from "../../../sim/clock";
import { createST7920, ST7920_HEIGHT_PX, ST7920_WIDTH_PX } from "../../../sim/devices/st7920";
import { decodePixels } from "../../support/decode-qr";
import { line } from "../../support/display-line";
import { gbk } from "../../support/gbk";
import { simulatedSPI } from "../../support/simulated-spi";
import { virtualDeviceClock } from "../../support/virtual-device-clock";

function setUp(model = LCD12864_GREEN) {
  const clock = new VirtualClock();
  const panel = createST7920({ clock });
  const spi = simulatedSPI({ parts: [panel] });
  const display = openST7920({ open: spi.open, clock: virtualDeviceClock(clock), model });
  clock.advance(100);
  return { clock, panel, spi, display };
}

/** What a camera sees: the panel with this much of its window around it, ten points to the pixel. */
function photograph(pixels: Uint8ClampedArray, lightsPixels: boolean): string {
  const [scale, frame] = [8, 6];
  const [width, height] = [(ST7920_WIDTH_PX + 2 * frame) * scale, (ST7920_HEIGHT_PX + 2 * frame) * scale];
  const picture = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [px, py] = [Math.floor(x / scale) - frame, Math.floor(y / scale) - frame];
      const inside = px >= 0 && py >= 0 && px < ST7920_WIDTH_PX && py < ST7920_HEIGHT_PX;
      const isOn = inside && pixels[py * ST7920_WIDTH_PX + px] === 255;
      picture[y * width + x] = isOn === lightsPixels ? 255 : 0;
    }
  }
  return decodePixels(picture, width, height);
}

test("shows nothing of what power-on left in it, then what was asked for while it started", () => {
  const clock = new VirtualClock();
  const panel = createST7920({ clock });
  const display = openST7920({
    open: simulatedSPI({ parts: [panel] }).open, clock: virtualDeviceClock(clock), model: LCD12864_GREEN,
  });
  display.show([line("ready")]);
  assert.is(panel.text(), "");
  clock.advance(100);
  assert.is(panel.text(), "ready");
  assert.ok(panel.pixels().every((pixel) => pixel === 0));
  assert.equal(panel.complaints, []);
});

test("shows English and Chinese, left and centred, each character on its cells", () => {
  const { panel, display } = setUp();
  display.show([line("Enter amount"), line("HKD 12.50", true, "center"), line("a请输入金额"), line("已收款", true, "center")]);
  assert.is(panel.text(), ["Enter amount", "  HKD 12.50", "a 请输入金额", "    已收款"].join("\n"));
  assert.equal(panel.complaints, []);
});

test("sends only the rows that changed", () => {
  const { panel, display } = setUp();
  display.show([line("one"), line("two")]);
  const before = panel.carriedOut;
  display.show([line("one"), line("2")]);
  assert.is(panel.carriedOut - before, 17);
  display.show([line("one"), line("2")]);
  assert.is(panel.carriedOut - before, 17);
  assert.is(panel.text(), "one\n2");
});

test("what has no place takes turns below the big rows, and begins anew with the next screen", () => {
  const { clock, panel, display } = setUp();
  const screen = ["1", "2", "3", "4", "5"].map((text) => line(text));
  display.show([line("HKD 5.00", true), line("CHARGED", true), ...screen]);
  const seen: string[] = [];
  for (let at = 0; at < 4; at++) {
    seen.push(panel.text().replaceAll("\n", " "));
    clock.advance(2_500);
  }
  assert.equal(seen, ["HKD 5.00 CHARGED 1 2", "HKD 5.00 CHARGED 3 4", "HKD 5.00 CHARGED 5", "HKD 5.00 CHARGED 1 2"]);
  display.show([line("a")]);
  clock.advance(20_000);
  assert.is(panel.text(), "a");
});

test("a long sentence loses no character", () => {
  const { panel, display } = setUp();
  display.show([line("a付款已被拒绝，请重新"), line("x".repeat(20))]);
  assert.is(panel.text(), "a 付款已被拒绝，\n请重新\nxxxxxxxxxxxxxxxx\nxxxx");
  display.show([line("金额为零 HKD 1000.00, please wait")]);
  assert.is(panel.text(), "金额为零 HKD\n1000.00, please\nwait");
  display.show([line("sixteen letters! and more")]);
  assert.is(panel.text(), "sixteen letters!\nand more");
});

const WORDS = "weixin://wxpay/bizpayurl?pr=aB3dE5gH9";

for (const [name, model] of Object.entries({ green: LCD12864_GREEN, blue: LCD12864_BLUE })) {
  test(`${name}: a camera reads the code on the right half, people the sum on the left`, () => {
    const { panel, display } = setUp(model);
    display.show([line("HKD 12.50", false, "center"), { ...line(""), qr: codeOf(WORDS) }]);
    assert.is(photograph(panel.pixels(), model.lightsPixels), WORDS);
    assert.is(panel.text(), "  HKD\n12.50");
    assert.equal(panel.complaints, []);
    const before = panel.carriedOut;
    display.show([line("HKD 12.50", false, "center"), { ...line(""), qr: codeOf(WORDS) }]);
    assert.is(panel.carriedOut, before);
    display.show([line("done")]);
    assert.ok(panel.pixels().every((pixel) => pixel === 0));
    assert.is(panel.text(), "done");
  });
}

test("a longer code is smaller, and one that has no room is left out", () => {
  const { panel, display } = setUp();
  const long = WORDS + "x".repeat(60);
  display.show([{ ...line(""), qr: codeOf(long) }]);
  assert.is(photograph(panel.pixels(), false), long);
  display.show([line("a"), { ...line(""), qr: Array<string>(77).fill("1".repeat(77)) }]);
  assert.ok(panel.pixels().every((pixel) => pixel === 0));
});

test("a panel that lost its power comes back within half a minute, code and all", () => {
  const { clock, panel, display } = setUp();
  display.show([line("pay"), { ...line(""), qr: codeOf(WORDS) }]);
  panel.restart();
  assert.is(panel.text(), "");
  clock.advance(31_000);
  assert.is(panel.text(), "pay");
  assert.is(photograph(panel.pixels(), false), WORDS);
});

test("throws after close, which may come twice, and leaves the panel alone", () => {
  const { clock, panel, display } = setUp();
  display.show(["1", "2", "3", "4", "5"].map((text) => line(text)));
  display.close();
  display.close();
  const before = panel.carriedOut;
  clock.advance(100_000);
  assert.is(panel.carriedOut, before);
  assert.throws(() => display.show([]), (error: { kind: string }) => error.kind === "closed");
});

test("shows the last screen of any sequence exactly as a fresh panel shows it", () => {
  const text = fc.oneof(fc.constantFrom("", "a", "已收款", "HKD 1.00 已收款 请交付商品"), fc.string({ maxLength: 30 }).map((any) => any.replace(/[^ -~]/g, "")));
  const qr = fc.constantFrom(undefined, undefined, codeOf("x"), codeOf(WORDS));
  const screen = fc.array(fc.record({ text: text.map(gbk), big: fc.boolean(), align: fc.constantFrom("left" as const, "center" as const) }), { maxLength: 7 });
  fc.assert(fc.property(fc.array(fc.tuple(screen, qr), { minLength: 1, maxLength: 5 }), (screens) => {
    const used = setUp();
    const lines = screens.map(([texts, code]): DisplayLine[] => (code ? [...texts, { text: "", big: false, align: "left", qr: code }] : texts));
    for (const one of lines) used.display.show(one);
    const fresh = setUp();
    fresh.display.show(lines.at(-1)!);
    for (let turns = 0; turns < 4; turns++) {
      assert.is(used.panel.text(), fresh.panel.text());
      assert.equal(used.panel.pixels(), fresh.panel.pixels());
      used.clock.advance(2_500);
      fresh.clock.advance(2_500);
    }
    assert.equal(used.panel.complaints, []);
  }), { numRuns: 60 });
});

test.run();
