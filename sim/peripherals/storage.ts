import { halError } from "../../hal/errors";
import type { PageArea, Storage } from "../../hal/ports/storage";
import { toBytes } from "../bytes";

/** What a cut of power throws out of a write: no code of the terminal may run after it. */
export class PowerCut {}

/** An erase counts as so many programmed bytes for each byte, so that it can be cut in several places. */
const ERASE_PIECE_BYTES = 512;

/**
 * Files in memory with the rules of flash: bits go from one to zero only, whole pages go back to ones,
 * and power may fail after any byte. Survives the terminal that writes to it.
 */
export class MemoryStorage implements Storage {
  private files = new Map<string, Uint8Array>();
  /**
   * How many more bytes will be programmed before the power fails; undefined: power holds. Each 512
   * bytes of an erase count as one. Once power failed every write fails, until this is set anew.
   */
  bytesLeft: number | undefined;
  /** Told when the power fails, just before `PowerCut` is thrown. */
  onPowerCut: (() => void) | undefined;
  /** Bytes programmed so far. */
  written = 0;
  /** Pages erased so far. */
  erased = 0;
  /** Calls of `read` so far. */
  reads = 0;
  /** Whether flash takes what is programmed or erased there; a worn page does not. */
  isWorn: (name: string, offset: number) => boolean = () => false;

  /** @param fileOffset where in its page a file begins; the interpreter's files begin anywhere */
  constructor(private readonly pageBytes = 4096, private readonly fileOffset = 100) {}

  /** Makes a file as provisioning does: `head`, then erased bytes up to `size`. */
  provision(name: string, head: string, size = head.length): void {
    const file = new Uint8Array(size).fill(0xff);
    for (let at = 0; at < head.length; at++) file[at] = head.charCodeAt(at);
    this.files.set(name, file);
  }

  /** The bytes of a file themselves: what is changed in them is changed in flash. */
  bytes(name: string): Uint8Array {
    return this.files.get(name)!;
  }

  /** The same flash once more, on its own. */
  copy(): MemoryStorage {
    const copy = new MemoryStorage(this.pageBytes, this.fileOffset);
    for (const [name, file] of this.files) copy.files.set(name, file.slice());
    return copy;
  }

  size(name: string): number | undefined {
    return this.files.get(name)?.length;
  }

  read(name: string, offset = 0, length?: number): string | undefined {
    this.reads++;
    const file = this.files.get(name);
    if (file === undefined) return undefined;
    return toBytes(file, offset, length === undefined ? file.length : Math.min(offset + length, file.length));
  }

  write(name: string, data: string, offset: number): void {
    const file = this.files.get(name);
    if (file === undefined || offset < 1 || offset + data.length > file.length) throw halError("storage", name);
    for (let at = 0; at < data.length; at++) {
      if (file[offset + at] !== 0xff) throw halError("storage", name);
    }
    for (let at = 0; at < data.length; at++) {
      if (this.bytesLeft !== undefined) this.spend();
      if (!this.isWorn(name, offset + at)) file[offset + at] = data.charCodeAt(at);
      this.written++;
    }
    for (let at = 0; at < data.length; at++) {
      if (file[offset + at] !== data.charCodeAt(at)) throw halError("storage", name);
    }
  }

  area(name: string, from: number): PageArea | undefined {
    const size = this.size(name);
    if (size === undefined) return undefined;
    const { pageBytes } = this;
    const offset = Math.ceil((from + this.fileOffset) / pageBytes) * pageBytes - this.fileOffset;
    const count = Math.floor((size - offset) / pageBytes);
    return count < 1 ? undefined : { offset, pageBytes, count };
  }

  erase(name: string, offset: number): void {
    const file = this.files.get(name);
    const { pageBytes } = this;
    if (file === undefined || offset < 1 || (offset + this.fileOffset) % pageBytes !== 0
      || offset + pageBytes > file.length) throw halError("option", name);
    for (let at = offset; at < offset + pageBytes; at += ERASE_PIECE_BYTES) {
      // A piece whose erase is cut has some of its bits back.
      this.spend(() => { for (let bit = at; bit < at + ERASE_PIECE_BYTES; bit += 3) file[bit]! |= 0x5a; });
      if (!this.isWorn(name, at)) file.fill(0xff, at, at + ERASE_PIECE_BYTES);
    }
    this.erased++;
    for (let at = offset; at < offset + pageBytes; at++) if (file[at] !== 0xff) throw halError("storage", name);
  }

  wipe(name: string): void {
    const file = this.files.get(name);
    if (file === undefined) return;
    for (let at = 0; at < file.length; at++) {
      this.spend();
      if (!this.isWorn(name, at)) file[at] = 0;
    }
    if (file.some((byte) => byte !== 0)) throw halError("storage", name);
  }

  private spend(leave?: () => void): void {
    if (this.bytesLeft === undefined) return;
    if (this.bytesLeft > 0) {
      this.bytesLeft--;
      return;
    }
    leave?.();
    this.onPowerCut?.();
    throw new PowerCut();
  }
}
