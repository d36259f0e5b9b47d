import type { Bytes } from "./bytes";

/** ECMA-419 Serial, the members we use. */
export interface SerialOptions {
  /** Bits per second. */
  baud: number;
  /** Says once per arrival that `count` bytes wait in `read`. Never called from inside a method. */
  onReadable?: (count: number) => void;
  /** The wire is there again after it was gone: what was written meanwhile is lost. Never called from inside a method. */
  onBack?: () => void;
}

/**
 * A byte stream to one part. `write` takes all bytes or throws and takes none; taken means queued,
 * not sent. `read` gives every byte that waits, or undefined. After `close` no callback follows.
 */
export interface Serial {
  read(): Bytes | undefined;
  write(data: Bytes): void;
  close(): void;
}

/** A board's wire to one part: opens it with the part's own speed. Throws when it is not there. */
export type OpenSerial = (options: SerialOptions) => Serial;
