import type { Bytes } from "./bytes";

/**
 * Named files in flash, made at provisioning. `read` gives the bytes from `offset`, or undefined
 * where there is no such file. `write` puts bytes over erased ones (0xFF) inside an existing file:
 * it never makes, grows or moves one, so it can never start a compaction. When it returns the bytes
 * are durable; it throws HalError "storage" when they are not. A cut of power leaves the first
 * bytes of the range written and the rest as they were.
 */
export interface Storage {
  size(name: string): number | undefined;
  read(name: string, offset?: number, length?: number): Bytes | undefined;
  write(name: string, data: Bytes, offset: number): void;
}
