/** The battery, where a board has one and can sense it. Neither call takes time to speak of. */
export interface Battery {
  /** What is left, 0 to 100, from the voltage: within some ten of a hundred, less while it is charged. */
  percent(): number;
  /** Too little to begin what must not be cut, such as an update. Once low it stays low until much more is there. */
  isLow(): boolean;
}
