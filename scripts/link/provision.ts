import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { crc32 } from "../../sim/bytes";
import type { FlashFile } from "../../sim/provisioning";
import type { BoardConsole } from "./console";
import { checkFitness, factsOf } from "./fitness";
import { type JournalState, readJournalState, refuseOpenOrders } from "./journal";
import { LinkError } from "./link-error";
import { mustTidy, tidy } from "./room";
import { BoardStorage } from "./storage";
import type { Teller } from "./teller";

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
  const journal = await settled(console, storage, order, teller);
  if (order.erase) {
    teller.line("erasing the storage");
    await storage.eraseAll();
  }
  const names = await storage.names();
  const making: FlashFile[] = [];
  for (const file of inOrder(order.files)) {
    if (file.size !== undefined && names.includes(file.name)) continue;
    if (file.size !== undefined || !await storage.holds(file.name, file.data)) making.push(file);
  }
  const files = making.map(({ name, data, size }) => ({ name, size: size ?? data.length }));
  if (making.length > 0 && await mustTidy(storage, files, order.erase ? undefined : journal)) await tidy(storage, files, teller);
  for (const { name, data, size = data.length } of making) {
    await storage.write(name, data, size, teller.work(name, data.length));
    if (!await storage.holds(name, data, size)) {
      throw new LinkError(`The file ${name} on the board is not what was written.`, "Its flash is worn or broken: take another board.");
    }
    teller.line(`${name}: written`);
  }
}

/** What never changes its place comes first, so that what is replaced later leaves its rubbish behind it. */
function inOrder(files: FlashFile[]): FlashFile[] {
  return [...files].sort((one, other) => Number(other.size !== undefined) - Number(one.size !== undefined));
}

/** Stops the program on the board; undefined on a board without a journal. */
async function settled(
  console: BoardConsole, storage: BoardStorage, order: ProvisioningOrder, teller: Teller,
): Promise<JournalState | undefined> {
  const read = async () => {
    const size = await storage.size(JOURNAL_FILE);
    return size === undefined ? undefined : (await storage.read(JOURNAL_FILE, teller.work(JOURNAL_FILE, size)))!;
  };
  const judge = (journal: Uint8Array) => {
    let state: JournalState;
    try {
      state = readJournalState(journal);
    } catch (error) {
      if (order.erase && order.giveUpJournal) return undefined;
      throw error;
    }
    refuseOpenOrders(state);
    return state;
  };
  let journal = await read();
  if (journal !== undefined) judge(journal);
  await console.restart("reset()");
  if (journal === undefined) return undefined;
  if (await storage.crc(JOURNAL_FILE) !== crc32(journal)) journal = (await read())!;
  const state = judge(journal);
  if (state !== undefined) {
    teller.line(`journal: ${state.starts} starts, ${state.sales} sales, ${state.refunds} refunds, none open`);
  }
  if (order.erase) order.keepJournal(journal);
  return state;
}
