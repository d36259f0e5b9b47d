import type { Bytes } from "./bytes";

/** Whole flash pages inside a file: `count` of them, `pageBytes` each, from `offset` on. */
export interface PageArea {
  offset: number;
  pageBytes: number;
  count: number;
}

/**
 * Named files in flash, made at provisioning. `read` gives the bytes from `offset`, or undefined
 * where there is no such file; what it gives may be the flash itself, which changes with the next
 * erase: keep a copy ("" + text). `write` puts bytes over erased ones (0xFF) inside an existing file:
 * it never makes, grows or moves one, so it can never start a compaction. When it returns the bytes
 * are durable; it throws HalError "storage" when they are not. A cut of power leaves the first
 * bytes of the range written and the rest as they were.
 *
 * `area` finds the pages that lie wholly inside the file, at `from` or behind; undefined without a
 * file or where no page fits. `erase` sets the one that begins at `offset` to 0xFF and touches
 * nothing else; it throws HalError "storage" when the page is not blank afterwards. A cut of power
 * in it leaves anything at all in that page.
 *
 * `wipe` makes every byte of a file 0, in place: what was there can be read no more, and the file stays. Nothing
 * happens where there is no such file. It throws HalError "storage" when something of it can still be read; a cut of
 * power leaves the first bytes wiped.
 */
export interface Storage {
  size(name: string): number | undefined;
  read(name: string, offset?: number, length?: number): Bytes | undefined;
  write(name: string, data: Bytes, offset: number): void;
  area(name: string, from: number): PageArea | undefined;
  erase(name: string, offset: number): void;
  wipe(name: string): void;
}
