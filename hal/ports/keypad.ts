/** Keys that are typed. */
export type DigitKey = "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" | "8" | "9" | ".";

/** What the keys of a terminal mean, whatever is printed on them. */
export type Key = DigitKey | "ok" | "clear" | "cancel" | "reprint" | "language";

export interface KeypadOptions {
  /** A key went down, once per press. Never called from inside a method. */
  onKey: (key: Key) => void;
}

/** Keys of the terminal. A press is reported once; a key that repeats while held is reported once. */
export interface Keypad {
  /** `silent`: the part does not answer, and is asked again until it does. Absent where nothing would answer. */
  health?(): "ready" | "silent";
  close(): void;
}
