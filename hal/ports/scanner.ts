import type { Bytes } from "./bytes";

export interface ScannerOptions {
  /**
   * A whole code was read: printable ASCII without terminator or symbology prefix, 1 to 512 bytes.
   * The same code again within the part's repeat time is not reported. Never called from inside a method.
   */
  onCode: (code: Bytes) => void;
}

/** Reads bar codes and QR codes. What arrives while disabled is dropped. */
export interface Scanner {
  configure(options: { enabled: boolean }): void;
  close(): void;
}
