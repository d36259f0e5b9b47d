import { readFileSync } from "node:fs";
import { program } from "commander";
import { FILE_MARK, JOURNAL_FILE } from "../firmware/journal/layout";
import { ESP32_FLASH, Flash, LINUX_FLASH } from "../sim/espruino/flash";
import { readFile } from "../sim/espruino/storage-format";
import { cutOff, inspectJournal } from "../sim/journal/inspect";
import { readJournalState } from "./link/journal";

program
  .description("checks a journal record by record, and names what was changed or is missing")
  .argument("<file>", "the journal's bytes, or a whole flash that holds it (espruino.flash)")
  .option("--records", "prints the records too")
  .option("--mark <mark>", "what an earlier check of this journal printed: finds records that were cut off since")
  .parse();

const name = program.args[0]!;
const journal = journalOf(contentOf(name));
if (journal === undefined) {
  console.error(`${name} is no journal and no flash that holds one`);
  process.exit(2);
}
const found = inspectJournal(journal);
const options = program.opts<{ records?: boolean; mark?: string }>();
const cut = options.mark === undefined ? undefined : cutOff(found, options.mark);
if (cut !== undefined) found.problems.push(cut);
if (options.records) {
  for (const { segment, slot, copied, record } of found.entries) {
    console.log(`${segment}/${slot}${copied ? " (copied)" : ""} ${JSON.stringify(record)}`);
  }
}
const sales = found.entries.filter((entry) => entry.record.kind === "opened" && !entry.copied).length;
console.log(`${found.segments.length} segments, ${found.entries.length} records, ${sales} orders, ${found.torn} torn by cuts of power`);
for (const note of found.notes) console.log(`note: ${note}`);
for (const problem of found.problems) console.error(`WRONG: ${problem}`);
if (found.problems.length === 0) tellOpen(journal);
if (found.problems.length > 0) console.log(`${found.problems.length} problems`);
else if (found.marks.length === 0) console.log("no terminal has written to it");
else {
  const mark = found.marks.at(-1)!;
  console.log(`every record is as it was written, up to mark ${mark}; with --mark ${mark} a later check finds what was cut off since`);
}
process.exitCode = found.problems.length === 0 ? 0 : 1;

/** Whoever erases a journal must know whose money it is still about. */
function tellOpen(bytes: Uint8Array): void {
  const { open } = readJournalState(bytes);
  for (const line of open) console.log(`open: ${line}`);
  console.log(open.length === 0 ? "no open orders" : `${open.length} open orders and refunds: nobody knows yet how they end`);
}

/** Ends the program with a sentence where there is no such file. */
function contentOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    console.error(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}). npm run pull-journal saves a board's journal.`);
    process.exit(2);
  }
}

function journalOf(content: Uint8Array): Uint8Array | undefined {
  if (Buffer.from(content.subarray(0, FILE_MARK.length)).toString("latin1") === FILE_MARK) return content;
  const geometry = [LINUX_FLASH, ESP32_FLASH].find(({ totalBytes }) => totalBytes === content.length);
  return geometry && readFile(new Flash(geometry, content), JOURNAL_FILE);
}
