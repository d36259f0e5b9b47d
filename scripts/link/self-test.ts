import { fromBytes } from "../../sim/bytes";
import type { BoardConsole } from "./console";
import { buildProgram } from "./program";
import { BoardStorage } from "./storage";
import { runStored } from "./stored-program";
import type { Teller } from "./teller";
import { quote } from "./values";

/** The tests in the order of a production line: first what needs no hands. */
export const TESTS = [
  "flash", "settings", "journal", "clock", "tamper", "battery", "network", "gateway", "certificate",
  "display", "speaker", "printer", "keypad", "scanner",
] as const;
export type TestName = typeof TESTS[number];

/** What a person at the bench does meanwhile. */
const HANDS: Partial<Record<TestName, string>> = {
  display: "read the display: it must say TEST", speaker: "listen: it must ring", keypad: "press any key",
  scanner: "hold any code to the scanner, not a customer's", printer: "look at the paper",
};

/** Longer than any test takes by itself. */
const TEST_MS = 45_000;

export interface TestResult {
  name: string;
  /** 0 where all is well, else a number of docs/SELFTEST.md; 99 where the board said nothing. */
  code: number;
  /** As the board said it: `OK …` or `ERROR nn …`. */
  line: string;
}

/** The tests with a board's own drivers, as tokens. */
export async function testsFor(board: string): Promise<Uint8Array> {
  return fromBytes((await buildProgram(board, "scripts/link/on-device/self-test.ts")).tokens);
}

/** Puts the tests on the board and runs them one after another; each line is told as it comes. */
export async function selfTest(
  console: BoardConsole, board: string, names: readonly string[], teller: Teller,
): Promise<TestResult[]> {
  await runStored(console, new BoardStorage(console), board, await testsFor(board), teller);
  const results: TestResult[] = [];
  for (const name of names) {
    const hands = HANDS[name as TestName];
    if (hands !== undefined) teller.line(`   ${hands}`);
    const said = console.line(new RegExp(`^.*?((?:OK|ERROR (\\d+)) ${name}\\b.*)$`, "m"), TEST_MS);
    await console.evaluate(`(selfTest(${quote(name)},${Date.now()}),1)`);
    const found = await said;
    const result = found === undefined
      ? { name, code: 99, line: `ERROR 99 ${name} the board said nothing` }
      : { name, code: Number(found[2] ?? 0), line: found[1]! };
    teller.line(result.line);
    results.push(result);
  }
  return results;
}
