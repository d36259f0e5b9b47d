import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Flash } from "../../sim/espruino/flash";
import { writeFile } from "../../sim/espruino/storage-format";
import { type FlashImage, install } from "../../sim/installing";
import type { FlashFile } from "../../sim/provisioning";
import type { Interpreter } from "./interpreters";

/** Makes the flash of a terminal: the file `espruino.flash` in `folder`, where its interpreter starts. */
export function writeFlash(interpreter: Interpreter, folder: string, files: FlashFile[], image?: FlashImage): void {
  const flash = new Flash({ totalBytes: interpreter.flashBytes, pageBytes: interpreter.pageBytes });
  if (image !== undefined) install(flash, image);
  for (const file of files) writeFile(flash, file.name, file.data, file.size);
  writeFileSync(join(folder, "espruino.flash"), flash.bytes);
}
