import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { crc32 } from "../../sim/bytes";
import type { BoardConsole } from "./console";
import { type JournalState, readJournalState, refuseOpenOrders } from "./journal";
import { stopProgram } from "./silence";
import type { BoardStorage } from "./storage";
import type { Teller } from "./teller";

/** A journal in which nothing is open. */
export interface SettledJournal {
  bytes: Uint8Array;
  /** Undefined where it cannot be read and is given up. */
  state: JournalState | undefined;
}

/**
 * Stops the program on the board once its journal is settled; undefined on a board without one. Throws LinkError, with the
 * program running as before, when orders are open or the journal cannot be read.
 * @param isGivenUp also stops a board whose journal cannot be read
 */
export async function stopSettled(
  console: BoardConsole, storage: BoardStorage, teller: Teller, isGivenUp = false,
): Promise<SettledJournal | undefined> {
  const before = await judge(storage, teller, isGivenUp);
  await stopProgram(console);
  if (before === undefined || await storage.crc(JOURNAL_FILE) === crc32(before.bytes)) return before;
  try {
    // The terminal went on working until it was stopped.
    return await judge(storage, teller, isGivenUp);
  } catch (error) {
    console.leave("load()");
    throw error;
  }
}

async function judge(storage: BoardStorage, teller: Teller, isGivenUp: boolean): Promise<SettledJournal | undefined> {
  const size = await storage.size(JOURNAL_FILE);
  if (size === undefined) {
    teller.line("there is no journal on the board yet");
    return undefined;
  }
  const bytes = (await storage.read(JOURNAL_FILE, teller.work(JOURNAL_FILE, size)))!;
  let state: JournalState;
  try {
    state = readJournalState(bytes);
  } catch (error) {
    if (isGivenUp) return { bytes, state: undefined };
    throw error;
  }
  teller.line(`journal: ${state.starts} starts, ${state.sales} sales, ${state.refunds} refunds, ${state.open.length} open`);
  refuseOpenOrders(state);
  return { bytes, state };
}
