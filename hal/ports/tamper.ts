/** The switch that the case holds closed. A wire that is cut or pulled off counts as open. */
export interface Tamper {
  /** As of now, without waiting whether it bounces. */
  isOpen(): boolean;
  /** Told once, when the case has been open for a moment; not told of a case that was open from the start. */
  onOpen: (() => void) | undefined;
}
