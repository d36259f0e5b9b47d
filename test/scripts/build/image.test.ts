import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { promisify } from "node:util";
import { test } from "uvu";
import * as assert from "uvu/assert";
import type { FlashFacts } from "../../../hal/boards/shared/facts";
import { flashOf } from "../../../scripts/build/board-data";
import { buildImage } from "../../../scripts/build/image";
import { hexOf, savedCode } from "../../../scripts/build/saved-code";
import { withFolder } from "../../../scripts/device/folder";
import { Flash } from "../../../sim/espruino/flash";
import { StorageFormat } from "../../../sim/espruino/storage-format";

const { parse } = createRequire(import.meta.url)("intel-hex") as { parse(hex: string, size: number, at: number): { data: Buffer } };

const built = await buildImage({ board: "linux" });
const { image, program } = built;
const text = (from: number, length: number) => Buffer.from(image).toString("latin1", from, from + length).replace(/\0+$/, "");

test("an image says what it is before its program", () => {
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  assert.equal([text(0, 4), text(8, 12), text(20, 12)], ["TTA1", "linux", version]);
  assert.is(Buffer.from(image).readUInt32BE(4), image.length - 64);
  assert.equal(Buffer.from(image.subarray(32, 64)), createHash("sha256").update(image.subarray(64)).digest());
  assert.is(text(64, image.length), program.tokens);
});

test("the same sources give the same bytes, loader and HEX included", async () => {
  const again = await buildImage({ board: "linux" });
  const flash = flashOf("linux");
  assert.is(again.sha256, built.sha256);
  assert.is(hexOf(savedCode(again, flash), flash), hexOf(savedCode(built, flash), flash));
});

for (const board of ["linux", "esp32"]) {
  const fitted = { ...built, slotBytes: flashOf(board).slotBytes };

  test(`the HEX of ${board} is its saved code area to another reader`, () => {
    const flash = flashOf(board);
    const saved = savedCode(fitted, flash);
    const { data } = parse(hexOf(saved, flash), saved.length, flash.address);
    assert.ok(Buffer.from(saved).equals(data));
  });

  test(`on ${board} the image stands at the first whole page of its slot, and no slot follows another's page`, () => {
    const flash = new Flash(flashOf(board), undefined);
    flash.bytes.set(savedCode(fitted, flashOf(board)));
    const files = new StorageFormat(flash).entries();
    assert.equal(files.map((file) => file.name), [".bootcde", "app.a", "app.b"].slice(0, 1 + flashOf(board).slots));
    for (const file of files.slice(1)) {
      const start = Math.ceil(file.dataAt / flash.pageBytes) * flash.pageBytes;
      assert.ok(start > file.dataAt + 2 && start + flashOf(board).slotBytes <= file.dataAt + file.size);
      const isA = file.name === "app.a";
      assert.is(Buffer.from(flash.bytes.subarray(start, start + image.length)).equals(Buffer.from(image)), isA);
    }
  });
}

/** What Espruino's own tools make of the same files. They take no HEX without a program: one more file, the last. */
async function hexOfTools(folder: string, files: [name: string, data: Uint8Array][], { address, totalBytes, pageBytes }: FlashFacts) {
  const path = (name: string) => join(folder, name);
  const board = {
    info: { name: "Board", id: "BOARD", binary_version: "2v29", builtin_modules: [] },
    chip: { saved_code: { address, page_size: pageBytes, pages: totalBytes / pageBytes } },
  };
  writeFileSync(path("board.json"), JSON.stringify(board));
  writeFileSync(path("last.js"), "1\n");
  for (const [name, data] of files) writeFileSync(path(`file${name}`), data);
  const storage = [...files.map(([name]) => `${name}:${path(`file${name}`)}`), "last:-"].flatMap((file) => ["--storage", file]);
  await promisify(execFile)(process.execPath, [
    "node_modules/espruino/bin/espruino-cli.js", "--board", path("board.json"), "-n", "--ohex", path("out.hex"), ...storage, path("last.js"),
  ]);
  return readFileSync(path("out.hex"), "utf8");
}

test("Espruino's own tools lay the same files out the same", () => withFolder(async (folder) => {
  const board = flashOf("linux");
  const saved = savedCode(built, board);
  const flash = new Flash(board);
  flash.bytes.set(saved);
  const files = new StorageFormat(flash).entries().map(({ name, dataAt, size }): [string, Uint8Array] =>
    [name, flash.bytes.subarray(dataAt, dataAt + size)]);
  const { data } = parse(await hexOfTools(folder, files, board), board.totalBytes, board.address);
  assert.ok(Buffer.from(saved).equals(data.subarray(0, saved.length)));
}));

test.run();
