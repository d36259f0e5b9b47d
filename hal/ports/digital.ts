/**
 * `openDrain` pulls down or lets go, so that several outputs may hang on one wire. A pull-up is the chip's own, some
 * 45 kΩ; pins that have none are the board's business.
 */
export type DigitalMode = "input" | "inputPullUp" | "output" | "openDrain";

/** ECMA-419 Digital and DigitalBank, the members we use. */
export interface DigitalOptions {
  mode: DigitalMode;
  /** What outputs are from the start; 0 without it. */
  initial?: number;
  /**
   * A level of an input changed, and may have changed again since: read what it is. Never called from inside a
   * method. An output has none.
   */
  onReadable?: () => void;
}

/** One pin, or several that are read and written together: the last of the board's list is bit 0, and so on. */
export interface Digital {
  /** The levels on the wires, which are not what was written where somebody else drives them. */
  read(): number;
  write(bits: number): void;
  /** After `close` no callback follows; the pins stay as they are. */
  close(): void;
}

/** A board's pins: opens them. Throws HalError "option" when a pin cannot do what is asked. */
export type OpenDigital = (options: DigitalOptions) => Digital;
