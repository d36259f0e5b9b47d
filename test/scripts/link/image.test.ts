import { mkdtempSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { readImage } from "../../../scripts/link/image";
import { IMAGE, layBuild } from "../../support/finished-build";

/** Plays with a finished build in a folder of its own. */
function withBuild(play: (folder: string) => void): void {
  const folder = mkdtempSync(join(tmpdir(), "image-"));
  try {
    layBuild(folder);
    play(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test("a finished build is read by its manifest", () => withBuild((folder) => {
  const { board, version, files, slots, program, keepsConsole } = readImage(folder);
  assert.equal([board, version, keepsConsole], ["esp32", "0.3.0", false]);
  assert.equal(files.map(({ name }) => name), [".bootcde"]);
  assert.equal(slots.map(({ name }) => name), ["app.a", "app.b"]);
  assert.is(Buffer.from(program).toString("latin1"), IMAGE);
}));

/** What may have become of a build between its making and its use. */
const WRONG: [what: string, spoil: (path: (name: string) => string) => void, sentence: RegExp][] = [
  ["a folder without a build", (path) => unlinkSync(path("manifest.json")), /There is no build in .*npm run build/s],
  ["half a manifest", (path) => writeFileSync(path("manifest.json"), '{"board":"es'), /manifest\.json is no manifest of a build/],
  ["the manifest of something else", (path) => writeFileSync(path("manifest.json"), '{"name":"x"}'), /is no manifest of a build/],
  ["an image that is missing", (path) => unlinkSync(path("tinytill.img")), /tinytill\.img .* cannot be read \(ENOENT\)/],
  ["a torn image", (path) => writeFileSync(path("tinytill.img"), IMAGE.slice(0, 5_000)), /tinytill\.img in .* it is torn/],
  ["another loader", (path) => writeFileSync(path("loader.bin"), "load me"), /loader\.bin in .* of another build/],
];

for (const [what, spoil, sentence] of WRONG) {
  test(`${what} is refused in a sentence`, () => withBuild((folder) => {
    spoil((name) => join(folder, name));
    assert.throws(() => readImage(folder), (error: Error) => sentence.test(error.message) && /npm run build/.test(error.message));
  }));
}

test.run();
