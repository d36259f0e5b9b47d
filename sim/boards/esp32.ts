import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { ESP32 } from "../chips";
import { soldered } from "./espressif";

/** The reference terminal as docs/HARDWARE.md says to solder it. */
export const twin = (font: BitmapFont) => soldered({
  chip: ESP32,
  scanner: { receive: 35, transmit: 32 },
  printer: { receive: 34, transmit: 33 },
  rows: [16, 17, 18, 19],
  columns: [21, 22, 23, 25],
  display: { command: 27, select: 26 },
  speaker: 4,
  tamper: 39,
  battery: 36,
}, font);
