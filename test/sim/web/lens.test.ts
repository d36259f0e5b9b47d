import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { phoneScene, STRIP, WHOLE } from "../../../sim/camera/scene";
import { frameScene } from "../../../sim/session/before-lens";
import type { DatedDeed } from "../../../sim/session/deed";
import { toCode128 } from "../../../sim/wallet/symbols";
import { browsing, says } from "../../support/browser";
import { readByZXing } from "../../support/other-readers";
import { picture, stopWhen } from "../../support/picture";
import { violations } from "../../support/violations";

/** A code that no wallet gave out. */
const CODE = "134567890123456789";

/** What the browser takes for a webcam: a phone with that code, held well. */
function film(): string {
  const [width, height] = [640, 480];
  const light = phoneScene({ symbols: { bars: toCode128(CODE) } }).look(WHOLE, width, height);
  const frame = Buffer.concat([Buffer.from("FRAME\n"), Buffer.from(light), Buffer.alloc((width * height) / 2, 128)]);
  const path = join(mkdtempSync(join(tmpdir(), "tinytill-")), "phone.y4m");
  writeFileSync(path, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420\n`), frame, frame]));
  return path;
}

const page = browsing("the terminal's camera on the page", "esp32s3cam", [
  "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film()}`,
]);

async function show(shop: Page, panel: string): Promise<void> {
  await shop.locator("nav.tabs button", { hasText: panel }).locator("visible=true").click();
}

const deedsOf = (shop: Page) => shop.evaluate("tinytill.stage.session.deeds") as Promise<DatedDeed[]>;
const phoneOf = (shop: Page) => shop.getByRole("switch", { name: "Phone of Mei before the lens" });

page("the story of the camera: a lamp on the glass, then tilted away, then read", async ({ open }) => {
  const shop = await open();
  await show(shop, "Stories");
  await shop.locator("[data-story=camera] button").click();
  await shop.locator("select").first().selectOption("10");
  await stopWhen(shop, "session.shop.board.lens.scene !== undefined && session.shop.board.lens.taken > 15");
  await shop.locator(".lens", { hasText: /The firmware looks for a code: [1-9]/ }).waitFor();
  await stopWhen(shop, "session.player.caption.en.startsWith('Tilted away')");
  await shop.locator(".lens", { hasText: "The firmware has read the code" }).waitFor();
  await picture(shop, "camera");
  assert.equal(await violations(shop), []);
  await shop.locator(".story-bar").getByRole("button", { name: "Play" }).click();
  await shop.locator(".story-bar[data-state=ended]").waitFor({ timeout: 60_000 });
});

page("the phone stands before the lens of a small screen, and is held otherwise by keyboard", async ({ open }) => {
  const shop = await open({ widthPx: 390, heightPx: 844 });
  await show(shop, "Terminal's camera");
  await phoneOf(shop).click();
  await shop.locator(".whole .grey[data-dots='160 x 120']").waitFor();
  await shop.getByRole("slider", { name: "Tilt" }).focus();
  await shop.keyboard.press("ArrowRight");
  await shop.locator(".hold output", { hasText: /^1°$/ }).waitFor();
  const [stood, held] = (await deedsOf(shop)).slice(-2);
  assert.equal([stood!.do, held!.do], ["stand", "pose"]);
  assert.ok(await shop.evaluate("document.documentElement.scrollWidth") as number <= 390);
  await phoneOf(shop).click();
  await shop.locator(".whole .grey[data-dots='4 x 3']").waitFor();
});

page("the firmware reads what a webcam sees, and its frames are done again from the recording", async ({ open }) => {
  const shop = await open();
  await show(shop, "Terminal's camera");
  await says(shop, "Enter the amount");
  await shop.keyboard.type("12.50");
  await shop.locator('[data-key="ok"]').click();
  await says(shop, "Scan the customer's payment code");
  await shop.getByRole("switch", { name: "This computer's own camera" }).click();
  await says(shop, "The code was used before or is wrong");
  await shop.getByRole("switch", { name: "This computer's own camera" }).click();
  const [frame] = (await deedsOf(shop)).filter((deed) => deed.do === "frame");
  const dots = frameScene(frame!.dots).look(STRIP, 320, 60);
  assert.equal(await readByZXing({ width: 320, height: 60, dots }, ["Code128"]), [CODE]);
  assert.ok(frame!.dots.length < 50_000);
  await show(shop, "Recorder");
  const [download] = await Promise.all([shop.waitForEvent("download"), shop.locator(".export").click()]);
  await shop.locator("select").first().selectOption("1000");
  await shop.locator(".recorder input[type=file]").setInputFiles(await download.path());
  await shop.locator(".found[data-same=true]").waitFor({ timeout: 60_000 });
});

page.run();
