import { openJournal } from "../../firmware/journal/journal";
import { JOURNAL_FILE } from "../../firmware/journal/layout";
import { toBytes } from "../../sim/bytes";
import { hostHash } from "../../sim/hash";
import { MemoryStorage } from "../../sim/peripherals/storage";
import { emptyJournal } from "../../sim/provisioning";
import { noteSale } from "./earlier-sales";

/** What the journal takes of flash, counted in the simulated one, where every byte and every call is seen. */
export interface JournalCost {
  /** Bytes programmed for a sale that is charged and told, rollovers included, on the average of many. */
  flashBytesPerSale: number;
  /** The fewest and the most reads of flash that a sale needs while its segment is being filled: alike, when length is no matter. */
  readsPerSale: [fewest: number, most: number];
}

const SALES = 600;

/** Sells for a day. */
export function measureJournal(): JournalCost {
  const storage = new MemoryStorage();
  const { data, size } = emptyJournal(undefined, "MEASURES");
  storage.provision(JOURNAL_FILE, toBytes(data), size);
  const journal = openJournal(storage, hostHash);
  const reads: number[] = [];
  const before = storage.written;
  for (let count = 1; count <= SALES; count++) {
    const { erased, reads: readsBefore } = storage;
    noteSale(journal, count);
    if (storage.erased === erased) reads.push(storage.reads - readsBefore);
  }
  return {
    flashBytesPerSale: Math.round((storage.written - before) / SALES),
    readsPerSale: [Math.min(...reads), Math.max(...reads)],
  };
}
