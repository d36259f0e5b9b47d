import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { type Test, suite } from "uvu";
import { findBrowser, startBrowser } from "../../scripts/page/browser";
import { buildPage, type PageFiles } from "../../scripts/page/page-files";
import { serve } from "../../scripts/page/serve";

export { says } from "../../scripts/page/browser";

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

const USUAL = "esp32";

let built: Promise<PageFiles> | undefined;

/** The page with the usual board alone, built once for all tests of a run. */
export function pageFiles(): Promise<PageFiles> {
  built ??= buildPage({ boards: [USUAL] });
  return built;
}

/**
 * A suite with one browser and one server. Without a browser it says so and its tests do nothing, except where
 * TINYTILL_BROWSER is "required". A page that throws fails the test that opened it.
 * @param board the only one of the page
 * @param switches of the browser's command line
 */
export function browsing(name: string, board = USUAL, switches: readonly string[] = []): Test<Visit> {
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
    server = await serve(await (board === USUAL ? pageFiles() : buildPage({ boards: [board] })), 0);
    browser = await startBrowser(path, switches);
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
