import { compact } from "./compaction";
import { align, type FileEntry, HEADER_BYTES, NAME_BYTES } from "./file-entry";
import type { Flash } from "./flash";

export interface StorageStats {
  totalBytes: number;
  freeBytes: number;
  fileBytes: number;
  fileCount: number;
  trashBytes: number;
  trashCount: number;
}

/** Why a write was refused; the texts are the interpreter's. */
export class StorageError {
  constructor(readonly message: string) {}
}

/**
 * The interpreter's file storage in flash. Files follow one another from offset 0, each a 32-byte
 * header and its data, padded to 4 bytes: little-endian word of size (24 bits) and flags (8 bits),
 * then 28 bytes of name, padded with zeros. A file is removed by clearing the first word of its
 * name; its space is trash until a compaction copies the living files together. A page whose start
 * is erased ends the list; where a page begins with a header the list goes on there.
 */
export class StorageFormat {
  /** Told when a compaction begins: nothing in the field may ever do that. */
  onCompact: (() => void) | undefined;

  constructor(readonly flash: Flash) {}

  find(name: string): FileEntry | undefined {
    const wanted = nameBytes(name);
    const { bytes } = this.flash;
    for (let at = this.first(); at !== undefined; at = this.next(at)) {
      let same = 0;
      while (same < NAME_BYTES && bytes[at + 4 + same] === wanted[same]) same++;
      if (same === NAME_BYTES) return this.entry(at);
    }
    return undefined;
  }

  /** Living and removed files in the order of the flash. */
  entries(): FileEntry[] {
    const found: FileEntry[] = [];
    for (let at = this.first(); at !== undefined; at = this.next(at)) found.push(this.entry(at));
    return found;
  }

  /** Bytes of a file, clipped to it, or undefined where there is none. */
  read(name: string, offset = 0, length = 0): Uint8Array | undefined {
    const file = this.find(name);
    if (!file) return undefined;
    const start = Math.min(Math.max(offset, 0), file.size);
    const end = length > 0 ? Math.min(start + length, file.size) : file.size;
    return this.flash.bytes.subarray(file.dataAt + start, file.dataAt + end);
  }

  /**
   * Writes as the interpreter does: at offset 0 a file that differs is removed and made new (not at
   * all when the content is the same), elsewhere only erased bytes inside a file can be written.
   */
  write(name: string, data: Uint8Array, offset = 0, size = 0, flags = 0): boolean {
    if (offset < 0 || size < 0) return false;
    const fileSize = size || data.length;
    if (!fileSize) throw new StorageError("Can't create zero length file");
    let file = this.find(name);
    if (
      offset === 0 &&
      !(file && file.size === fileSize && file.flags === flags && this.blank(file, fileSize))
    ) {
      if (file && file.size === fileSize && file.flags === flags && this.holds(file, data)) return true;
      if (file) this.remove(file);
      file = this.create(name, fileSize, flags);
    }
    if (!file) throw new StorageError("Unable to find or create file");
    if (offset + data.length > file.size) throw new StorageError("Too much data for file size");
    if (!this.flash.isErased(file.dataAt + offset, data.length)) {
      throw new StorageError("File already written with different data");
    }
    this.flash.programAligned(file.dataAt + offset, data);
    return true;
  }

  erase(name: string): void {
    const file = this.find(name);
    if (file) this.remove(file);
  }

  eraseAll(): void {
    this.flash.erasePages(0, this.flash.bytes.length);
  }

  stats(): StorageStats {
    const total = this.flash.bytes.length;
    const stats = {
      totalBytes: total,
      freeBytes: total,
      fileBytes: 0,
      fileCount: 0,
      trashBytes: 0,
      trashCount: 0,
    };
    for (const file of this.entries()) {
      const space = HEADER_BYTES + align(file.size);
      if (file.removed) {
        stats.trashBytes += space;
        stats.trashCount++;
      } else {
        stats.fileBytes += space;
        stats.fileCount++;
      }
      stats.freeBytes = total - (file.at + space);
    }
    return stats;
  }

  /** False when the list of files ends in something that is neither a header nor erased. */
  isValid(): boolean {
    const total = this.flash.bytes.length;
    let at = 0;
    for (let next = this.first(); next !== undefined; next = this.step(at, true).next) at = next;
    if (this.first() === undefined) return this.flash.isErased(0, total);
    const end = at + HEADER_BYTES + align(this.sizeAt(at));
    if (end + HEADER_BYTES > total) return end <= total;
    return this.flash.isErased(this.step(at, true).candidate ?? end, HEADER_BYTES);
  }

  /** Copies the living files together, page by page through memory. True when space was freed. */
  compact(): boolean {
    const entries = this.entries();
    if (!entries.some((file) => file.removed)) return false;
    this.onCompact?.();
    const last = entries[entries.length - 1]!;
    compact(this.flash, entries, this.step(last.at, true).candidate ?? this.flash.bytes.length);
    return true;
  }

