import { program } from "commander";
import { JOURNAL_FILE } from "../firmware/journal/layout";
import { LinkError } from "./link/link-error";
import { saveFile } from "./link/save-file";
import { BoardStorage } from "./link/storage";
import { consoleTeller } from "./link/teller";
import { type PortChoice, runTool, withConsole, withPort } from "./link/tool";

withPort(program.description("saves a board's journal; the terminal goes on working"))
  .argument("<file>", "where it goes: npm run verify-journal reads it")
  .parse();

await runTool("pull-journal", () => withConsole(program.opts<PortChoice>(), async (console) => {
  const storage = new BoardStorage(console);
  const teller = consoleTeller();
  const size = await storage.size(JOURNAL_FILE);
  if (size === undefined) {
    throw new LinkError("There is no journal on this board.", "It was not provisioned yet, or its storage was erased.");
  }
  const journal = (await storage.read(JOURNAL_FILE, teller.work(JOURNAL_FILE, size)))!;
  saveFile(program.args[0]!, journal, "npm run pull-journal -- --port PORT FILE");
  teller.line(`${journal.length} bytes are in ${program.args[0]}; npm run verify-journal -- ${program.args[0]} checks them`);
}));
