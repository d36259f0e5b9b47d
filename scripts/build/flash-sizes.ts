import { ESP32_FLASH, type FlashGeometry, LINUX_FLASH } from "../../sim/espruino/flash";

/** How a board's storage area is used. */
export interface BoardFlash extends FlashGeometry {
  /** Address of the area, as the tools that write flash see it. */
  address: number;
  /** Room for one image. */
  slotBytes: number;
  /** Two, where updates have a place to be fetched to. */
  slots: 1 | 2;
}

const ESP32: BoardFlash = { ...ESP32_FLASH, address: 0x32_0000, slotBytes: 122_880, slots: 2 };
const LINUX: BoardFlash = { ...LINUX_FLASH, address: 0, slotBytes: 106_496, slots: 1 };

/** The boards' definitions in the interpreter's sources say so (boards/ESP32.py, ESP32S3_IDF4.py, LINUX.py). */
export function flashOf(board: string): BoardFlash {
  return board.startsWith("esp32") ? ESP32 : LINUX;
}
