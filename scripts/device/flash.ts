import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Flash } from "../../sim/espruino/flash";
import { writeFile } from "../../sim/espruino/storage-format";
import { type FlashImage, install } from "../../sim/installing";
import type { FlashFile } from "../../sim/provisioning";
import { writeSales } from "./earlier-sales";
import type { Interpreter } from "./interpreters";

/**
 * Makes the flash of a terminal: the file `espruino.flash` in `folder`, where its interpreter starts.
 * @param sales that its journal has already
 */
export function writeFlash(interpreter: Interpreter, folder: string, files: FlashFile[], image?: FlashImage, sales = 0): void {
  const flash = new Flash({ totalBytes: interpreter.flashBytes, pageBytes: interpreter.pageBytes });
  if (image !== undefined) install(flash, image);
  for (const file of files) writeFile(flash, file.name, file.data, file.size);
  if (sales > 0) writeSales(flash, sales);
  writeFileSync(join(folder, "espruino.flash"), flash.bytes);
}
