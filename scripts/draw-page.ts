import { mkdirSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { findBrowser, says, startBrowser } from "./page/browser";
import { buildPage } from "./page/page-files";
import { serve } from "./page/serve";

const FOLDER = join("docs", "page");
const LARGE = { viewport: { width: 1280, height: 800 } };
const SMALL = { viewport: { width: 390, height: 844 }, locale: "zh-CN" };

interface Picture {
  name: string;
  visit: BrowserContextOptions;
  play: (page: Page) => Promise<void>;
}

const PICTURES: Picture[] = [
  { name: "charged", visit: LARGE, play: sell },
  { name: "charged-dark", visit: { ...LARGE, colorScheme: "dark" }, play: sell },
  { name: "story", visit: LARGE, play: cutPower },
  {
    name: "wire", visit: LARGE,
    play: async (page) => {
      await sell(page);
      await page.getByRole("button", { name: "Wire", exact: true }).click();
      await page.locator(".exchanges button", { hasText: "micropay" }).click();
    },
  },
  {
    name: "phone-sized", visit: SMALL,
    play: async (page) => {
      await says(page, "请输入金额");
      await page.keyboard.type("88");
      await page.keyboard.press("Enter");
      await says(page, "HKD 88.00");
    },
  },
];

/** Draws the pictures of the page under docs/page anew. */
const path = findBrowser();
if (path === undefined) {
  console.error("draw:page: there is no browser here (install chromium, or name one in CHROMIUM)");
  process.exitCode = 1;
} else await draw(path);

async function draw(path: string): Promise<void> {
  const server = await serve(await buildPage({ boards: ["esp32"] }), 0);
  const browser = await startBrowser(path);
  mkdirSync(FOLDER, { recursive: true });
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  for (const picture of PICTURES) await drawOne(browser, address, picture);
  await browser.close();
  server.close();
}

async function drawOne(browser: Browser, address: string, { name, visit, play }: Picture): Promise<void> {
  const page = await browser.newPage(visit);
  await page.goto(address);
  await play(page);
  const file = join(FOLDER, `${name}.png`);
  await page.screenshot({ path: file, animations: "disabled" });
  console.log(file);
  await page.close();
}

/** To the code at the end of the slip, and there time stands still. */
async function sell(page: Page): Promise<void> {
  await says(page, "Enter the amount");
  await page.locator(".welcome").getByRole("button", { name: "Close" }).click();
  await page.keyboard.type("12.50");
  await page.keyboard.press("Enter");
  await says(page, "Scan the customer's payment code");
  await page.locator(".scanner").click();
  await says(page, "CHARGED");
  await page.locator("#paper .spoken", { hasText: "[QR" }).waitFor({ state: "attached" });
  await standStill(page);
}

/** The story of the power cut, at the moment when the customer pays and the terminal is dark. */
async function cutPower(page: Page): Promise<void> {
  await page.locator(".welcome").getByRole("button", { name: "What if the power fails?" }).click();
  await page.locator(".story-bar", { hasText: "The power is gone" }).waitFor();
  await standStill(page);
}

async function standStill(page: Page): Promise<void> {
  await page.evaluate("tinytill.stage.paused.value = true");
  await page.mouse.move(0, 0);
}
