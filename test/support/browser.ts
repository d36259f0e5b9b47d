import { accessSync, constants } from "node:fs";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { delimiter, join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright-core";
import { type Test, suite } from "uvu";
import { buildPage, type PageFiles } from "../../scripts/page/page-files";
import { serve } from "../../scripts/page/serve";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];
const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** A browser on this machine, or undefined: CHROMIUM names one, else those on the PATH are tried. */
export function findBrowser(): string | undefined {
  const { CHROMIUM, PATH = "" } = process.env;
  if (CHROMIUM !== undefined) return CHROMIUM;
  const candidates = PATH.split(delimiter).flatMap((folder) => NAMES.map((name) => join(folder, name)));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** The page on a server of its own, and a browser to look at it. */
export interface Visit {
  address: string;
  /** A visitor who was never here: nothing kept, the browser in English. */
  open(options?: VisitOptions): Promise<Page>;
}

export interface VisitOptions {
  widthPx?: number;
  heightPx?: number;
  language?: string;
  dark?: boolean;
}

let built: Promise<PageFiles> | undefined;

/**
 * A suite with one browser and one server. Without a browser it says so and its tests do nothing, except where
 * TINYTILL_BROWSER is "required". A page that throws fails the test that opened it.
 */
export function browsing(name: string): Test<Visit> {
  const path = findBrowser();
  const tests = suite<Visit>(name);
  if (path === undefined) {
    if (process.env.TINYTILL_BROWSER === "required") throw new Error(`${name}: no browser was found`);
    console.log(`${name}: not tested, since there is no browser here (install chromium, or name one in CHROMIUM)`);
    return Object.assign(() => undefined, tests) as unknown as Test<Visit>;
  }
  let browser: Browser;
  let server: Server;
  let contexts: BrowserContext[] = [];
  let thrown: string[] = [];
  tests.before(async (visit) => {
    built ??= buildPage({ boards: ["esp32"] });
    server = await serve(await built, 0);
    browser = await chromium.launch({ executablePath: path, args: ARGS });
    visit.address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    visit.open = async ({ widthPx = 1280, heightPx = 800, language = "en-GB", dark = false } = {}) => {
      const context = await browser.newContext({
        viewport: { width: widthPx, height: heightPx }, locale: language, colorScheme: dark ? "dark" : "light",
      });
      contexts.push(context);
      const page = await context.newPage();
      page.on("pageerror", (error) => thrown.push(String(error.stack)));
      await page.goto(visit.address);
      await page.locator("main").waitFor();
      return page;
    };
  });
  tests.after.each(async () => {
    const [closing, found] = [contexts, thrown];
    [contexts, thrown] = [[], []];
    await Promise.all(closing.map((context) => context.close()));
    if (found.length > 0) throw new Error(found.join("\n"));
  });
  tests.after(async () => {
    await browser.close();
    await new Promise((resolve) => server.close(resolve));
  });
  return tests;
}

/** Waits until the terminal's display says this; fails in the end with what it says. */
export async function says(page: Page, words: string): Promise<void> {
  const display = page.locator("#display-text");
  try {
    await display.filter({ hasText: words }).waitFor({ state: "attached", timeout: 20_000 });
  } catch {
    throw new Error(`the display does not say "${words}" but: ${await display.textContent()}`);
  }
}
