import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { LinkError } from "./link-error";

/** Keeps bytes in a file of this computer, in folders that are made where they are missing. Throws LinkError. */
export function saveFile(path: string, bytes: Uint8Array, option: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, bytes);
  } catch (error) {
    throw new LinkError(`The file ${path} cannot be written (${(error as NodeJS.ErrnoException).code}).`,
      `Nothing was changed on the board. Name another file: ${option}.`);
  }
}
