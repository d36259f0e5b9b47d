import type { Bytes } from "./bytes";

/** ECMA-419 I2C, the members we use; the pins and the speed are the board's. */
export interface I2COptions {
  /** Seven bits, without the bit for reading or writing: 8 to 119. */
  address: number;
}

/**
 * One part on a shared bus of two wires. Both calls return when the bytes went over the wires. They throw HalError
 * "missing" when the part does not take its address or a byte, or when the bus is stuck; a stuck one takes up to a
 * second of nothing else each time, so a driver that heard "missing" waits before it tries again.
 */
export interface I2C {
  /** Exactly `count` bytes, 1 to 512. A part that has fewer gives 0xFF for the rest. */
  read(count: number): Bytes;
  /** One byte at least. */
  write(data: Bytes): void;
}

/** A board's bus: makes a part's end of it. Nothing goes over the wires; any number of ends may be open. */
export type OpenI2C = (options: I2COptions) => I2C;
