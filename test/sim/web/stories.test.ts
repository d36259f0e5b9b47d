import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import * as assert from "uvu/assert";
import type { Page } from "playwright-core";
import type { Recording } from "../../../sim/session/recording";
import { storiesFor } from "../../../sim/stories/stories";
import { browsing, says } from "../../support/browser";

const page = browsing("stories and recordings on the page");

async function show(shop: Page, panel: string): Promise<void> {
  await shop.locator("nav.tabs button", { hasText: new RegExp(`^${panel}$`) }).locator("visible=true").first().click();
}

async function tell(shop: Page, name: string): Promise<void> {
  await show(shop, "Stories");
  await shop.locator(`[data-story="${name}"] button`).click();
}

async function ends(shop: Page, name: string): Promise<void> {
  const bar = shop.locator(".story-bar");
  await shop.locator(".story-bar:not([data-state=playing])").waitFor({ timeout: 60_000 });
  assert.is(await bar.getAttribute("data-state"), "ended", `${name}: ${await bar.textContent()}`);
  assert.is(await shop.locator(".books-light").getAttribute("data-well"), "true", name);
}

page("every story plays to its end, and the books are in order", async ({ open }) => {
  const shop = await open();
  await shop.locator("select").first().selectOption("1000");
  for (const { name } of storiesFor("esp32")) {
    await tell(shop, name);
    await ends(shop, name);
  }
});

page("a story is paused, and taken over by a key", async ({ open }) => {
  const shop = await open();
  await tell(shop, "first-sale");
  const bar = shop.locator(".story-bar");
  await bar.getByRole("button", { name: "Pause" }).click();
  await bar.getByRole("button", { name: "Play" }).click();
  await says(shop, "12.50");
  await shop.keyboard.press("Escape");
  await bar.filter({ hasText: "You have taken over" }).waitFor();
});

page("a recording that the page saves is done again without it, to the same hashes, and on the page as well", async ({ open }) => {
  const shop = await open();
  await shop.locator("select").first().selectOption("1000");
  await tell(shop, "power-cut");
  await ends(shop, "power-cut");
  await show(shop, "Recorder");
  const [download] = await Promise.all([shop.waitForEvent("download"), shop.locator(".export").click()]);
  const file = await download.path();
  const { status, stdout, stderr } = spawnSync("npx", ["tsx", "sim/node/replay.ts", file], { encoding: "utf8" });
  assert.is(status, 0, stderr);
  assert.match(stdout, "screen, paper, sound and journal are the same");

  await shop.locator(".recorder input[type=file]").setInputFiles(file);
  await shop.locator(".found[data-same=true]").waitFor({ timeout: 60_000 });
  const { deeds } = JSON.parse(readFileSync(file, "utf8")) as Recording;
  await shop.getByRole("button", { name: "Back", exact: true }).click();
  await shop.getByText(`${deeds.length - 1} of ${deeds.length}`).waitFor();
  await shop.getByRole("button", { name: "Forward", exact: true }).click();
  await shop.getByText(`${deeds.length} of ${deeds.length}`).waitFor();
  await shop.getByRole("button", { name: "To the beginning" }).click();
  await shop.getByText(`0 of ${deeds.length}`).waitFor();
});

page("who never was here is shown what it is, and who knows it is not", async ({ open }) => {
  const shop = await open();
  await shop.locator(".welcome").getByRole("button", { name: "Show me" }).click();
  await says(shop, "CHARGED");
  await shop.locator(".welcome").waitFor({ state: "detached" });
  await shop.reload();
  await says(shop, "Enter the amount");
  assert.is(await shop.locator(".welcome").count(), 0);
});

page("what is no recording is refused with a sentence", async ({ open }) => {
  const shop = await open();
  await show(shop, "Recorder");
  const buffer = Buffer.from("{\"recording\":9}");
  await shop.locator(".recorder input[type=file]").setInputFiles({ name: "x.json", mimeType: "application/json", buffer });
  assert.match(await shop.getByRole("alert").textContent() ?? "", "x.json: this file is no recording");
});

page("the wire shows every exchange, masked, with the terminal before and after, and copies it as a test case", async ({ open }) => {
  const shop = await open();
  await shop.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await shop.locator("select").first().selectOption("1000");
  await tell(shop, "first-sale");
  await ends(shop, "first-sale");
  await show(shop, "Wire");
  const entry = shop.locator(".exchanges li", { hasText: "/pay/micropay" });
  await entry.locator("button").first().click();
  const text = await entry.locator(".exchange").textContent() ?? "";
  assert.match(text, /auth_code1\d\*\*\*\d{4}/);
  assert.match(text, "CHARGED");
  assert.match(text, /Open in the journal: P\d+/);
  assert.match(text, /<sign>(<!\[CDATA\[)?\*\*\*/);
  assert.not.match(text, /<sign>(<!\[CDATA\[)?[0-9A-F]{32}/);
  await entry.locator(".copy").click();
  await entry.getByText("Copied").waitFor();
  const copied = await shop.evaluate("navigator.clipboard.readText()") as string;
  assert.match(copied, "test(\"/pay/micropay: charged HKD 12.50\"");
  assert.match(copied, "kept: [\"HKD 12.50\"]");
});

page("the world cuts the power, plans faults, and jumps; the light turns red when the books are broken on purpose", async ({ open }) => {
  const shop = await open();
  await says(shop, "Enter the amount");
  await show(shop, "World");
  const world = shop.locator(".world");
  await world.locator("select[name=kind]").selectOption("lostAnswer");
  await world.getByRole("button", { name: "Add", exact: true }).click();
  await world.getByText("The answer is lost: any, request 1 to 1").waitFor();
  await world.getByRole("button", { name: "Cut the power now" }).click();
  await world.getByRole("button", { name: "Switch on" }).click();
  await world.getByRole("button", { name: "Jump", exact: true }).click();
  const light = shop.locator(".books-light");
  assert.is(await light.getAttribute("data-well"), "true");
  await shop.evaluate("tinytill.stage.session.shop.gateway.ledger.entries()[0].lines[0].amount++");
  await world.getByRole("button", { name: "Cut the power now" }).click();
  await shop.evaluate("tinytill.stage.session.shop.gateway.books.recharge(tinytill.stage.session.shop.merchant, 1)");
  await world.getByRole("button", { name: "Switch on" }).click();
  await shop.locator(".books-light[data-well=false]").waitFor();
  assert.match(await world.textContent() ?? "", /makes -?1 |is not the sum of its lines/);
});

page.run();
