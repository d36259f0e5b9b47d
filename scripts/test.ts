import { program } from "commander";
import { parse } from "uvu/parse";
import { run } from "uvu/run";

/**
 * Runs the tests, or those whose path holds the given pattern: `npm test -- image/sale`. uvu ends well when a test
 * throws something that is no Error, as ports do: here every test that did not pass is a failure.
 */
const counts: Record<string, number> = {};
const write = process.stdout.write.bind(process.stdout);
process.stdout.write = ((text: string | Uint8Array, ...rest: []) => {
  const found = /(Total|Passed): +(\d+)/.exec(String(text));
  if (found !== null) counts[found[1]!] = Number(found[2]);
  return write(text, ...rest);
}) as typeof process.stdout.write;

process.env.FORCE_COLOR ??= "1";
const [pattern = ""] = program
  .description("runs the tests, and fails when any of them did not pass")
  .argument("[pattern]", "only the files whose path matches").parse().args;
const { suites } = await parse("test", new RegExp(`${pattern}.*\\.test\\.ts$`));
await run(suites, { bail: false });
if (counts.Total === counts.Passed && counts.Total !== undefined) process.exitCode ||= suites.length > 0 ? 0 : 1;
else {
  console.error(`test: ${counts.Total ?? 0} tests, ${counts.Passed ?? 0} passed`);
  process.exitCode = 1;
}
