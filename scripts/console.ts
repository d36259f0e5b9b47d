import { createInterface } from "node:readline";
import { program } from "commander";
import { quote } from "./link/values";
import { type PortChoice, runTool, withConsole, withPort } from "./link/tool";

withPort(program.description("the interpreter's console, for bring-up: lines go to the board, Ctrl-D ends")).parse();

/** The board has as long to answer the last line of an input that ends by itself. */
const LAST_ANSWER_MS = 1_000;

await runTool("console", () => withConsole(program.opts<PortChoice>(), async (board) => {
  const { board: name, version } = board.identity;
  console.log(`${name}, Espruino ${version}. Whoever is here can read keys: never leave it open.`);
  board.onText = (text) => { process.stdout.write(text.replaceAll("\x1b[J", "")); };
  const gone = new Promise<never>((_, reject) => {
    board.onGone = reject;
  });
  const lines = createInterface({ input: process.stdin, terminal: false });
  const ended = new Promise<void>((resolve) => { lines.on("close", resolve); });
  // Without echo: the line stands on the screen already.
  lines.on("line", (line) => board.type(`\x10print(eval(${quote(line)}))\n`));
  try {
    await Promise.race([ended, gone]);
    await new Promise((resolve) => setTimeout(resolve, LAST_ANSWER_MS));
  } finally {
    lines.close();
    // Behind the board's prompt.
    process.stdout.write("\n");
  }
}));
