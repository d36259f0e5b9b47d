import { fromBytes } from "./bytes";
import type { Flash } from "./espruino/flash";
import { StorageFormat } from "./espruino/storage-format";

/** What the build makes for a terminal's flash. */
export interface FlashImage {
  /** What the interpreter starts; it never changes in the field. */
  loader: Uint8Array;
  /** The image, as updates fetch it too. */
  image: Uint8Array;
  /** Room for this image or another one. */
  slotBytes: number;
}

/** A slot's file begins with it: the interpreter may answer a write at offset 0 by making the file anew. */
export const SLOT_MARK = "TTI";

/** Puts a loader and an image into flash as the first of its files, and further slots without an image. */
export function install(flash: Flash, what: FlashImage, slots = 1): void {
  const storage = new StorageFormat(flash);
  storage.write(".bootcde", what.loader);
  for (const slot of ["a", "b"].slice(0, slots)) {
    const name = `app.${slot}`;
    // Whole pages of the file are what an update writes: the first of them may begin a page later.
    storage.write(name, fromBytes(SLOT_MARK), 0, what.slotBytes + flash.pageBytes);
    const { dataAt } = storage.find(name)!;
    if (slot === "a") storage.write(name, what.image, flash.pageBytes - (dataAt % flash.pageBytes));
  }
}
