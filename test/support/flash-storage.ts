import { halError } from "../../hal/errors";
import type { PageArea, Storage } from "../../hal/ports/storage";
import { toBytes } from "../../sim/bytes";
import type { Flash } from "../../sim/espruino/flash";
import { StorageError, StorageFormat } from "../../sim/espruino/storage-format";

/** The Storage port straight over the stand-in's flash: the adapter's behaviour without an interpreter. */
export class FlashStorage implements Storage {
  private readonly format: StorageFormat;

  constructor(private readonly flash: Flash) {
    this.format = new StorageFormat(flash);
    this.format.onCompact = () => { throw new Error("a compaction began"); };
  }

  size(name: string): number | undefined {
    return this.format.find(name)?.size;
  }

  read(name: string, offset = 0, length?: number): string | undefined {
    const bytes = this.format.read(name, offset, length);
    return bytes && toBytes(bytes);
  }

  write(name: string, data: string, offset: number): void {
    try {
      this.format.write(name, Uint8Array.from(data, (character) => character.charCodeAt(0)), offset);
    } catch (error) {
      throw error instanceof StorageError ? halError("storage", error.message) : error;
    }
  }

  area(name: string, from: number): PageArea | undefined {
    const file = this.format.find(name);
    if (file === undefined) return undefined;
    const { pageBytes } = this.flash;
    const offset = Math.ceil((file.dataAt + from) / pageBytes) * pageBytes - file.dataAt;
    return { offset, pageBytes, count: Math.floor((file.size - offset) / pageBytes) };
  }

  erase(name: string, offset: number): void {
    this.flash.erasePage(this.format.find(name)!.dataAt + offset);
  }

  wipe(name: string): void {
    const file = this.format.find(name);
    if (file !== undefined) this.flash.program(file.dataAt, new Uint8Array(file.size));
  }
}
