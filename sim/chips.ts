/** What the pins of a chip can and cannot do, with the interpreter's build for it. GPIO numbers. */
export interface ChipFacts {
  name: string;
  /** Numbers of D0 to the last. */
  pins: number;
  /** Numbers that are no pins. */
  missing: number[];
  /** Read at reset to choose how the chip starts: a part that pulls there can keep it from starting. */
  strapping: number[];
  /** Wired to the flash (and the larger memory of some modules) inside the module. */
  flash: number[];
  /** The console, or the wires of the USB connector. */
  console: number[];
  /** Take no output and have no resistors. */
  inputOnly: number[];
  /** Can be read as a voltage while WiFi is on. */
  analog: number[];
  /** Make a voltage where others make a wave. */
  converters: number[];
  /** `setWatch` is refused. */
  unwatched: number[];
  /** Read the other way round: the button of the board. */
  inverted: number[];
  /** SPI1 takes it along as its input where it is told none: nothing may hang there. */
  spiInput: number;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

/** Source: ESP32 Series Datasheet, 2 "Pins" and 3.3 "Boot configurations"; the interpreter's board file and `jshCanWatch`. */
export const ESP32: ChipFacts = {
  name: "ESP32", pins: 40, missing: [20, 24, 28, 29, 30, 31, 37, 38], strapping: [0, 2, 5, 12, 15], flash: range(6, 11),
  console: [1, 3], inputOnly: range(34, 39), analog: range(32, 39), converters: [25, 26], unwatched: range(6, 12), inverted: [0],
  spiInput: 12,
};

/**
 * Source: ESP32-S3 Series Datasheet, 2 "Pins" and 3 "Boot configurations": the module with 8 MB of octal memory also
 * takes 33 to 37. The interpreter's build knows no analog inputs there.
 */
export const ESP32_S3: ChipFacts = {
  name: "ESP32-S3", pins: 49, missing: range(22, 25), strapping: [0, 3, 45, 46], flash: range(26, 37),
  console: [19, 20, 43, 44], inputOnly: [], analog: [], converters: [], unwatched: range(6, 12), inverted: [],
  spiInput: 13,
};

const CHIPS = [ESP32, ESP32_S3];

/** A chip by its name. Throws where nobody said what its pins can do. */
export function chipOf(name: string): ChipFacts {
  const chip = CHIPS.find((each) => each.name === name);
  if (chip === undefined) throw new Error(`nobody said in sim/chips.ts what the pins of ${name} can do`);
  return chip;
}
