/** Before the data of every file. */
export const HEADER_BYTES = 32;
/** A longer name is cut. */
export const NAME_BYTES = 28;
/** A piece of a file that grows (`Storage.open`). */
export const FLAG_STORAGE_FILE = 64;
/** The interpreter's saved memory. */
export const FLAG_COMPRESSED = 128;

/** One header in flash. */
export interface FileEntry {
  /** Offset of the header. */
  at: number;
  /** Offset of the first byte of data. */
  dataAt: number;
  size: number;
  flags: number;
  /** Of removed files the first four characters are zero. */
  name: string;
  removed: boolean;
}

/** Data is padded to whole words. */
export function align(size: number): number {
  return (size + 3) & ~3;
}
