/** Sounds a merchant learns without looking. */
export type Sound = "charged" | "notCharged" | "refunded" | "refundPending" | "attention";

/** A recorded piece of speech: the number of its folder times 256, and its number in there; both from 1. */
export type Clip = number;

export interface Speaker {
  /**
   * What a speaker with a voice knows of its part. `unset`: it answers, but a clip is not there. `silent`: it does not
   * answer, or its answers have no wire. Absent where nothing would answer.
   */
  health?(): "ready" | "unset" | "silent";
  /** Starts a sound and returns; a new sound replaces the old. No sound is not an error. */
  play(sound: Sound): void;
  /** The same with a voice, clip after clip. Absent where there is none. */
  say?(clips: Clip[]): void;
  close(): void;
}
