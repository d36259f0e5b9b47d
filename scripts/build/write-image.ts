import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { flashOf } from "./board-data";
import { VARIABLES_NEEDED } from "./budget";
import type { BuiltImage } from "./image";
import { hexOf, savedCode } from "./saved-code";

/**
 * Writes all that is flashed or fetched, and `manifest.json` that says what is what: `flash` names the files of
 * the interpreter's storage, in their order; an image stands at the first whole page of its slot.
 */
export function writeImage(folder: string, board: string, built: BuiltImage, keepsConsole = false, root?: string): void {
  const { program, image, loader, sha256, slotBytes } = built;
  const flash = flashOf(board, root);
  const saved = savedCode(built, flash);
  const files: Record<string, Uint8Array> = {
    "tinytill.js": Buffer.from(program.code, "latin1"), "tinytill.img": image, "loader.bin": loader,
    "tinytill.bin": saved, "tinytill.hex": Buffer.from(hexOf(saved, flash)),
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, data] of Object.entries(files)) writeFileSync(join(folder, name), data);
  const slots = ["app.a", "app.b"].slice(0, flash.slots).map((name, index) => ({
    name, file: index === 0 ? "tinytill.img" : undefined, slotBytes,
  }));
  const manifest = {
    board, version: program.version, bytes: image.length, sha256, address: flash.address, variables: VARIABLES_NEEDED, keepsConsole,
    files: Object.entries(files).map(([name, data]) => ({ name, bytes: data.length, sha256: digest(data) })),
    flash: [{ name: ".bootcde", file: "loader.bin" }, ...slots],
    modules: program.modules,
  };
  writeFileSync(join(folder, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

function digest(data: Uint8Array): string {
  return createHash("sha256").update(data).digest("hex");
}
