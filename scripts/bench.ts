import { program } from "commander";
import { measureDay } from "./bench/day";
import { measureHttps, measureInProcess, type Measured } from "./bench/payments";

/** Tells how many Quick Pay payments a second the gateway makes, books proven afterwards, and how long a day takes. */
const { payments } = program
  .option("--payments <number>", "payments to make in each way", "3000")
  .parse().opts<{ payments: string }>();
const count = Number(payments);

measureInProcess(Math.min(count, 300)); // warms up
print("in-process", measureInProcess(count));
print("over HTTPS", await measureHttps(count));
const day = await measureDay();
console.log(`a ${day.hours}-hour day of ${day.sales} sales under light faults: ${day.seconds.toFixed(1)} s, `
  + `${day.violations} violations`);

function print(what: string, { payments: made, seconds }: Measured): void {
  console.log(`${what}: ${Math.round(made / seconds)} payments a second (${made} in ${seconds.toFixed(2)} s)`);
}
