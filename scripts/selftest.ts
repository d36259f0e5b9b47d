import { Argument, program } from "commander";
import type { BoardConsole } from "./link/console";
import { checkBoard, checkFitness, factsOf } from "./link/fitness";
import { LinkError } from "./link/link-error";
import { selfTest, TESTS } from "./link/self-test";
import { consoleTeller } from "./link/teller";
import { type PortChoice, runTool, withConsole, withPort } from "./link/tool";

interface Options extends PortChoice {
  board: string;
}

withPort(program.description("tests a board and its parts: OK or ERROR with a number of docs/SELFTEST.md"))
  .option("--board <name>", "the board's name in hal/boards", "esp32")
  .addArgument(new Argument("[tests...]", "only these").choices(TESTS))
  .parse();
const options = program.opts<Options>();

await runTool("selftest", () => {
  checkBoard(options.board);
  return withConsole(options, test);
});

async function test(board: BoardConsole): Promise<void> {
  checkFitness(await factsOf(board), options.board);
  const names = program.args.length > 0 ? program.args : TESTS;
  // Whatever stood there before the tests starts again behind them.
  const results = await selfTest(board, options.board, names, consoleTeller()).finally(() => board.leave("load()"));
  const wrong = results.filter(({ code }) => code !== 0);
  if (wrong.length > 0) {
    throw new LinkError(`${wrong.length} of ${results.length} tests failed.`, "docs/SELFTEST.md says what each number asks for.");
  }
  console.log(`OK ${results.length} tests`);
}
