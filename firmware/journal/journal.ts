import { halError } from "../../hal/errors";
import type { Hash } from "../../hal/ports/hash";
import type { Storage } from "../../hal/ports/storage";
import { noTotals } from "../domain/totals";
import type { JournalRecord } from "../payment/effects";
import { encodeRecord, replay } from "./records";
import type { History } from "./records";
import { openSlots } from "./slots";

/** The file made at provisioning. */
export const JOURNAL_FILE = "journal";

/** Records that one order may need after it was opened: given up, ended, told. */
const RECORDS_PER_ORDER = 3;
/** Slots kept for starts of the terminal and for verdicts that were told late. */
const SPARE = 12;

/** The append-only memory of the terminal. */
export interface Journal {
  /** What the file held when it was opened. `boots` already counts this start. */
  history: History;
  /** Whether one more order could be opened and ended, beside all that are open. */
  hasRoom(): boolean;
  /** Durable on return. Throws HalError "storage" when it is not, or for an order without room. */
  append(record: JournalRecord): void;
}

/**
 * Opens the journal and notes this start in it, where it still takes that. Throws HalError "missing".
 * A file that is full, or that takes nothing any more, still tells which orders are open.
 */
export function openJournal(storage: Storage, hash: Hash): Journal {
  const slots = openSlots(storage, hash, JOURNAL_FILE);
  const history: History = { boots: 0, unsettled: [], untold: [], refunds: [], totals: noTotals() };
  slots.each(function (payload) { replay(history, payload); });
  let open = history.unsettled.length + history.refunds.length;
  history.boots++;
  function hasRoom(): boolean {
    return slots.free() > RECORDS_PER_ORDER * (open + 1) + SPARE;
  }
  try {
    if (slots.free() > RECORDS_PER_ORDER * open + SPARE / 2) slots.append("S|" + history.boots);
  } catch (error) {
    // The order numbers of this start hold chance as well, so they differ from the last one's.
  }
  return {
    history: history,
    hasRoom: hasRoom,
    append: function (record) {
      const kind = record.kind;
      const isOpening = kind === "opened" || kind === "refundOpened";
      if (isOpening && !hasRoom()) throw halError("storage", "The journal is full.");
      slots.append(encodeRecord(record));
      if (isOpening) open++;
      else if (kind !== "reversing" && kind !== "told") open--;
    },
  };
}