  private create(name: string, size: number, flags: number): FileEntry | undefined {
    const needed = align(size) + HEADER_BYTES;
    let place = this.place(needed);
    if (place.at === undefined && needed < place.free + place.trash && this.compact())
      place = this.place(needed);
    if (place.at === undefined) return undefined;
    const header = new Uint8Array(HEADER_BYTES);
    new DataView(header.buffer).setUint32(0, (size | (flags << 24)) >>> 0, true);
    header.set(nameBytes(name), 4);
    this.flash.program(place.at, header);
    return this.entry(place.at);
  }

  private place(needed: number): { at: number | undefined; free: number; trash: number } {
    const { flash } = this;
    let free = 0;
    let trash = 0;
    for (let start: number | undefined = 0; start !== undefined;) {
      let at: number | undefined = start;
      while (at !== undefined && this.isHeader(at)) {
        if (this.isRemoved(at)) trash += this.sizeAt(at);
        at = this.step(at, false).candidate;
      }
      if (at === undefined) break;
      const page: number = at - (at % flash.pageBytes) + flash.pageBytes;
      // An erased next page means that all the rest is free; such rests are counted page after page, as on the board.
      const end = page < flash.bytes.length && !this.isHeader(page) ? flash.bytes.length : page;
      free += end - at;
      if (end - at >= needed) return { at, free, trash };
      start = page < flash.bytes.length ? page : undefined;
    }
    return { at: undefined, free, trash };
  }

  private remove(file: FileEntry): void {
    this.flash.program(file.at + 4, new Uint8Array(4));
  }

  private first(): number | undefined {
    return this.isHeader(0) ? 0 : undefined;
  }

  private next(at: number): number | undefined {
    return this.step(at, true).next;
  }

  /** Where the header after `at` should stand, and whether one does; `pages` looks on at the next page. */
  private step(at: number, pages: boolean): { candidate: number | undefined; next: number | undefined } {
    const total = this.flash.bytes.length;
    let candidate = at + HEADER_BYTES + align(this.sizeAt(at));
    if (candidate + HEADER_BYTES > total) return { candidate: undefined, next: undefined };
    if (this.isHeader(candidate)) return { candidate, next: candidate };
    if (!pages) return { candidate, next: undefined };
    candidate += this.flash.pageBytes - (candidate % this.flash.pageBytes);
    if (candidate >= total) return { candidate: undefined, next: undefined };
    return { candidate, next: this.isHeader(candidate) ? candidate : undefined };
  }

  private isHeader(at: number): boolean {
    const { bytes } = this.flash;
    const size = this.sizeAt(at);
    const flags = bytes[at + 3]!;
    if (size === 0xff_ffff && flags === 0xff) return false;
    return (size !== 0 || flags !== 0) && at + HEADER_BYTES + size <= bytes.length;
  }

  private isRemoved(at: number): boolean {
    const { bytes } = this.flash;
    return (bytes[at + 4]! | bytes[at + 5]! | bytes[at + 6]! | bytes[at + 7]!) === 0;
  }

  private sizeAt(at: number): number {
    const { bytes } = this.flash;
    return bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16);
  }

  private entry(at: number): FileEntry {
    let name = "";
    for (let i = at + 4; i < at + HEADER_BYTES && this.flash.bytes[i]; i++)
      name += String.fromCharCode(this.flash.bytes[i]!);
    return {
      at,
      dataAt: at + HEADER_BYTES,
      size: this.sizeAt(at),
      flags: this.flash.bytes[at + 3]!,
      name,
      removed: this.isRemoved(at),
    };
  }

  private blank(file: FileEntry, size: number): boolean {
    return this.flash.isErased(file.dataAt, size);
  }

  private holds(file: FileEntry, data: Uint8Array): boolean {
    if (data.length !== file.size) return false;
    for (let i = 0; i < data.length; i++) if (this.flash.bytes[file.dataAt + i] !== data[i]) return false;
    return true;
  }
}

/** Puts a file into flash from outside, as provisioning does. `size` preallocates erased space behind the data. */
export function writeFile(flash: Flash, name: string, data: Uint8Array, size = 0): void {
  new StorageFormat(flash).write(name, data, 0, size);
}

/** A file's bytes (a view of the flash), or undefined where there is none. */
export function readFile(flash: Flash, name: string): Uint8Array | undefined {
  return new StorageFormat(flash).read(name);
}

function nameBytes(name: string): Uint8Array {
  const bytes = new Uint8Array(NAME_BYTES);
  for (let i = 0; i < NAME_BYTES && i < name.length; i++) bytes[i] = name.charCodeAt(i);
  return bytes;
}
