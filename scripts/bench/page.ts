import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { Page } from "playwright-core";
import { findBrowser, says, startBrowser } from "../page/browser";

/** What a visitor feels of the page, and what a whole day costs it. */
export interface MeasuredPage {
  usableSeconds: number;
  framesASecond: number;
  longestFrameMs: number;
  /** Frames that a screen of sixty a second showed twice or longer. */
  missedFrames: number;
  sales: number;
  daySeconds: number;
  /** Of the script heap, behind a collection of garbage. */
  grownMB: number;
  heapMB: number;
}

const SALES = 600;

/** Measures `npm start` in a browser; undefined without one. */
export async function measurePage(): Promise<MeasuredPage | undefined> {
  const path = findBrowser();
  if (path === undefined) return undefined;
  const browser = await startBrowser(path);
  const server = spawn("npx", ["tsx", "scripts/start.ts", "--port", "0"], { stdio: ["ignore", "pipe", "inherit"], detached: true });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const address = await firstAddress(server.stdout);
    const began = performance.now();
    await page.goto(address);
    await says(page, "Enter the amount");
    const usableSeconds = (performance.now() - began) / 1000;
    const frames = await framesOfSale(page);
    const before = await heapMB(page);
    const dayBegan = performance.now();
    await page.evaluate(DAY);
    await page.waitForFunction(`day.sales === ${SALES}`, undefined, { timeout: 900_000, polling: 500 });
    const daySeconds = (performance.now() - dayBegan) / 1000;
    const heap = await heapMB(page);
    return { usableSeconds, ...frames, sales: SALES, daySeconds, grownMB: heap - before, heapMB: heap };
  } finally {
    await browser.close();
    process.kill(-server.pid!);
  }
}

async function firstAddress(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface({ input: output })) {
    const found = /http:\S+/.exec(line);
    if (found !== null) return found[0];
  }
  throw new Error("npm start printed no address");
}

/** Half more than a screen's own frame. */
const MISSED_MS = 25;

/** A sale by keyboard and scanner; the frames are those from the code to the end of its slip. */
async function framesOfSale(page: Page): Promise<Pick<MeasuredPage, "framesASecond" | "longestFrameMs" | "missedFrames">> {
  await page.keyboard.type("12.50");
  await page.keyboard.press("Enter");
  await says(page, "Scan the customer");
  await page.evaluate(`(() => {
    globalThis.frameTimes = [];
    const frame = (nowMs) => {
      frameTimes.push(nowMs);
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  })()`);
  await page.locator(".scanner").click();
  await says(page, "CHARGED");
  await page.waitForTimeout(3_000);
  const times = await page.evaluate("frameTimes") as number[];
  const gaps = times.slice(1).map((time, at) => time - times[at]!);
  return {
    framesASecond: (gaps.length * 1000) / (times.at(-1)! - times[0]!), longestFrameMs: Math.max(...gaps),
    missedFrames: gaps.filter((gap) => gap > MISSED_MS).length,
  };
}

async function heapMB(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = await session.send("Runtime.getHeapUsage");
  await session.detach();
  return usedSize / 1e6;
}

/** A cashier and customers, one sale in 72 s of the shop's time, each slip torn off. */
const DAY = `
  const { stage } = tinytill;
  const { session } = stage;
  const payer = stage.payer.value;
  session.do({ do: "control", command: "topUp", with: { payer, amount: 100000000 } });
  globalThis.day = { sales: 0 };
  let nextMs = session.nowMs;
  let keys = ["ok"];
  let heldMs = 0;
  session.onlookers.push({
    get nextMs() { return day.sales < ${SALES} ? nextMs : undefined; },
    look() {
      nextMs += 250;
      const { screen } = session;
      if (keys.length > 0) return session.do({ do: "key", key: keys.shift() });
      if (screen.includes("Enter the amount")) keys = [String(1 + day.sales % 9), "5", "ok"];
      else if (screen.includes("Scan the customer") && session.nowMs > heldMs + 6000) {
        heldMs = session.nowMs;
        session.do({ do: "hold", payer });
      } else if (screen.includes("CHARGED") && session.nowMs > heldMs + 15000) {
        session.do({ do: "tear" });
        day.sales++;
        keys = ["ok"];
        nextMs += 50000;
      }
    },
  });
  stage.speed.value = 1000;
`;
