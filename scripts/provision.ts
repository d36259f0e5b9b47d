import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { program } from "commander";
import { toBytes } from "../sim/bytes";
import { terminalFiles } from "../sim/provisioning";
import { encodingOf } from "./build/bundle";
import { checkBoard } from "./link/fitness";
import { LinkError } from "./link/link-error";
import { provisionBoard } from "./link/provision";
import { saveFile } from "./link/save-file";
import { selfTest } from "./link/self-test";
import { consoleTeller } from "./link/teller";
import { type PortChoice, runTool, withConsole, withPort } from "./link/tool";
import { readCredentials, warningOf } from "./provision/credentials";
import { readMerchantFile } from "./provision/merchant-file";
import { settingsFor } from "./provision/settings";

interface Options extends PortChoice {
  file: string;
  erase?: boolean;
  giveUpJournal?: boolean;
  check: boolean;
  keepJournal: string;
}

/** Shown by the board itself once its files are there. */
const CONFIRMED_BY = ["flash", "settings", "journal", "network", "gateway", "certificate"];

withPort(program.description("makes a board a merchant's terminal: settings, keys, an empty journal"))
  .requiredOption("--file <yaml>", "the merchant's file: docs/merchant.example.yaml shows one")
  .option("--erase", "begin with an empty storage: the image, and the settled journal with its totals, go")
  .option("--give-up-journal", "with --erase: also a journal that cannot be read")
  .option("--keep-journal <file>", "where an erased journal is kept", "dist/journal-before-erase.bin")
  .option("--no-check", "do not ask the gateway from the board")
  .parse();
const options = program.opts<Options>();

await runTool("provision", async () => {
  const teller = consoleTeller();
  const file = readMerchantFile(options.file);
  const { board, merchant } = file.merchant;
  checkBoard(board);
  const credentials = readCredentials(
    file.open(merchant.keyFile, "the client key"), file.open(merchant.certificateFile, "the client certificate"));
  const settings = settingsFor(file, encodingOf(join("hal/boards", `${board}.ts`), process.cwd()));
  const files = terminalFiles(settings, {
    keyDer: credentials.keyDer, certificateDer: credentials.certificateDer, journalId: toBytes(randomBytes(8)),
  });
  const warning = warningOf(credentials);
  if (warning !== "") teller.line(warning);
  await withConsole(options, async (console) => {
    await provisionBoard(console, {
      board, files, erase: options.erase === true, giveUpJournal: options.giveUpJournal === true,
      keepJournal: (journal) => {
        saveFile(options.keepJournal, journal, "--keep-journal FILE");
        teller.line(`the journal is kept in ${options.keepJournal}`);
      },
    }, teller);
    if (!options.check) return;
    const results = await selfTest(console, board, CONFIRMED_BY, teller).catch((error: Error) => {
      if (!(error instanceof LinkError)) throw error;
      throw new LinkError(`The files are on the board, and their test did not come to its end. ${error.message.split("\n")[0]}`,
        `${error.advice} Run this again when it is mended.`.trimStart());
    });
    if (results.every(({ code }) => code === 0)) return;
    throw new LinkError("The files are on the board, and it could not show that they work.",
      "docs/SELFTEST.md says what each number asks for. Run this again when it is mended.");
  });
  const next = (tool: string) => `npm run ${tool} -- --port ${options.port} --board ${board}`;
  teller.line(`terminal ${settings.terminal} is provisioned; test its parts: ${next("selftest")}, then: ${next("flash")}`);
});
