import type { Page } from "playwright-core";
import * as assert from "uvu/assert";
import { browsing, says, type VisitOptions } from "../../support/browser";
import { violations } from "../../support/violations";

const page = browsing("the page for everybody");

const VISITS: Record<string, VisitOptions> = {
  "a large screen": {},
  "a dark one": { dark: true },
  "a phone": { widthPx: 390, heightPx: 844 },
  "a phone in Chinese": { widthPx: 390, heightPx: 844, language: "zh-CN" },
};

/** Every place of the page by its tab, where there are tabs. */
async function visitAll(visitor: Page, look: (place: string) => Promise<void>): Promise<void> {
  const tabs = visitor.locator("nav.tabs:visible button");
  await look("first");
  for (let at = 0; at < await tabs.count(); at++) {
    await tabs.nth(at).click();
    await look(await tabs.nth(at).textContent() ?? "");
  }
}

for (const [name, options] of Object.entries(VISITS)) {
  page(`${name}: nothing that axe-core knows of keeps anybody out, and nothing lies outside of the screen`, async ({ open }) => {
    const visitor = await open(options);
    await says(visitor, options.language === undefined ? "Enter the amount" : "请输入金额");
    const { widthPx = 1280 } = options;
    await visitAll(visitor, async (place) => {
      assert.equal(await violations(visitor), [], place);
      const widest = await visitor.evaluate("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
      assert.ok(widest as number <= widthPx, `${place}: ${widest} px wide`);
    });
    const hidden = await visitor.evaluate(`[...document.querySelectorAll("nav.tabs")].some((tabs) => tabs.scrollWidth > tabs.clientWidth)`);
    assert.is(hidden, false, "every tab is seen without scrolling");
  });
}

page("the whole terminal is seen on a laptop's screen, also below a bar of words", async ({ open }) => {
  const visitor = await open();
  await visitor.locator(".welcome").waitFor();
  const hidden = await visitor.evaluate("(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight)(document.getElementById('terminal'))");
  assert.is(hidden, 0);
});

page("the keyboard reaches everything that the mouse does, and one sees where it is", async ({ open }) => {
  const visitor = await open();
  await says(visitor, "Enter the amount");
  const all = await visitor.locator("button:visible:enabled, select:visible, input:visible").count();
  const reached = new Set<string>();
  for (let step = 0; step < all + 5; step++) {
    await visitor.keyboard.press("Tab");
    const found = await visitor.evaluate(`(() => {
      const focused = document.activeElement;
      if (focused === document.body) return undefined;
      const { outlineStyle } = getComputedStyle(focused);
      return [...document.querySelectorAll("button, select, input")].indexOf(focused) + " " + outlineStyle;
    })()`) as string | undefined;
    if (found === undefined) continue;
    assert.match(found, / (solid|auto)$/);
    reached.add(found);
  }
  assert.ok(reached.size >= all, `${reached.size} of ${all}`);
});

page.run();
