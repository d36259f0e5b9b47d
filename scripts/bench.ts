import { program } from "commander";
import { wholeFrom } from "../sim/node/options";
import { measureDay } from "./bench/day";
import { type MeasuredPage, measurePage } from "./bench/page";
import { measureHttps, measureInProcess, type Measured } from "./bench/payments";

/** A day of sales may cost the page's heap so much. */
const GROWN_MB_MAX = 32;

/** Tells how many Quick Pay payments a second the gateway makes, books proven afterwards, and how long a day takes. */
const { payments: count } = program
  .option("--payments <number>", "payments to make in each way", wholeFrom(1), 3000)
  .parse().opts<{ payments: number }>();

measureInProcess(Math.min(count, 300)); // warms up
print("in-process", measureInProcess(count));
print("over HTTPS", await measureHttps(count));
const day = await measureDay();
console.log(`a ${day.hours}-hour day of ${day.sales} sales under light faults: ${day.seconds.toFixed(1)} s, `
  + `${day.violations} violations`);
const page = await measurePage();
console.log(page === undefined ? "the page: not measured, since there is no browser here" : told(page));

if (page !== undefined && page.grownMB > GROWN_MB_MAX) {
  console.error(`bench: a day of sales may let the page's heap grow by ${GROWN_MB_MAX} MB`);
  process.exitCode = 1;
}

function told(page: MeasuredPage): string {
  return [
    `the page: usable ${page.usableSeconds.toFixed(1)} s after its address was printed`,
    `from code to slip: ${page.framesASecond.toFixed(0)} frames a second, ${page.missedFrames} missed, `
      + `the longest ${page.longestFrameMs.toFixed(0)} ms`,
    `at x1000: a day of ${page.sales} sales in ${page.daySeconds.toFixed(0)} s; the heap grew by ${page.grownMB.toFixed(1)} MB to `
      + `${page.heapMB.toFixed(1)} MB`,
  ].join("\n");
}

function print(what: string, { payments: made, seconds }: Measured): void {
  console.log(`${what}: ${Math.round(made / seconds)} payments a second (${made} in ${seconds.toFixed(2)} s)`);
}
