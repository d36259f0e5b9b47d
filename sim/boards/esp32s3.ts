import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { ESP32_S3 } from "../chips";
import { soldered } from "./espressif";

/** The same on the S3, without a battery to sense, and with a voice module for whoever chooses it. */
export const twin = (font: BitmapFont) => soldered({
  chip: ESP32_S3,
  scanner: { receive: 18, transmit: 17 },
  printer: { receive: 16, transmit: 15 },
  rows: [4, 5, 6, 7],
  columns: [39, 40, 41, 42],
  display: { command: 9, select: 10 },
  speaker: 21,
  voice: { transmit: 2, busy: 1 },
  tamper: 14,
}, font);
