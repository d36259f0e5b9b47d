import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { phoneScene, STRIP, WHOLE } from "../../../sim/camera/scene";
import { frameScene } from "../../../sim/session/before-lens";
import type { DatedDeed } from "../../../sim/session/deed";
import { toCode128 } from "../../../sim/wallet/symbols";
import { browsing } from "../../support/browser";
import { readByZXing } from "../../support/other-readers";

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

const page = browsing("the terminal's camera on the page", "esp32s3", [
  "--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream", `--use-file-for-fake-video-capture=${film()}`,
]);

const STUB = `(() => {
  const { stage } = tinytill;
  Object.defineProperty(stage.session.shop.board, "lens", { value: { scene: undefined, pose: {}, taken: 0, picture: undefined } });
  Object.defineProperty(stage.session.shop.board, "looking", { value: true, writable: true });
  stage.take(stage.session, stage.world);
})()`;

async function openLens(shop: Page): Promise<void> {
  await shop.evaluate(STUB);
  await shop.locator("nav.tabs button", { hasText: "Terminal's camera" }).locator("visible=true").click();
}

const deedsOf = (shop: Page) => shop.evaluate("tinytill.stage.session.deeds") as Promise<DatedDeed[]>;

page("the phone stands before the lens, and is held otherwise by keyboard", async ({ open }) => {
  const shop = await open();
  await openLens(shop);
  await shop.getByRole("switch", { name: "Phone of Mei before the lens" }).click();
  await shop.locator(".whole .grey[data-dots='160 x 120']").waitFor();
  await shop.getByRole("slider", { name: "Tilt" }).focus();
  await shop.keyboard.press("ArrowRight");
  await shop.locator(".hold output", { hasText: /^1°$/ }).waitFor();
  const [stood, held] = (await deedsOf(shop)).slice(-2);
  assert.equal([stood!.do, held!.do], ["stand", "pose"]);
  await shop.getByRole("switch", { name: "Phone of Mei before the lens" }).click();
  await shop.locator(".whole .grey[data-dots='4 x 3']").waitFor();
});

page("a webcam's frames stand before the lens, as deeds that hold what it saw", async ({ open }) => {
  const shop = await open();
  await openLens(shop);
  await shop.getByRole("switch", { name: "This computer's own camera" }).click();
  await shop.locator(".whole .grey[data-dots='160 x 120']").waitFor();
  await shop.getByRole("switch", { name: "This computer's own camera" }).click();
  const [frame] = (await deedsOf(shop)).filter((deed) => deed.do === "frame");
  const dots = frameScene(frame!.dots).look(STRIP, 320, 60);
  assert.equal(await readByZXing({ width: 320, height: 60, dots }, ["Code128"]), [CODE]);
  assert.ok(frame!.dots.length < 50_000);
});

page.run();
