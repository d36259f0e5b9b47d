import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";

export const PICTURES = join("docs", "page");

/** Pictures are compared by the lightness of squares of so many pixels, since letters differ between machines. */
const SQUARE_PX = 20;
/** A square is another one when its lightness, 0 to 255, differs by more. */
const LIGHTNESS_MAX = 40;
/** Of all squares so many may be others: another font changes a hundredth, another state a tenth of them. */
export const SHARE_MAX = 0.04;

/**
 * Takes a picture of what a visitor sees and compares it with the one kept under docs/page: as large, and light and dark
 * where that is. `npm run draw:page` keeps it anew.
 */
export async function picture(visitor: Page, name: string): Promise<void> {
  const path = join(PICTURES, `${name}.png`);
  const taken = await visitor.screenshot({ animations: "disabled" });
  if (process.env.PICTURES === "record") {
    writeFileSync(path, taken);
    return;
  }
  assert.ok(existsSync(path), `${path} is not there: npm run draw:page`);
  const share = await shareOfOthers(visitor, readFileSync(path), taken);
  assert.ok(share <= SHARE_MAX, `${path} shows something else (${Math.round(share * 100)} % of it): npm run draw:page, and look at it`);
}

/**
 * Stops the shop's time when something holds, at the same moment however fast this machine is.
 * @param condition an expression of `session`, asked each twenty milliseconds of the shop
 */
export async function stopWhen(visitor: Page, condition: string): Promise<void> {
  await visitor.evaluate(`(() => {
    const { stage } = tinytill;
    const { session } = stage;
    stage.paused.value = false;
    const looker = {
      nextMs: session.nowMs,
      look() {
        looker.nextMs = session.nowMs + 20;
        if (!(${condition})) return;
        looker.nextMs = undefined;
        stage.paused.value = true;
      },
    };
    session.onlookers.push(looker);
  })()`);
  await visitor.waitForFunction("tinytill.stage.paused.value", undefined, { timeout: 60_000 });
  await visitor.mouse.move(0, 0);
}

/** The share of squares in which two pictures differ, 0 to 1; 1 where they are not of one size. */
export async function shareOfOthers(visitor: Page, a: Buffer, b: Buffer): Promise<number> {
  const [one, other] = await Promise.all([lightness(visitor, a), lightness(visitor, b)]);
  if (one.size !== other.size) return 1;
  const others = one.squares.filter((square, at) => Math.abs(square - other.squares[at]!) > LIGHTNESS_MAX);
  return others.length / one.squares.length;
}

/** A browser knows how to read a PNG. */
function lightness(visitor: Page, png: Buffer): Promise<{ size: string; squares: number[] }> {
  return visitor.evaluate(`(async () => {
    const whole = await createImageBitmap(await (await fetch("data:image/png;base64,${png.toString("base64")}")).blob());
    const { width, height } = whole;
    const canvas = new OffscreenCanvas(Math.round(width / ${SQUARE_PX}), Math.round(height / ${SQUARE_PX}));
    const context = canvas.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(whole, 0, 0, canvas.width, canvas.height);
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    const squares = Array.from({ length: data.length / 4 }, (_, at) => (data[at * 4] + data[at * 4 + 1] + data[at * 4 + 2]) / 3);
    return { size: width + " x " + height, squares };
  })()`);
}
