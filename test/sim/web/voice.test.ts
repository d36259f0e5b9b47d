import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { browsing, says } from "../../support/browser";

const page = browsing("the page of a terminal that speaks", "esp32s3");

/** What the page gave to the browser's voice; the browser of a test has none. */
const LISTEN = `globalThis.said = [];
  speechSynthesis.speak = ({ lang, text }) => { said.push([lang, text]); };
  speechSynthesis.cancel = () => { said = []; };`;

/** In place of the shop that the page opened with, one whose terminal speaks. */
async function beginShop(shop: Page, button: string, choice: RegExp, begin: string): Promise<void> {
  await shop.evaluate(LISTEN);
  await shop.getByRole("button", { name: button }).click();
  assert.ok(await shop.getByRole("checkbox", { name: choice }).isChecked());
  await shop.getByRole("button", { name: begin, exact: true }).click();
}

async function sell(shop: Page, amount: string, asksCode: string): Promise<void> {
  await shop.keyboard.type(amount);
  await shop.locator('[data-key="ok"]').click();
  await says(shop, asksCode);
  await shop.locator(".scanner").click();
}

const caption = (shop: Page, text: string) => shop.locator(".caption q").filter({ hasText: new RegExp(`^${text}$`) }).waitFor();

page("speaks the amount in the terminal's language, with a caption, and no word of it when muted", async ({ open }) => {
  const shop = await open();
  await beginShop(shop, "New shop", /voice module/, "Begin");
  await says(shop, "Enter the amount");
  await sell(shop, "12.50", "Scan the customer's payment code");
  await caption(shop, "charged Hong Kong dollars twelve point five zero");
  assert.equal(await shop.evaluate("said"), ["charged", "Hong Kong dollars", "twelve", "point", "five", "zero"].map((word) => ["en-GB", word]));
  await shop.getByRole("switch", { name: "Sound" }).click();
  assert.equal(await shop.evaluate("said"), []);
  await shop.locator('[data-key="ok"]').click();
  await says(shop, "Enter the amount");
  await sell(shop, "7", "Scan the customer's payment code");
  await caption(shop, "charged Hong Kong dollars seven");
  assert.equal(await shop.evaluate("said"), []);
});

page("speaks Chinese where the terminal does", async ({ open }) => {
  const shop = await open({ language: "zh-CN" });
  await beginShop(shop, "新店", /语音模块/, "开始");
  await says(shop, "请输入金额");
  await sell(shop, "12.50", "付款码");
  await caption(shop, "已收款十二点五港元");
  assert.equal(await shop.evaluate("said"), ["已收款", "十", "二", "点", "五", "港元"].map((word) => ["zh-CN", word]));
});

page.run();
