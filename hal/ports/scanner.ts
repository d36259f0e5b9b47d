import type { Bytes } from "./bytes";

export interface ScannerOptions {
  /**
   * A whole code was read: printable ASCII without terminator or symbology prefix, 1 to 512 bytes.
   * The same code again within the part's repeat time is not reported. Never called from inside a method.
   */
  onCode: (code: Bytes) => void;
}

/**
 * What a scanner knows of its part. `starting`: it is asked and set up now. `unset`: it answers, but keeps a
 * setting that may hold codes back. `silent`: it does not answer; it is asked again until it does.
 */
export type ScannerHealth = "starting" | "ready" | "unset" | "silent";

/** Reads bar codes and QR codes. What arrives while disabled is dropped. */
export interface Scanner {
  configure(options: { enabled: boolean }): void;
  /** Absent where the part says nothing of itself: it only types. */
  health?(): ScannerHealth;
  close(): void;
}
