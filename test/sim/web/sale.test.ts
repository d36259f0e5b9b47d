import * as assert from "uvu/assert";
import { browsing, says } from "../../support/browser";

const page = browsing("the page");

page("sells by keyboard alone", async ({ open }) => {
  const shop = await open();
  await says(shop, "Enter the amount");
  await shop.keyboard.type("12.50");
  await shop.keyboard.press("Enter");
  await says(shop, "Scan the customer's payment code");
  await shop.locator(".scanner").focus();
  await shop.keyboard.press("Enter");
  await says(shop, "CHARGED");
});

page("takes a reload in the midst of a payment for a cut of power, and tells what became of it", async ({ open }) => {
  const shop = await open();
  await says(shop, "Enter the amount");
  await shop.keyboard.type("8");
  await shop.keyboard.press("Enter");
  await says(shop, "Scan the customer's payment code");
  await shop.locator(".scanner").click();
  await shop.locator("#display-text").filter({ hasNotText: "Scan" }).waitFor({ state: "attached" });
  await shop.reload();
  await says(shop, "Enter the amount");
  // Whether the request had left by then or not: a minute or two later it is known.
  const jump = shop.getByRole("button", { name: "+1 min" });
  await jump.click();
  await jump.click();
  await says(shop, "The earlier order of HKD 8.00");
  assert.match(await shop.locator("#display-text").textContent() ?? "", /CHARGED/);
});

page("begins anew where the session of before cannot be done again", async ({ open }) => {
  const shop = await open();
  await says(shop, "Enter the amount");
  await shop.keyboard.type("8");
  await says(shop, "HKD 8");
  await shop.evaluate(`tinytill.stage.onDone = () => undefined;
    tinytill.stage.session.deeds.push({ do: "hold", payer: "nobody", atMs: tinytill.stage.session.nowMs })`);
  await shop.reload();
  await says(shop, "HKD 0");
});

page.run();
