import { halError } from "../../hal/errors";
import type { Storage } from "../../hal/ports/storage";

/** What a cut of power throws out of a write: no code of the terminal may run after it. */
export class PowerCut extends Error {}

/**
 * Files in memory with the rules of flash: bits go from one to zero only, and power may fail after
 * any byte. Survives the terminal that writes to it.
 */
export class MemoryStorage implements Storage {
  private files = new Map<string, Uint8Array>();
  /** How many more bytes will be programmed before the power fails; undefined: power holds. */
  bytesLeft: number | undefined;
  /** Bytes programmed so far. */
  written = 0;

  /** Makes a file as provisioning does: `head`, then erased bytes up to `size`. */
  provision(name: string, head: string, size = head.length): void {
    const file = new Uint8Array(size).fill(0xff);
    for (let at = 0; at < head.length; at++) file[at] = head.charCodeAt(at);
    this.files.set(name, file);
  }

  size(name: string): number | undefined {
    return this.files.get(name)?.length;
  }

  read(name: string, offset = 0, length?: number): string | undefined {
    const file = this.files.get(name);
    if (file === undefined) return undefined;
    return String.fromCharCode(...file.subarray(offset, length === undefined ? undefined : offset + length));
  }

  write(name: string, data: string, offset: number): void {
    const file = this.files.get(name);
    if (file === undefined || offset < 1 || offset + data.length > file.length) throw halError("storage", name);
    for (let at = 0; at < data.length; at++) {
      if (file[offset + at] !== 0xff && file[offset + at] !== data.charCodeAt(at)) throw halError("storage", name);
    }
    for (let at = 0; at < data.length; at++) {
      if (this.bytesLeft !== undefined && this.bytesLeft-- === 0) throw new PowerCut();
      file[offset + at] = data.charCodeAt(at);
      this.written++;
    }
  }
}
