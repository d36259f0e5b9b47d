import type { FlashFile } from "../../sim/provisioning";
import { VARIABLES_NEEDED } from "../build/budget";
import type { BoardConsole } from "./console";
import { checkFitness, checkMemory, factsOf } from "./fitness";
import { LinkError } from "./link-error";
import { mustTidy, tidy } from "./room";
import { stopSettled } from "./settled-journal";
import { silenceRadio } from "./silence";
import { BoardSlots } from "./slots";
import { BoardStorage } from "./storage";
import type { Teller } from "./teller";

/** What the files with images are called. */
const SLOTS = "app.";

export interface ProvisioningOrder {
  board: string;
  /** All that a terminal needs beside its image; what is preallocated (`size`) is made only where it is missing. */
  files: FlashFile[];
  /** Begin with an empty storage. */
  erase: boolean;
  /** Erase even a journal that cannot be read: somebody has compared it with the bill. */
  giveUpJournal: boolean;
  /** Takes the journal before it is erased. */
  keepJournal: (journal: Uint8Array) => void;
}

/**
 * Puts a merchant's files on a board whose journal is settled. An existing journal stays, with its totals; everything else
 * is replaced where it differs. Throws LinkError; no message names what is in a file.
 */
export async function provisionBoard(console: BoardConsole, order: ProvisioningOrder, teller: Teller): Promise<void> {
  const storage = new BoardStorage(console);
  checkFitness(await factsOf(console), order.board);
  const journal = await stopSettled(console, storage, teller, order.erase && order.giveUpJournal);
  if (order.erase && journal !== undefined) order.keepJournal(journal.bytes);
  await silenceRadio(console, teller);
  if (order.erase) {
    teller.line("erasing the storage");
    await storage.eraseAll();
  }
  await checkMemory(console, VARIABLES_NEEDED);
  const names = await storage.names();
  const making: FlashFile[] = [];
  for (const file of inOrder(order.files)) {
    if (file.size !== undefined && names.includes(file.name)) continue;
    if (file.size !== undefined || !await storage.holds(file.name, file.data)) making.push(file);
  }
  const files = making.map(({ name, data, size }) => ({ name, size: size ?? data.length }));
  const isTight = making.length > 0 && await mustTidy(storage, files, order.erase ? undefined : journal?.state);
  // An interpreter that replaces a file leaves the old one's bytes in flash, keys and all.
  const old = making.filter(({ name, size }) => size === undefined && names.includes(name));
  try {
    if (old.length > 0) {
      const slots = await BoardSlots.open(console, storage, order.board);
      for (const { name } of old) await slots.wipe(name);
    }
    if (isTight) {
      await tidy(storage, files, teller);
      if (names.some((name) => name.startsWith(SLOTS))) teller.line("an image that was here may have been moved: flash it again");
    }
    for (const file of making) await write(storage, file, teller);
  } catch (error) {
    throw interrupted(error as Error, isTight);
  }
}

async function write(storage: BoardStorage, { name, data, size = data.length }: FlashFile, teller: Teller): Promise<void> {
  await storage.write(name, data, size, teller.work(name, data.length));
  if (!await storage.holds(name, data, size)) {
    throw new LinkError(`The file ${name} on the board is not what was written.`, "Its flash is worn or broken: take another board.");
  }
  teller.line(`${name}: written`);
}

/** Whatever stopped the writing: what the user has now, and how to go on. */
function interrupted(error: Error, isTight: boolean): LinkError {
  const [what = ""] = error.message.split("\n");
  const kept = isTight ? "The journal may be lost with them: npm run pull-journal shows whether it is." : "The journal is untouched.";
  const advice = error instanceof LinkError ? error.advice : "";
  return new LinkError(`${what}\nThe merchant's files on the board are not complete, and no terminal works with them. ${kept}`,
    `${advice} Give the board power and run the same command again.`.trimStart());
}

/** What never changes its place comes first, so that what is replaced later leaves its rubbish behind it. */
function inOrder(files: FlashFile[]): FlashFile[] {
  return [...files].sort((one, other) => Number(other.size !== undefined) - Number(one.size !== undefined));
}
