import { align, type FileEntry, FLAG_COMPRESSED, FLAG_STORAGE_FILE } from "./file-entry";
import type { Flash } from "./flash";

/**
 * Copies the living files together from the first page with trash that begins with a header. A page is
 * erased only when reading has left it and there is data for it, so what a power cut destroys here is
 * what it destroys on the board.
 * @param entries all files, of which at least one is removed
 * @param end where the list of files ends: nothing is erased behind
 */
export function compact(flash: Flash, entries: FileEntry[], end: number): void {
  const start = firstPage(flash, entries);
  const living = entries.filter((file) => file.at >= start && !file.removed && isReal(file));
  const copies = living.map((file) => flash.bytes.slice(file.at, file.dataAt + align(file.size)));
  const held: Uint8Array[] = [];
  let writeAt = start;
  living.forEach((file, index) => {
    held.push(copies[index]!);
    flush(file.dataAt + align(file.size));
  });
  flush(flash.bytes.length);
  const rest = writeAt === start ? start : Math.ceil(writeAt / flash.pageBytes) * flash.pageBytes;
  if (rest < flash.bytes.length) flash.erasePages(rest, end);

  function flush(readAt: number): void {
    for (let chunk = held[0]; chunk; chunk = held[0]) {
      const page = writeAt - (writeAt % flash.pageBytes) + flash.pageBytes;
      if (readAt < page) return;
      const count = Math.min(chunk.length, page - writeAt);
      if (writeAt % flash.pageBytes === 0) flash.erasePage(writeAt);
      flash.program(writeAt, chunk.subarray(0, count));
      writeAt += count;
      if (count < chunk.length) held[0] = chunk.subarray(count);
      else held.shift();
    }
  }
}

function firstPage(flash: Flash, entries: FileEntry[]): number {
  let start = 0;
  for (const file of entries) {
    if (file.at % flash.pageBytes === 0) start = file.at;
    if (file.removed) break;
  }
  return start;
}

/** Files of kinds that are not kept vanish in a compaction. */
function isReal(file: FileEntry): boolean {
  return file.flags === 0 || file.flags === FLAG_STORAGE_FILE || file.flags === FLAG_COMPRESSED;
}
