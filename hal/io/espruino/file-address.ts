import type { Bytes } from "../../ports/bytes";

const HEADER_BYTES = 32;

/** Where the interpreter keeps a file: address of its first byte in flash. */
export interface FileAddress {
  address: number;
  size: number;
}

/**
 * Walks the interpreter's list of files (its source, src/jsflash.c): headers of 32 bytes, a word of
 * size and flags and 28 bytes of name, each followed by its data, padded to 4; where no header
 * follows, the list goes on at the beginning of the next page. Undefined where there is no such file.
 * @param start where the storage area begins, as the board's definition has it
 */
export function findFile(start: number, name: string): FileAddress | undefined {
  const flash = require("Flash");
  const wanted = (name + "\0".repeat(28)).substr(0, 28);
  let at = start;
  let skipped = false;
  for (;;) {
    const header: Bytes = E.toString(flash.read(HEADER_BYTES, at));
    const size = header.charCodeAt(0) + header.charCodeAt(1) * 256 + header.charCodeAt(2) * 65536;
    if (size > 0 && size < 0xffffff) {
      if (header.substr(4) === wanted) return { address: at + HEADER_BYTES, size: size };
      at += HEADER_BYTES + ((size + 3) & ~3);
      skipped = false;
    } else {
      // An erased page ends the list.
      const page = flash.getPage(at);
      if (skipped || page === undefined) return undefined;
      at = page.addr + page.length;
      skipped = true;
    }
    if (flash.getPage(at) === undefined) return undefined;
  }
}
