import MemoryMap from "nrf-intel-hex";
import type { FlashFacts } from "../../hal/boards/shared/facts";
import { Flash } from "../../sim/espruino/flash";
import { type FlashImage, install } from "../../sim/installing";

/**
 * The beginning of a board's storage area as the interpreter lays files out, up to the last page that holds
 * something of the program; what provisioning makes lies behind.
 */
export function savedCode(image: FlashImage, board: FlashFacts): Uint8Array {
  const flash = new Flash(board);
  install(flash, image, board.slots);
  const { bytes, pageBytes } = flash;
  let end = bytes.length;
  while (end > 0 && flash.isErased(end - pageBytes, pageBytes)) end -= pageBytes;
  return bytes.slice(0, end);
}

/** The same as Intel HEX at the board's address, erased pages left out. */
export function hexOf(saved: Uint8Array, board: FlashFacts): string {
  const { address, pageBytes } = board;
  const map = new MemoryMap();
  for (let at = 0; at < saved.length; at += pageBytes) {
    const page = saved.subarray(at, at + pageBytes);
    if (page.some((byte) => byte !== 0xff)) map.set(address + at, page);
  }
  return `${map.join().asHexString()}\n`;
}
