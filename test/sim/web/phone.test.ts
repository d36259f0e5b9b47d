import { readFileSync } from "node:fs";
import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { browsing, says } from "../../support/browser";

const page = browsing("the phone and the paper on the page");

async function order(shop: Page, way: string): Promise<void> {
  await says(shop, "Enter the amount");
  await shop.keyboard.type("12.50");
  await shop.keyboard.press("Enter");
  await says(shop, "Scan the customer's payment code");
  if (way !== "") await shop.keyboard.press(way);
}

async function holdPhone(shop: Page): Promise<void> {
  await shop.locator(".handset").getByRole("button", { name: "Hold to the scanner" }).click();
}

/** Waits for the code at the end of a slip. */
async function printed(shop: Page): Promise<void> {
  await shop.locator("#paper .spoken").filter({ hasText: "[QR" }).waitFor({ state: "attached" });
}

async function turnTo(shop: Page, name: string): Promise<void> {
  await shop.getByRole("navigation", { name: "Pages of the phone" }).getByRole("button", { name }).click();
}

page("the phone reads the display's code from its pixels and pays with the password", async ({ open }) => {
  const shop = await open();
  await order(shop, "1");
  await says(shop, "HKD 12.50: scan.");
  await turnTo(shop, "Scan");
  await shop.getByRole("button", { name: "Aim at the display" }).click();
  await shop.getByRole("button", { name: "Type the password and pay" }).click();
  await says(shop, "CHARGED");
  await turnTo(shop, "Messages");
  await shop.getByText("You paid HKD 12.50 to").waitFor();
  await shop.locator(".customers select").first().selectOption("owner");
  await shop.getByText("HKD 12.50 received").waitFor();
});

page("a camera that finds no code says so, and a slip's code is no payment", async ({ open }) => {
  const shop = await open();
  await order(shop, "");
  await turnTo(shop, "Scan");
  await shop.getByRole("button", { name: "Aim at the display" }).click();
  await shop.getByText("The camera finds no code there").waitFor();
  await turnTo(shop, "Pay code");
  await shop.getByRole("img", { name: "Payment code as bar code and QR code" }).waitFor();
  await holdPhone(shop);
  await says(shop, "CHARGED");
  await turnTo(shop, "Scan");
  await printed(shop);
  await shop.getByRole("button", { name: "Aim at the paper" }).click();
  await shop.getByText("No payment. The code says:").waitFor();
});

page("a slip is torn off, held to the scanner by its drawn code, and refunded", async ({ open }) => {
  const shop = await open();
  await order(shop, "");
  await holdPhone(shop);
  await says(shop, "CHARGED");
  await printed(shop);
  // The slip counts as told when the printer says that it is done.
  await shop.getByRole("button", { name: "+10 s" }).click();
  await shop.getByRole("button", { name: "Tear off" }).click();
  await shop.getByRole("button", { name: "Slip 1" }).click();
  const saved = shop.waitForEvent("download");
  await shop.getByRole("button", { name: "Save as text" }).click();
  assert.match(readFileSync(await (await saved).path(), "utf8"), /CHARGED\n[^]*HKD 12\.50/);
  for (const [key, words] of [["ok", "Enter the amount"], ["ok", "1 Refund"], ["1", "slip"]] as const) {
    await shop.locator(`[data-key="${key}"]`).click();
    await says(shop, words);
  }
  await shop.locator("#paper").getByRole("button", { name: "Hold to the scanner" }).click();
  await says(shop, "Paid: HKD 12.50");
});

page("a new customer of another wallet comes in, and a wrong password is told", async ({ open }) => {
  const shop = await open();
  await shop.getByRole("button", { name: "New customer" }).click();
  await shop.getByLabel("Name").fill("Lee");
  await shop.locator("select[name=wallet]").selectOption("mainland");
  await shop.locator("select[name=password]").selectOption("always");
  await shop.getByRole("button", { name: "Comes in" }).click();
  await order(shop, "");
  await holdPhone(shop);
  await shop.getByRole("button", { name: "Put the phone away" }).click();
  await shop.getByRole("button", { name: "Take it out" }).click();
  await shop.getByRole("button", { name: "Wrong password" }).click();
  await shop.getByText("Wrong payment password").waitFor();
  await shop.getByRole("button", { name: "Refuse" }).click();
  await says(shop, "NOT CHARGED");
  assert.is(await shop.locator(".handset header strong").textContent(), "WeChat Pay");
});

page.run();
