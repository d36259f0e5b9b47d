import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The image of `layBuild`. */
export const IMAGE = "TTA1".repeat(2000);

/** Makes a folder as `npm run build` leaves one, with an image of its own and a loader; `changes` are of its manifest. */
export function layBuild(folder: string, changes: object = {}): void {
  const contents: Record<string, string> = { "tinytill.img": IMAGE, "loader.bin": "load it" };
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(contents)) writeFileSync(join(folder, name), content);
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({
    board: "esp32", version: "0.3.0",
    files: Object.entries(contents).map(([name, content]) => ({ name, sha256: createHash("sha256").update(content).digest("hex") })),
    flash: [{ name: ".bootcde", file: "loader.bin" }, { name: "app.a", file: "tinytill.img", slotBytes: 16_384 }, { name: "app.b", slotBytes: 16_384 }],
    ...changes,
  }));
}
