/** ECMA-419 PWM, one pin; unlike there, its frequency can change. */
export interface PWM {
  /** A wave of `hz` (100 to 20,000) that is high for `duty` of the time, 0 to 1; with 0 the pin stays low. */
  write(duty: number, hz: number): void;
}
