import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds on a page against WCAG 2.2 A and AA, as sentences. */
export async function violations(visitor: Page): Promise<string[]> {
  await visitor.addScriptTag({ content: axe });
  return visitor.evaluate(`axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] })
    .then(({ violations }) => violations.flatMap(({ id, help, nodes }) => nodes.map(({ html, any }) =>
      id + ": " + help + ": " + html + " " + any.map(({ message }) => message).join("; "))))`);
}
