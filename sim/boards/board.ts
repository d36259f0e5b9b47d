import type { CameraView, GreyPicture } from "../../hal/ports/camera";
import type { Key } from "../../hal/ports/keypad";
import type { Pose } from "../camera/pose";
import type { Scene } from "../camera/scene";
import type { VirtualClock } from "../clock";
import type { DFPlayerTwin } from "../devices/dfplayer";
import type { ScanOptions } from "../devices/scanner";
import type { SimulatedPrinter } from "../devices/thermal-printer";
import type { FlashGeometry } from "../espruino/flash";
import type { InterpreterOptions } from "../espruino/interpreter";

/** A display, as one sees it. */
export interface SimulatedPanel {
  /** The texts as a picture of rows; big ones stand in their upper row, their letters side by side. */
  text(): string;
  /** A byte for each pixel, row by row, 255 where it is white; texts may be missing. */
  pixels(): { widthPx: number; heightPx: number; data: Uint8ClampedArray };
  /** Times that something was drawn: what one sees changes with it alone. */
  readonly drawings: number;
  /** What the part was told and did not understand. */
  complaints: string[];
}

/** The lens of a terminal's camera, and what stands before it. */
export interface Lens {
  /** What stands before it; nothing is a dark room. */
  scene: Scene | undefined;
  /** How `scan` holds the phone; it may change while the phone is there. */
  pose: Partial<Pose>;
  /** What the terminal took last. */
  readonly view: CameraView | undefined;
  /** The last picture that the terminal read to its end, as its camera gave it. */
  readonly picture: GreyPicture | undefined;
  /** Pictures that it took so far. */
  readonly taken: number;
}

/** The parts of one board at the far ends of its wires, and the hands that work them. */
export interface SimulatedBoard {
  panel: SimulatedPanel;
  printer: SimulatedPrinter;
  flash: FlashGeometry;
  /** What hangs on the chip, as the interpreter finds it. */
  interpreter: Pick<InterpreterOptions, "serial" | "files" | "chip" | "pins" | "voltages" | "spi" | "i2c" | "accessPoint" | "board">;
  /** What provisioning says of this board. */
  settings: Record<string, string>;
  /** Sounds played since the start, and clips said. */
  sounds(): number;
  /** A module that speaks where the setting `voice` says so; only where the board has a wire for it. */
  voice?: DFPlayerTwin;
  /** Tells of every tone as it begins, and of its end by one of 0 Hz; only one listens. */
  onTone?: ((hz: number) => void) | undefined;
  /** The scanner's light and aim are on, or its camera takes pictures; absent where one does not see them. */
  readonly looking?: boolean;
  /** Only where codes are read by a camera. */
  lens?: Lens;
  /** One key goes down now. */
  keyDown(key: Key): void;
  scan(code: string, options?: ScanOptions): void;
  /** Only where the board feels whether its case is open. */
  readonly isOpen?: boolean;
  openCase?(): void;
  closeCase?(): void;
  /** What the converter senses of the battery, a share of what it can tell, 0 to 1; only where there is one. */
  voltage?: number;
  /** The terminal lost its power: what it had not yet sent never comes. */
  cut(): void;
}

/**
 * Makes a board's parts, all on one clock.
 * @param settings what the merchant chose of them
 */
export type MakeBoard = (clock: VirtualClock, settings?: Record<string, string>) => SimulatedBoard;
