import { JOURNAL_FILE } from "../../firmware/journal/layout";
import type { JournalState } from "./journal";
import { LinkError } from "./link-error";
import { type BoardStorage, spaceOf } from "./storage";
import { TOOLS_FILE } from "./stored-program";
import type { Teller } from "./teller";

/** A file that will be made, in place of one of the same name. */
export interface NewFile {
  name: string;
  size: number;
}

/** Files begin anywhere in a page, segments of the journal with one. */
const PAGE_BYTES = 4096;

/**
 * Whether new files fit only after a compaction: it must not start by itself, in the middle of a write. Throws
 * LinkError where they do not fit at all, or where it would move the journal to where the terminal cannot read it.
 */
export async function mustTidy(
  storage: BoardStorage, files: NewFile[], journal: JournalState | undefined,
): Promise<boolean> {
  const needed = spaceOfAll(files);
  const { freeBytes, totalBytes } = await storage.stats();
  if (needed <= freeBytes) return false;
  const going = new Set([...files.map(({ name }) => name), TOOLS_FILE]);
  const staying: NewFile[] = [];
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
    throw new LinkError(
      "The storage is full of removed files, and tidying it would move the journal out of its pages.",
      "Nothing was changed. Save the journal (npm run pull-journal), then make the board's files anew:\n"
        + "npm run provision -- --erase, then flash again.");
  }
  return true;
}

/** Compacts the storage, without the files that will be made anew. */
export async function tidy(storage: BoardStorage, files: NewFile[], teller: Teller): Promise<void> {
  teller.line("tidying the storage: keep the power on, or everything on the board may be lost");
  for (const name of [...files.map((file) => file.name), TOOLS_FILE]) await storage.erase(name);
  await storage.compact();
  const { freeBytes } = await storage.stats();
  const needed = spaceOfAll(files);
  if (needed > freeBytes) {
    throw new LinkError(`The board has ${freeBytes} bytes of flash left, and the image needs ${needed}.`,
      "Remove files that are not tinytill's.");
  }
}

function spaceOfAll(files: { size: number }[]): number {
  return files.reduce((sum, { size }) => sum + spaceOf(size), 0);
}
