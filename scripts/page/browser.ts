import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";

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

/**
 * Starts it without a window, with a profile that goes away with it.
 * @param more switches of its command line
 */
export function startBrowser(path: string, more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath: path, args: [...ARGS, ...more] });
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
