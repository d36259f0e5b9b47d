import { SETTINGS_FILE } from "../../hal/drivers/settings/settings-file";
import type { BoardConsole } from "./console";
import { checkFitness, checkMemory, factsOf } from "./fitness";
import type { Image, PlainFile } from "./image";
import type { JournalState } from "./journal";
import { LinkError } from "./link-error";
import { mustTidy, type NewFile, tidy } from "./room";
import { stopSettled } from "./settled-journal";
import { silenceRadio } from "./silence";
import { BoardSlots, missingSlots } from "./slots";
import { BoardStorage } from "./storage";
import type { Teller } from "./teller";

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
  teller.line(`board ${facts.board}, interpreter ${facts.version}`);
  await checkProvisioned(storage, image);
  const journal = (await stopSettled(console, storage, teller))?.state;
  await silenceRadio(console, teller);
  await checkMemory(console, image.variables);
  const isWritten = await write(console, storage, image, journal, teller);
  teller.line(isWritten ? "read back: every byte is as it was built" : "the board has this image already");
  return start(console, image);
}

/** Throws LinkError where the image would take the console from a board that still needs it. */
async function checkProvisioned(storage: BoardStorage, image: Image): Promise<void> {
  if (image.keepsConsole || await storage.size(SETTINGS_FILE) !== undefined) return;
  throw new LinkError("The board has no settings yet, and this image has no console: nobody could provision it afterwards.",
    "Nothing was changed. First npm run provision, then this (docs/PROVISIONING.md); at the bench, add --console.");
}

/** Writes what differs and reads it back; false when nothing did. */
async function write(
  console: BoardConsole, storage: BoardStorage, image: Image, journal: JournalState | undefined, teller: Teller,
): Promise<boolean> {
  const slots = await BoardSlots.open(console, storage, image.board);
  const slot = await slots.chosen();
  await slots.checkRoom(slot, image.program);
  const files: PlainFile[] = [];
  for (const file of image.files) if (!await storage.holds(file.name, file.data)) files.push(file);
  const missing = await missingSlots(image, storage);
  const making: NewFile[] = [
    ...files.map(({ name, data }) => ({ name, size: data.length })),
    ...missing.map(({ name, slotBytes }) => ({ name, size: slots.fileBytes(slotBytes) })),
  ];
  const isTight = making.length > 0 && await mustTidy(storage, making, journal);
  try {
    if (isTight) await tidy(storage, making, teller);
    // Only now: a slot that was moved has its pages elsewhere, and what stood in them is no image any more.
    const isThere = await slots.holds(slot, image.program);
    for (const { name, slotBytes } of missing) await slots.make(name, slotBytes);
    if (!isThere) await slots.write(slot, image.program, teller.work(slot, image.program.length));
    for (const { name, data } of files) await storage.write(name, data, data.length, teller.work(name, data.length));
    for (const { name, data } of files) if (!await storage.holds(name, data)) throw notHeld(name);
    if (!await slots.holds(slot, image.program)) throw notHeld(slot);
    return making.length > 0 || !isThere;
  } catch (error) {
    throw interrupted(error as Error, isTight ? "tidying" : "writing");
  }
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

function notHeld(name: string): LinkError {
  return new LinkError(`The file ${name} on the board is not what was written.`,
    "Its flash is worn or broken: try once more, then take another board.");
}

/** Whatever stopped the work: what the user has now, and how to go on. */
function interrupted(error: Error, doing: "tidying" | "writing"): LinkError {
  const [what = ""] = error.message.split("\n");
  const kept = doing === "writing"
    ? "Journal and settings are untouched." : "Journal and settings may be lost with it: npm run pull-journal shows whether they are.";
  const advice = error instanceof LinkError ? error.advice : "";
  return new LinkError(`${what}\nThe image on the board is not complete and will not start. ${kept}`,
    `${advice} Give the board power and run the same command again.`.trimStart());
}
