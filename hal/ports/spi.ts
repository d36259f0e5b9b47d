import type { Bytes } from "./bytes";

/** ECMA-419 SPI, the members we use; the pins are the board's. */
export interface SPIOptions {
  /** Bits per second; the chip takes the next slower speed it has. */
  hz: number;
  mode: 0 | 1 | 2 | 3;
}

/**
 * A way to one part, most significant bit first, that gives nothing back. Its select line, where it has one, is low
 * during each `write`. Returning means that all bits went over the wire. Long data in one piece of memory, which is
 * what an ArrayBuffer is, goes several times faster than a string.
 */
export interface SPI {
  write(data: Bytes | ArrayBuffer): void;
}

/** A board's bus and the select line of one part on it. Each part opens it once. */
export type OpenSPI = (options: SPIOptions) => SPI;

/** The same, and what the part gives back while it listens. */
export interface TwoWaySPI extends SPI {
  /**
   * As many bytes as were sent, in the form they were sent in: characters for a few, an array for many, 4,000 at most.
   * A part that is not there gives anything, most often all ones or all zeros.
   */
  transfer<Data extends Bytes | Uint8Array>(data: Data): Data;
}

/** A board's bus with a wire back, and the select line of one part on it. Each part opens it once. */
export type OpenTwoWaySPI = (options: SPIOptions) => TwoWaySPI;
