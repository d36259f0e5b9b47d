import { createHash } from "node:crypto";
import { crc32 } from "../../sim/bytes";
import { type BoardConsole, BoardException } from "./console";
import { LinkError } from "./link-error";
import { quote } from "./values";

/** Sizes in bytes, as the interpreter counts them. */
export interface StorageStats {
  freeBytes: number;
  trashBytes: number;
  totalBytes: number;
}

/** Told after every piece: bytes done. */
export type OnProgress = (bytes: number) => void;

/** Small enough for a board's input ring while flash is written, and for its memory beside a program. */
const WRITE_BYTES = 2_048;
/** In base64 it stays below the longest value of a packet. */
const READ_BYTES = 3_072;
const HEADER_BYTES = 32;
const ATTEMPTS = 5;
/** The interpreter's own refusals to write (its source, src/jsflash.c); what else it says is about a spoilt expression. */
const STORAGE_WORDS = /Unable to find or create file|Too much data for file size|File already written/;
const STORAGE = 'require("Storage")';

/** The files in a board's flash, over its console. Every piece is checked on both sides of the wire. */
export class BoardStorage {
  constructor(private readonly console: BoardConsole) {}

  stats(): Promise<StorageStats> {
    return this.console.evaluate(`${STORAGE}.getStats()`);
  }

  names(): Promise<string[]> {
    return this.console.evaluate(`${STORAGE}.list()`);
  }

  /** Undefined where there is no such file. */
  size(name: string): Promise<number | undefined> {
    return this.console.evaluate(`(function(d){return d===undefined?d:d.length})(${STORAGE}.read(${quote(name)}))`);
  }

  /** The bytes of a file, or undefined. Erased pieces cross the wire as their length. */
  async read(name: string, onProgress?: OnProgress): Promise<Uint8Array | undefined> {
    const size = await this.size(name);
    if (size === undefined) return undefined;
    const file = new Uint8Array(size);
    for (let at = 0; at < size; at += READ_BYTES) {
      file.set(await this.readPiece(name, at, Math.min(READ_BYTES, size - at)), at);
      onProgress?.(Math.min(at + READ_BYTES, size));
    }
    return file;
  }

  /**
   * Makes a file of `size` bytes that begins with `data`; one of that name goes first. The caller has seen to it that
   * there is room: otherwise the interpreter would compact. Throws LinkError when flash does not take it.
   */
  async write(name: string, data: Uint8Array, size = data.length, onProgress?: OnProgress): Promise<void> {
    await this.erase(name);
    for (let at = 0; at < data.length; at += WRITE_BYTES) {
      await this.writePiece(name, data.subarray(at, at + WRITE_BYTES), at, size);
      onProgress?.(Math.min(at + WRITE_BYTES, data.length));
    }
  }

  /** Whether the file begins with these bytes and is as long: by digests that the board makes. */
  async holds(name: string, data: Uint8Array, size = data.length): Promise<boolean> {
    if (await this.size(name) !== size) return false;
    for (let at = 0; at < data.length; at += READ_BYTES) {
      const piece = data.subarray(at, at + READ_BYTES);
      const digest = await this.console.evaluate<string>(
        `btoa(require("crypto").SHA256(${STORAGE}.read(${quote(name)},${at},${piece.length})))`);
      if (digest !== createHash("sha256").update(piece).digest("base64")) return false;
    }
    return true;
  }

  /** Writes over erased bytes inside a file. Throws LinkError when flash does not take it. */
  async writeInside(name: string, data: Uint8Array, offset: number): Promise<void> {
    for (let at = 0; at < data.length; at += WRITE_BYTES) {
      await this.writePiece(name, data.subarray(at, at + WRITE_BYTES), offset + at, 0);
    }
  }

  /** CRC-32 of a file, or of a part of it. */
  crc(name: string, offset = 0, length = 0): Promise<number> {
    return this.console.evaluate(`E.CRC32(${STORAGE}.read(${quote(name)},${offset},${length}))`);
  }

  async erase(name: string): Promise<void> {
    await this.console.evaluate(`${STORAGE}.erase(${quote(name)})`);
  }

  /** Removes every file. It takes seconds. */
  async eraseAll(): Promise<void> {
    await this.console.evaluate(`${STORAGE}.eraseAll()`, 60_000);
  }

  /** Moves the files together. Power that fails meanwhile mostly costs all of them. */
  async compact(): Promise<void> {
    await this.console.evaluate(`${STORAGE}.compact()`, 120_000);
  }

  private async readPiece(name: string, at: number, length: number): Promise<Uint8Array> {
    const expression = `(function(d){return d=="\\xff".repeat(d.length)?d.length:[btoa(d),E.CRC32(d)]})(`
      + `${STORAGE}.read(${quote(name)},${at},${length}))`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const answer = await this.console.evaluate<[string, number] | number>(expression);
      if (answer === length) return new Uint8Array(length).fill(0xff);
      if (typeof answer !== "object") continue;
      const piece = Buffer.from(answer[0], "base64");
      if (piece.length === length && crc32(piece) === answer[1]) return piece;
    }
    throw spoilt(`The file ${name} of the board cannot be read without faults.`);
  }

  private async writePiece(name: string, piece: Uint8Array, at: number, size: number): Promise<void> {
    // Whatever the wire spoils of it: no word of a secret comes back in the interpreter's. A piece whose answer was lost is
    // there already, and would be refused, or at the beginning of a file make another one.
    const file = `${STORAGE}.read(${quote(name)},${at},${piece.length})`;
    const expression = `(function(d){return E.CRC32(d)!=${crc32(piece)}?"spoilt":${file}==d||`
      + `${STORAGE}.write(${quote(name)},d,${at},${size})})(atob("${Buffer.from(piece).toString("base64")}"))`;
    let end: unknown;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      end = await this.endOf(expression);
      if (end === true) return;
    }
    if (end === "spoilt") throw spoilt(`The file ${name} cannot be written to the board without faults.`);
    throw new LinkError(`The board did not take the file ${name}.`,
      "Its flash does not hold it: it is full or worn. Try once more, then take another board.");
  }

  /** What became of a piece; "spoilt" where the board could not even read it. */
  private async endOf(expression: string): Promise<unknown> {
    try {
      return await this.console.evaluate(expression);
    } catch (error) {
      if (!(error instanceof BoardException)) throw error;
      return STORAGE_WORDS.test(error.words) ? false : "spoilt";
    }
  }
}

function spoilt(what: string): LinkError {
  return new LinkError(what, "The wire spoils what it carries: take a shorter cable, or a lower speed (--baud).");
}

/** What a file takes of the storage. */
export function spaceOf(size: number): number {
  return HEADER_BYTES + ((size + 3) & ~3);
}
