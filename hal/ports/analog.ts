/** ECMA-419 Analog, one pin: `read` gives the voltage as a share (0 to 1) of what the converter can tell. */
export interface Analog {
  read(): number;
}
