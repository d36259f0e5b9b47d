import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { browsing, says, type VisitOptions } from "../../support/browser";
import { picture, PICTURES, SHARE_MAX, shareOfOthers, stopWhen } from "../../support/picture";

const page = browsing("pictures of the page", "esp32s3");

const SMALL: VisitOptions = { widthPx: 390, heightPx: 844, language: "zh-CN" };

/** The states that the documents show: how one gets there. */
const STATES: Record<string, { visit?: VisitOptions; play: (visitor: Page) => Promise<void> }> = {
  "charged": { play: sell },
  "charged-dark": { visit: { dark: true }, play: sell },
  "story": { play: cutPower },
  "wire": { play: lookAtWire },
  "phone-sized": { visit: SMALL, play: askForCode },
};

/** Pictures that another test takes: lens.test.ts. */
const ELSEWHERE = ["camera"];

for (const [name, { visit, play }] of Object.entries(STATES)) {
  page(`${name}: looks as it is shown`, async ({ open }) => {
    const visitor = await open(visit);
    await play(visitor);
    await picture(visitor, name);
  });
}

page("each picture is told from all others, so none can stand for another", async ({ open }) => {
  const visitor = await open();
  const names = [...Object.keys(STATES), ...ELSEWHERE];
  assert.equal(readdirSync(PICTURES).sort(), names.map((name) => `${name}.png`).sort());
  const pictures = names.map((name) => readFileSync(join(PICTURES, `${name}.png`)));
  for (const [at, one] of pictures.entries()) {
    for (const [behind, other] of pictures.slice(at + 1).entries()) {
      const share = await shareOfOthers(visitor, one, other);
      assert.ok(share > SHARE_MAX, `${names[at]} and ${names[at + 1 + behind]}: ${share}`);
    }
  }
});

/** To the code at the end of the slip, and there time stands still. */
async function sell(visitor: Page): Promise<void> {
  await says(visitor, "Enter the amount");
  await visitor.locator(".welcome").getByRole("button", { name: "Close" }).click();
  await visitor.keyboard.type("12.50");
  await visitor.keyboard.press("Enter");
  await says(visitor, "Scan the customer's payment code");
  await visitor.locator(".scanner").click();
  await stopWhen(visitor, "session.shop.printer.rows().some((row) => row.code !== undefined)");
}

async function lookAtWire(visitor: Page): Promise<void> {
  await sell(visitor);
  await visitor.getByRole("button", { name: "Wire", exact: true }).click();
  await visitor.locator(".exchanges button", { hasText: "micropay" }).click();
}

/** The story of the power cut, at the moment when the customer pays and the terminal is dark. */
async function cutPower(visitor: Page): Promise<void> {
  await visitor.locator(".welcome").getByRole("button", { name: "What if the power fails?" }).click();
  await stopWhen(visitor, "session.player.caption?.en.startsWith('The power is gone')");
}

async function askForCode(visitor: Page): Promise<void> {
  await says(visitor, "请输入金额");
  await visitor.keyboard.type("88");
  await visitor.keyboard.press("Enter");
  await says(visitor, "HKD 88.00");
}

page.run();
