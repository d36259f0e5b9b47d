import type { Bytes } from "./bytes";

/** Sounds a merchant learns without looking. */
export type Sound = "charged" | "notCharged" | "refunded" | "refundPending" | "attention";

export interface Speaker {
  /**
   * What a speaker with a voice knows of its part. `unset`: it is there, but a clip is not on its card. `silent`: it is
   * not heard, as far as anybody can know, or there is no wire to know by. Absent where nothing would tell.
   */
  health?(): "ready" | "unset" | "silent";
  /** Starts a sound and returns; a new sound replaces the old. No sound is not an error. */
  play(sound: Sound): void;
  /**
   * The same in words, with the amount as people write it ("12.50"; "" for none) and its currency. A voice that is not
   * heard rings as well. Absent where there is none.
   */
  say?(sound: Sound, amount: Bytes, currency: Bytes, language: "en" | "zh"): void;
  close(): void;
}
