import type { BitmapFont } from "../../hal/drivers/display/bitmap-font";
import { ESP32_S3 } from "../chips";
import { soldered } from "./espressif";

/** With a camera in place of the scanner, and the voice module on the UART that this leaves. */
export const twin = (font: BitmapFont) => soldered({
  chip: ESP32_S3,
  camera: { select: 2, input: 13, bus: "I2C1" },
  printer: { receive: 16, transmit: 15 },
  rows: [4, 5, 6, 7],
  columns: [39, 40, 41, 42],
  display: { command: 9, select: 10 },
  speaker: 21,
  voice: { receive: 18, transmit: 17 },
  tamper: 14,
}, font);
