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

/** Slots kept for the ends of orders that are open: a sale that could not be ended is not begun. */
const RESERVE = 24;

/** The append-only memory of the terminal. */
export interface Journal {
  /** What the file held when it was opened. `boots` already counts this start. */
  history: History;
  /** Durable on return. Throws HalError "storage" when it is not, or when no sale may be begun any more. */
  append(record: JournalRecord): void;
}

/** Opens the journal and notes this start in it. Throws HalError "missing" or "storage". */
export function openJournal(storage: Storage, hash: Hash): Journal {
  const slots = openSlots(storage, hash, JOURNAL_FILE);
  const history: History = { boots: 0, unsettled: [], refunds: [], totals: noTotals() };
  slots.each(function (payload) { replay(history, payload); });
  history.boots++;
  if (slots.free() > RESERVE) slots.append("S|" + history.boots);
  return {
    history: history,
    append: function (record) {
      const isOpening = record.kind === "opened" || record.kind === "refundOpened";
      if (isOpening && slots.free() <= RESERVE) throw halError("storage", "The journal is full.");
      slots.append(encodeRecord(record));
    },
  };
}
