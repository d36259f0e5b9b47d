/** The switch that the case holds closed. A wire that is cut or pulled off counts as open. */
export interface Tamper {
  /** As of now, without waiting whether it bounces. */
  isOpen(): boolean;
  /** Told once, when the case has been open for a moment, from the start or later. One noisy reading is no moment. */
  onOpen: (() => void) | undefined;
}
