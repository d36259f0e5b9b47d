import type { Bytes } from "../../hal/ports/bytes";
import type { Storage } from "../../hal/ports/storage";
import { readList, runningSlot } from "./choice";
import type { SlotName } from "./choice";
import { slotArea, slotFile } from "./updater";

/**
 * An image begins with a head of 64 bytes: this mark, the length of the program (4 bytes, highest first), board
 * and version (12 bytes each, filled up with zeros) and the SHA-256 of the program, which follows.
 */
export const IMAGE_MARK = "TTA1";
export const HEAD_BYTES = 64;
export const NAME_BYTES = 12;
const BOARD_AT = 8;

/**
 * The program in a slot as flash itself, so that running it takes no memory for its text; undefined where there is
 * none. Whether its bytes are right was checked when they were written.
 */
export function programIn(storage: Storage, slot: SlotName): Bytes | undefined {
  const area = slotArea(storage, slot);
  const head = area === undefined ? undefined : storage.read(slotFile(slot), area.offset, HEAD_BYTES);
  if (area === undefined || head === undefined || head.substr(0, IMAGE_MARK.length) !== IMAGE_MARK) return undefined;
  const length = head.charCodeAt(5) * 65536 + head.charCodeAt(6) * 256 + head.charCodeAt(7);
  return storage.read(slotFile(slot), area.offset + HEAD_BYTES, length);
}

function nameIn(head: Bytes, at: number): Bytes {
  const name = head.substr(at, NAME_BYTES);
  const end = name.indexOf("\0");
  return end < 0 ? name : name.substr(0, end);
}

/** For which board the running image was built, and its version; "" where there is none. */
export function runningNames(storage: Storage): { board: Bytes; version: Bytes } {
  const slot = runningSlot(readList(storage));
  const area = slotArea(storage, slot);
  const head = area === undefined ? "" : "" + storage.read(slotFile(slot), area.offset, HEAD_BYTES);
  return { board: nameIn(head, BOARD_AT), version: nameIn(head, BOARD_AT + NAME_BYTES) };
}
