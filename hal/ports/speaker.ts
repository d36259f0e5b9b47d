/** Sounds a merchant learns without looking. */
export type Sound = "charged" | "notCharged" | "refunded" | "refundPending" | "attention";

/** `play` starts a sound and returns; a new sound replaces the old. No sound is not an error. */
export interface Speaker {
  play(sound: Sound): void;
  close(): void;
}
