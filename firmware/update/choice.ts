import type { Bytes } from "../../hal/ports/bytes";
import type { Storage } from "../../hal/ports/storage";

/** The two places for an image; the files `app.a` and `app.b`. */
export type SlotName = "a" | "b";

/** The list of updates: its mark, then three letters for each update, then erased bytes. */
export const BOOT_FILE = "boot";
export const BOOT_MARK = "TTB1";

/**
 * What the start-up has to do: note this letter behind the list, then start this slot. A slot that was chosen is
 * noted `t` and tried once; an image that found itself healthy has noted `g`; a start that finds `t` still last
 * knows that the trial failed, notes `x` and goes back.
 */
export interface Choice {
  slot: SlotName;
  note: "" | "t" | "x";
}

/** The other one. */
export function otherSlot(slot: Bytes): SlotName {
  return slot === "a" ? "b" : "a";
}

/** Reads a list such as "btgatx": b was tried and is good, then a was tried and failed. */
export function choose(list: Bytes): Choice {
  const last = list.substr(list.length - 1);
  switch (last) {
    case "a":
    case "b": return { slot: last, note: "t" };
    case "t": return { slot: otherSlot(list.substr(list.length - 2, 1)), note: "x" };
    case "g": return { slot: list.substr(list.length - 3, 1) as SlotName, note: "" };
    case "x": return { slot: otherSlot(list.substr(list.length - 3, 1)), note: "" };
    default: return { slot: "a", note: "" };
  }
}

/** The letters of the list; "" where there is none yet. */
export function readList(storage: Storage): Bytes {
  const text = "" + (storage.read(BOOT_FILE) || "");
  const end = text.indexOf("\xff");
  return text.substr(0, end < 0 ? text.length : end).substr(BOOT_MARK.length);
}

/** The slot whose image is running. */
export function runningSlot(list: Bytes): SlotName {
  const last = list.substr(list.length - 1);
  return last === "t" ? list.substr(list.length - 2, 1) as SlotName : choose(list).slot;
}

/** Whether the running image has yet to show that it is healthy. */
export function isTrial(list: Bytes): boolean {
  return list.substr(list.length - 1) === "t";
}

/** Adds one letter, durable on return. Throws HalError "storage" when flash does not take it or the list is full. */
export function note(storage: Storage, letter: Bytes): void {
  storage.write(BOOT_FILE, letter, BOOT_MARK.length + readList(storage).length);
}

/** Whether the list can take another update to its end. */
export function hasRoom(storage: Storage): boolean {
  const size = storage.size(BOOT_FILE) || 0;
  return BOOT_MARK.length + readList(storage).length + 3 <= size;
}
