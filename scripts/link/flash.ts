import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { crc32 } from "../../sim/bytes";
import type { BoardConsole } from "./console";
import { checkFitness, factsOf } from "./fitness";
import type { Image, ImageFile } from "./image";
import { type JournalState, readJournalState, refuseOpenOrders } from "./journal";
import { LinkError } from "./link-error";
import { BoardStorage, spaceOf } from "./storage";
import type { Teller } from "./teller";

/** Files begin anywhere in a page, segments of the journal with one. */
const PAGE_BYTES = 4096;
const START_MS = 30_000;

/**
 * Puts an image on a board and starts it: checks that the board fits and owes nobody an answer, writes what
 * differs, reads it back by digest. Gives the line that the image says at its start. Throws LinkError; it says what is on
 * the board then.
 */
export async function flashImage(console: BoardConsole, image: Image, teller: Teller): Promise<string> {
  const storage = new BoardStorage(console);
  const facts = await factsOf(console);
  checkFitness(facts, image.board);
  teller.line(`board ${facts.board}, interpreter ${facts.version}, ${facts.freeVariables} of ${facts.totalVariables} variables free`);
  const journal = await settledJournal(console, storage, teller);
  await silenceRadio(console, teller);
  const wanted: ImageFile[] = [];
  for (const file of image.files) if (!await storage.holds(file.name, file.data, file.size)) wanted.push(file);
  const isTight = wanted.length > 0 && await mustTidy(storage, wanted, journal);
  try {
    if (isTight) await tidy(storage, wanted, teller);
    for (const file of wanted) {
      await storage.write(file.name, file.data, file.size, teller.work(file.name, file.data.length));
      if (!await storage.holds(file.name, file.data, file.size)) throw notHeld(file);
    }
  } catch (error) {
    throw interrupted(error as Error, isTight ? "tidying" : "writing");
  }
  teller.line(wanted.length === 0 ? "the board has this image already" : "read back: every byte is as it was built");
  return start(console, image);
}

/** Stops the program on the board once its journal is settled; undefined on a board without one. */
async function settledJournal(
  console: BoardConsole, storage: BoardStorage, teller: Teller,
): Promise<JournalState | undefined> {
  const before = await judge(storage, teller);
  if (before !== undefined) refuseOpenOrders(before.state);
  await console.restart("reset()");
  if (before === undefined) return undefined;
  if (await storage.crc(JOURNAL_FILE) === before.crc) return before.state;
  // The terminal went on working until it was stopped.
  const after = await judge(storage, teller);
  try {
    refuseOpenOrders(after!.state);
  } catch (error) {
    console.leave("load()");
    throw error;
  }
  return after!.state;
}

/**
 * An ESP32 build with Bluetooth opens a console to anybody near until the program takes it off. Switching it off for good
 * restarts the board without its program, so it comes before the writing.
 */
async function silenceRadio(console: BoardConsole, teller: Teller): Promise<void> {
  const isOn = await console.evaluate<boolean>('typeof ESP32!="undefined"&&!!ESP32.getState().BLE');
  if (!isOn) return;
  teller.line("switching Bluetooth off for good: it would open a console to anybody near");
  await console.restart("ESP32.enableBLE(false)");
}

async function judge(storage: BoardStorage, teller: Teller): Promise<{ state: JournalState; crc: number } | undefined> {
  const size = await storage.size(JOURNAL_FILE);
  if (size === undefined) {
    teller.line("there is no journal on the board yet");
    return undefined;
  }
  const file = (await storage.read(JOURNAL_FILE, teller.work(JOURNAL_FILE, size)))!;
  const state = readJournalState(file);
  teller.line(`journal: ${state.starts} starts, ${state.sales} sales, ${state.refunds} refunds, ${state.open.length} open`);
  return { state, crc: crc32(file) };
}

/**
 * Whether the files fit only after a compaction: it must not start by itself, in the middle of a write. Throws
 * LinkError where they do not fit at all, or where it would move the journal to where the terminal cannot read it.
 */
async function mustTidy(storage: BoardStorage, wanted: ImageFile[], journal: JournalState | undefined): Promise<boolean> {
  const needed = spaceOfAll(wanted);
  const { freeBytes, totalBytes } = await storage.stats();
  if (needed <= freeBytes) return false;
  const going = new Set(wanted.map(({ name }) => name));
  const staying: { name: string; size: number }[] = [];
  for (const name of await storage.names()) {
    if (!going.has(name)) staying.push({ name, size: (await storage.size(name))! });
  }
  const room = totalBytes - spaceOfAll(staying);
  if (needed > room) {
    throw new LinkError(`The image needs ${needed} bytes of flash, and the board has room for ${room}.`,
      "Nothing was changed. Build a smaller image, or remove files that are not tinytill's.");
  }
  const before = staying.slice(0, staying.findIndex(({ name }) => name === JOURNAL_FILE));
  const journalAt = spaceOfAll(before) + spaceOf(0);
  if (journal?.segmentsAt !== undefined && (journalAt + journal.segmentsAt) % PAGE_BYTES !== 0) {
    throw new LinkError("The storage is full of removed files, and tidying it would move the journal out of its pages.",
      "Nothing was changed. Save the journal (npm run pull-journal), then provision the board anew: npm run provision -- --erase.");
  }
  return true;
}

async function tidy(storage: BoardStorage, wanted: ImageFile[], teller: Teller): Promise<void> {
  teller.line("tidying the storage: keep the power on, or everything on the board may be lost");
  for (const { name } of wanted) await storage.erase(name);
  await storage.compact();
  const { freeBytes } = await storage.stats();
  const needed = spaceOfAll(wanted);
  if (needed > freeBytes) {
    throw new LinkError(`The board has ${freeBytes} bytes of flash left, and the image needs ${needed}.`,
      "Remove files that are not tinytill's.");
  }
}

function spaceOfAll(files: { size: number }[]): number {
  return files.reduce((sum, { size }) => sum + spaceOf(size), 0);
}

async function start(console: BoardConsole, image: Image): Promise<string> {
  const said = console.line(/^.*(tinytill \S+ .*)$/m, START_MS);
  console.leave("load()");
  const line = await said;
  if (line === undefined) {
    throw new LinkError(`tinytill ${image.version} was written and did not say that it started.`,
      "Look at the board's display. npm run console shows what the interpreter says, if it still answers.");
  }
  return line[1]!;
}

function notHeld(file: ImageFile): LinkError {
  return new LinkError(`The file ${file.name} on the board is not what was written.`,
    "Its flash is worn or broken: try once more, then take another board.");
}

/** Whatever stopped the work: what the user has now, and how to go on. */
function interrupted(error: Error, doing: "tidying" | "writing"): LinkError {
  const [what = ""] = error.message.split("\n");
  const kept = doing === "writing"
    ? "Journal and settings are untouched." : "Journal and settings may be lost with it: npm run pull-journal shows whether they are.";
  const advice = error instanceof LinkError ? `${error.advice} ` : "";
  return new LinkError(`${what}\nThe image on the board is not complete and will not start. ${kept}`,
    `${advice}Give the board power and run the same command again.`);
}
